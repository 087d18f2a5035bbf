import type { BundleComment, BundleCredit, BundlePage, BundleStory } from '../bundle.ts';
import { accessOf, restrictsBlock, restrictsShortcode } from './access-of.ts';
import type { BodyContext, WrittenBody } from './body-context.ts';
import { writeBody } from './body-writer.ts';
import { instantOf } from './dates.ts';
import { defaultMetaUse } from './default-uses.ts';
import { mendDoubleEncoding } from './double-encoding.ts';
import { usualEmbedHosts } from './embed-hosts.ts';
import { linesOfHtml, textOfHtml } from './html-text.ts';
import { metaText, type WpComment, type WpItem } from './item.ts';
import type { ItemIndex } from './item-index.io.ts';
import { oldPathsOf, pathOfLink, readableSlug } from './old-paths.ts';
import type { Origins } from './origins.ts';
import { searchTextsOf } from './search-texts.ts';
import { keyOf, type SiteLists } from './site-lists.ts';
import { changedAt, stateOf } from './story-times.ts';
import type { Survey } from './survey.ts';
import { paywallWords } from './traces.ts';
import type { MetaUse } from './wp-map.ts';
import type { WpOptions } from './wp-options.ts';

/** What making records of items needs to know. */
export interface RecordSources {
  survey: Survey;
  index: ItemIndex;
  lists: SiteLists;
  origins: Origins;
  options: WpOptions;
}

/** A story or page with what was noticed while making it. */
export interface MadeItem<Record> {
  record: Record;
  body: WrittenBody;
  /** Its text had been saved in a wrong encoding once, and was mended. */
  mended: boolean;
}

export function makeStory(read: WpItem, file: string, sources: RecordSources): MadeItem<BundleStory> {
  const { item, mended } = mendItem(read);
  const { survey, lists, options } = sources;
  const body = bodyOf(item, sources);
  const access = accessOf(item, options);
  const section = lists.sectionTermOf(item);
  const path = pathOfLink(item.link, survey.place);
  const meta = mappedMeta(item, options);
  const record: BundleStory = {
    kind: 'story',
    origin: sources.origins.of(
      originId(item),
      item.source,
      { file, line: item.line },
      outsideOf(item, body, sources),
    ),
    path,
    slug: slugOf(item),
    section: section ? keyOf(section) : null,
    headline: textOfHtml(item.title),
    kicker: meta.kicker,
    standfirst: meta.standfirst || textOfHtml(item.excerpt),
    body: { form: 'html', html: body.html, blankLines: body.blankLines },
    access: body.restricted && access.to === 'open' ? { to: 'members' } : access,
    state: stateOf(item, survey.clock),
    createdMs: instantOf(item.dateGmt, item.date, survey.clock),
    updatedMs: changedAt(item, survey.clock),
    bylines: creditsOf(item, sources),
    agencyCredit: meta.credit,
    topics: lists.topicTermsOf(item).map(keyOf),
    picture: pictureOf(item, sources),
    search: searchTextsOf(item, survey.site.get('title') ?? ''),
    pinned: item.sticky,
    takesComments: item.takesComments,
    oldPaths: oldPathsOf(item, path, survey.place),
  };
  return { record, body, mended };
}

export function makePage(read: WpItem, file: string, sources: RecordSources): MadeItem<BundlePage> {
  const { item, mended } = mendItem(read);
  const { survey, options } = sources;
  const body = bodyOf(item, sources);
  const access = accessOf(item, options);
  const path = pathOfLink(item.link, survey.place);
  const record: BundlePage = {
    kind: 'page',
    origin: sources.origins.of(
      originId(item),
      item.source,
      { file, line: item.line },
      outsideOf(item, body, sources),
    ),
    path,
    slug: slugOf(item),
    title: textOfHtml(item.title),
    body: { form: 'html', html: body.html, blankLines: body.blankLines },
    access: body.restricted && access.to === 'open' ? { to: 'members' } : access,
    state: stateOf(item, survey.clock),
    updatedMs: changedAt(item, survey.clock),
    parent: item.parent > 0 ? `post:${item.parent}` : null,
    search: searchTextsOf(item, survey.site.get('title') ?? ''),
    oldPaths: oldPathsOf(item, path, survey.place),
  };
  return { record, body, mended };
}

/** Items go by their number; one without is known by its permanent id, its slug, or where nothing is said, its title. */
export function originId(item: WpItem): string {
  if (item.id !== null) return `post:${item.id}`;
  return `item:${item.guid || item.slug || item.link || item.title}`;
}

function mendItem(item: WpItem): { item: WpItem; mended: boolean } {
  const title = mendDoubleEncoding(item.title);
  const content = mendDoubleEncoding(item.content);
  const excerpt = mendDoubleEncoding(item.excerpt);
  const mended = title !== item.title || content !== item.content || excerpt !== item.excerpt;
  return { item: mended ? { ...item, title, content, excerpt } : item, mended };
}

function slugOf(item: WpItem): string {
  return readableSlug(item.slug.replace(/__trashed$/, ''));
}

function bodyOf(item: WpItem, { index, options }: RecordSources): WrittenBody {
  const context: BodyContext = {
    id: item.id,
    embedHosts: new Set([...usualEmbedHosts, ...options.embedHosts]),
    findMedia: (id) => index.findMedia(id),
    listMediaOf: (id) => index.listMediaOf(id),
    findReusable: (id) => index.findReusable(id),
    restrictsShortcode: (name) => restrictsShortcode(name, options),
    restrictsBlock: (name) => restrictsBlock(name, options),
    restrictsText: options.allOpen ? [] : paywallWords,
    footnotes: metaText(item, 'footnotes'),
  };
  return writeBody(item.content, context);
}

/**
 * What an item is made from besides its own text: pieces it reuses, its picture. When one of those changes, so does the item;
 * undefined for one that these files do not hold.
 */
function outsideOf(item: WpItem, body: WrittenBody, { index }: RecordSources): (string | undefined)[] {
  const reused = [...item.content.matchAll(/<!--\s+wp:block\s+\{[^}]{0,500}"ref":(\d{1,15})/g)].map((match) =>
    Number(match[1]),
  );
  const picture = Number(metaText(item, '_thumbnail_id'));
  return [
    ...(picture > 0 ? [index.findMedia(picture)?.url] : []),
    ...reused.map((id) => index.findReusable(id)),
    ...(body.missing.length > 0 ? [undefined] : []),
  ];
}

interface MappedMeta {
  kicker: string;
  standfirst: string;
  byline: string;
  credit: string;
}

function mappedMeta(item: WpItem, options: WpOptions): MappedMeta {
  const said: MappedMeta = { kicker: '', standfirst: '', byline: '', credit: '' };
  for (const { key, value } of item.meta) {
    const use: MetaUse | undefined = options.map.meta.get(key) ?? defaultMetaUse(key);
    if (!use || use.to === 'access') continue;
    said[use.to] ||= textOfHtml(value);
  }
  return said;
}

/** A byline that stands in a meta field takes the place of the account that typed the story in. */
function creditsOf(item: WpItem, { lists, options }: RecordSources): BundleCredit[] {
  const written = mappedMeta(item, options).byline;
  if (written !== '') return [{ byline: `name:${written}`, role: '' }];
  return lists.bylineKeysOf(item).map((byline) => ({ byline, role: '' }));
}

function pictureOf(item: WpItem, { index }: RecordSources): BundleStory['picture'] {
  const said = metaText(item, '_thumbnail_id');
  if (!/^[1-9]\d{0,14}$/.test(said)) return null;
  const found = index.findMedia(Number(said));
  return { media: { id: `media:${said}`, url: found?.url ?? null }, alt: '', caption: '', credit: '' };
}

const states: Readonly<Record<string, BundleComment['state']>> = {
  '1': 'shown',
  approved: 'shown',
  spam: 'spam',
  trash: 'binned',
  'post-trashed': 'binned',
};

/** Reader's comments of an item. Announcements between machines (pings) are none. */
export function makeComments(
  item: WpItem,
  file: string,
  { survey, origins }: RecordSources,
): BundleComment[] {
  return item.comments.filter(isComment).map((comment, position) => {
    const id = (number: number | null) => `comment:${number ?? `${originId(item)}/${position}`}`;
    const text = linesOfHtml(mendDoubleEncoding(comment.text));
    return {
      kind: 'comment',
      origin: origins.of(id(comment.id), '', { file, line: item.line }, [
        [comment.author, text, comment.approved].join('\n'),
      ]),
      story: originId(item),
      parent: comment.parent > 0 ? id(comment.parent) : null,
      author: textOfHtml(comment.author),
      email: comment.email || null,
      atMs: instantOf(comment.dateGmt, comment.date, survey.clock),
      state: states[comment.approved] ?? 'waiting',
      text,
    };
  });
}

export function isComment(comment: WpComment): boolean {
  return comment.type === '' || comment.type === 'comment' || comment.type === 'review';
}
