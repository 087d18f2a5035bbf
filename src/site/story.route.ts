import { type Byline, findBylines } from '#accounts/byline.sql.js';
import type { BylineId, StoryId, TopicId } from '#kit/ids.js';
import { findPictures, type Picture } from '#media/picture.sql.js';
import { findCards, listSections } from '#stories/cards.sql.js';
import { type Comment, listComments } from '#stories/comment.sql.js';
import { type Block, listLinks, listMedia } from '#stories/document.js';
import { makeRights, noRights, type Opening, type Rights, readAs, type Whole } from '#stories/gate.js';
import { listNotes, type Note } from '#stories/note.sql.js';
import { type ReadableStory, readStory } from '#stories/readable.sql.js';
import { findTopics, type Topic } from '#stories/topic.sql.js';
import { dependsOnCards, loadCardViews, sectionFamily, sectionLink } from './cards.io.ts';
import { goneAnswer } from './error.route.ts';
import { loadCardsInOrder } from './list-pages.io.ts';
import { pageMeta, storyMeta } from './meta.ts';
import type { Answer, Ask, Dependency, Redirect, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { fileAddress, pictureView } from './picture-view.ts';
import { htmlAnswer } from './render.ts';
import { frameAddress } from './theme/body/frame-address.ts';
import type {
  BodyReferences,
  CardView,
  CommentView,
  CreditView,
  GateView,
  LinkView,
  PictureView,
  PlainPageView,
  StoryView,
} from './view.ts';

const MORE = 6;
const MOST_READ = 5;
const COMMENTS = 500;

/** What readers who share a page may read: nobody's rights, or a member's. The listener has asked who it is. */
function rightsOf(audience: Ask['audience']): Rights {
  return audience === 'whole' ? makeRights({ registered: true, tiers: 'any' }) : noRights;
}

/** The page of a story or plain page, a redirect to the address it has now, or 410; undefined when there is none to read. */
export async function answerStory(
  house: SiteHouse,
  ask: Ask,
  id: StoryId,
): Promise<Answer | Redirect | undefined> {
  const found = await readStory(house.db, id, ask.now);
  if (found.is === 'absent') return undefined;
  if (found.is === 'gone') return goneAnswer(house, ask, id);
  const { story } = found;
  if (ask.rawPath !== story.path && !isSamePath(ask.rawPath, story.path))
    return { status: 301, to: story.path };
  return story.kind === 'page' ? answerPage(house, ask, story) : answerWithStory(house, ask, story);
}

async function answerWithStory(house: SiteHouse, ask: Ask, story: ReadableStory): Promise<Answer> {
  const { paper } = house;
  const read = readAs(story.content, rightsOf(ask.audience));
  const parts = await loadParts(house, ask.now, story, read);
  const view = storyView(house, story, read, parts);
  const turnsAt = await house.nextTurn(ask.now);
  return htmlAnswer(house, 'story', view, {
    dependsOn: storyDependencies(house, story, parts),
    turnsAt,
    views: story.id,
    frameHosts: frameHosts(read.blocks, paper.settings.embedHosts),
    ...(story.content.access.to === 'open' ? {} : { headers: { vary: 'cookie' } }),
  });
}

type Parts = {
  references: BodyReferences & { pictures: ReadonlyMap<number, Picture> };
  topics: Topic[];
  bylines: Map<BylineId, Byline>;
  notes: Note[];
  comments: Comment[];
  more: CardView[];
  mostRead: CardView[];
};

async function loadParts(
  house: SiteHouse,
  now: Date,
  story: ReadableStory,
  read: Opening | Whole,
): Promise<Parts> {
  const { db, parts } = house;
  const { content } = story;
  const topics = await parts.findMany('topic', content.topics, (ids) => findTopics(db, ids));
  const writers = content.credits.map((credit) => credit.byline);
  const mostRead = await loadMostRead(house, now);
  return {
    references: await loadReferences(house, now, read.blocks, content.lead?.media ?? null),
    topics: content.topics.flatMap((id: TopicId) => topics.get(id) ?? []),
    bylines: await parts.findMany('byline', writers, (ids) => findBylines(db, ids)),
    notes: story.hasNotes ? await listNotes(db, story.id) : [],
    comments: story.hasComments ? await listComments(db, story.id, COMMENTS) : [],
    more: await loadMore(house, now, story),
    mostRead: mostRead.filter((card) => card.id !== story.id).slice(0, MOST_READ),
  };
}

/** Stories and pictures that the shown blocks refer to; what the gate keeps back is not even looked up. */
async function loadReferences(
  house: SiteHouse,
  now: Date,
  blocks: readonly Block[],
  lead: number | null,
): Promise<Parts['references']> {
  const body = { type: 'doc' as const, content: [...blocks] };
  const linked = listLinks(body).flatMap((link) => link.story ?? []);
  const used = [...listMedia(body), ...(lead === null ? [] : [lead])];
  const cards = await findCards(house.db, linked, now);
  const pictures = await findPictures(house.db, used);
  return {
    stories: await loadCardViews(house, [...cards.values()]),
    media: mapKnown(pictures, (picture) => pictureView(picture)),
    files: mapKnown(pictures, fileAddress),
    pictures,
  };
}

async function loadMore(house: SiteHouse, now: Date, story: ReadableStory): Promise<CardView[]> {
  const section = story.section === null ? undefined : house.paper.sectionById.get(story.section);
  if (!section) return [];
  const newest = await house.parts.find(`more ${section.id}`, now, async () => {
    const cards = await listSections(house.db, [section.id], now, { limit: MORE + 1 });
    const views = await loadCardViews(house, cards);
    const part = cards.flatMap((card) => views.get(card.id) ?? []);
    return {
      part,
      dependsOn: [`section:${section.id}`, ...dependsOnCards(part)],
      turnsAt: await house.nextTurn(now),
    };
  });
  return newest.filter((card) => card.id !== story.id).slice(0, MORE);
}

async function loadMostRead(house: SiteHouse, now: Date): Promise<CardView[]> {
  return house.parts.find('most read', now, async () => {
    const part = await loadCardsInOrder(house, house.mostRead(), now);
    return { part, dependsOn: ['read', ...dependsOnCards(part)], turnsAt: await house.nextTurn(now) };
  });
}

function storyView(house: SiteHouse, story: ReadableStory, read: Opening | Whole, parts: Parts): StoryView {
  const { content } = story;
  const { paper } = house;
  const lead = leadPicture(story, parts.references);
  const credits = creditViews(story, parts.bylines);
  const corrections = parts.notes.filter((note) => note.kind !== 'change');
  return {
    paper: paper.view,
    meta: storyMeta(paper, {
      story,
      read,
      credits,
      lead,
      leadOriginal: content.lead ? parts.references.pictures.get(content.lead.media) : undefined,
      section: sectionLink(paper, story.section),
      topics: parts.topics,
      notes: corrections,
    }),
    id: story.id,
    path: story.path,
    headline: content.headline,
    kicker: content.kicker || null,
    standfirst: content.standfirst || null,
    section: sectionLink(paper, story.section),
    dateline: content.dateline || null,
    credits,
    agencyCredit: content.agencyCredit || null,
    language: content.language && content.language !== paper.settings.language ? content.language : null,
    publishedAt: new Date(story.publishedAt).toISOString(),
    updatedAt: story.updatedAt === null ? null : new Date(story.updatedAt).toISOString(),
    access: content.access.to,
    leadPicture: lead,
    blocks: read.blocks,
    gate: gateView(read),
    corrections: corrections.map((note) => ({
      id: `note-${note.id}`,
      kind: note.kind === 'clarification' ? 'clarification' : 'correction',
      at: new Date(note.dated).toISOString(),
      text: note.text,
      block: note.block,
    })),
    changes: parts.notes
      .filter((note) => note.kind === 'change')
      .map((note) => ({ at: new Date(note.dated).toISOString(), text: note.text })),
    topics: parts.topics
      .filter((topic) => topic.listed)
      .map((topic): LinkView => ({ label: topic.name, href: paths.topic(topic.slug) })),
    stories: parts.references.stories,
    media: parts.references.media,
    files: parts.references.files,
    moreFromSection: parts.more,
    mostRead: parts.mostRead,
    comments: commentViews(parts.comments),
  };
}

async function answerPage(house: SiteHouse, ask: Ask, story: ReadableStory): Promise<Answer> {
  const read = readAs(story.content, rightsOf(ask.audience));
  const references = await loadReferences(house, ask.now, read.blocks, null);
  const view: PlainPageView = {
    paper: house.paper.view,
    meta: pageMeta(house.paper, story),
    headline: story.content.headline,
    standfirst: story.content.standfirst || null,
    updatedAt: story.updatedAt === null ? null : new Date(story.updatedAt).toISOString(),
    blocks: read.blocks,
    ...references,
  };
  return htmlAnswer(house, 'page', view, {
    dependsOn: [`story:${story.id}`, ...dependsOnCards(references.stories.values())],
    turnsAt: await house.nextTurn(ask.now),
    frameHosts: frameHosts(read.blocks, house.paper.settings.embedHosts),
    ...(story.content.access.to === 'open' ? {} : { headers: { vary: 'cookie' } }),
  });
}

function leadPicture(story: ReadableStory, references: Parts['references']): PictureView | null {
  const { lead } = story.content;
  const picture = lead ? references.pictures.get(lead.media) : undefined;
  if (!lead || !picture) return null;
  return pictureView(picture, {
    ...(lead.alt ? { alt: lead.alt } : {}),
    ...(lead.caption ? { caption: lead.caption } : {}),
    ...(lead.credit ? { credit: lead.credit } : {}),
  });
}

function mapKnown<From, To>(
  from: ReadonlyMap<number, From>,
  change: (one: From) => To | null,
): Map<number, To> {
  const made = new Map<number, To>();
  for (const [id, one] of from) {
    const to = change(one);
    if (to !== null) made.set(id, to);
  }
  return made;
}

function creditViews(story: ReadableStory, bylines: ReadonlyMap<BylineId, Byline>): CreditView[] {
  return story.content.credits.flatMap(({ byline: id, role }) => {
    const byline = bylines.get(id);
    if (!byline) return [];
    return [
      {
        name: byline.name,
        role: byline.role || null,
        part: role || null,
        href: paths.byline(byline.slug),
        agency: byline.kind === 'agency',
      },
    ];
  });
}

/** Until members can sign in, the gate only says for whom the story is. */
function gateView(read: Opening | Whole): GateView | null {
  if (read.audience === 'whole') return null;
  const { access } = read;
  const tiers = access.to === 'tiers' ? access.tiers : [];
  return { access: access.to, tiers, benefits: [], price: null, joinHref: null, signInHref: null };
}

/** Comments in the order of talk: an answer under what it answers. */
function commentViews(comments: readonly Comment[]): CommentView[] {
  const byParent = new Map<number | null, Comment[]>();
  const known = new Set(comments.map((comment) => comment.id as number));
  for (const comment of comments) {
    const parent = comment.parent !== null && known.has(comment.parent) ? comment.parent : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), comment]);
  }
  const ordered: CommentView[] = [];
  const waiting = (byParent.get(null) ?? []).map((comment) => ({ comment, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { comment, depth } = next;
    const paragraphs = comment.text.split(/\n+/).filter(Boolean);
    ordered.push({
      id: comment.id,
      author: comment.author,
      at: new Date(comment.writtenAt).toISOString(),
      depth,
      paragraphs,
    });
    const answers = (byParent.get(comment.id) ?? []).map((answer) => ({ comment: answer, depth: depth + 1 }));
    waiting.push(...answers.reverse());
  }
  return ordered;
}

function storyDependencies(house: SiteHouse, story: ReadableStory, parts: Parts): Dependency[] {
  const section = story.section === null ? undefined : house.paper.sectionById.get(story.section);
  const cards = [...parts.more, ...parts.mostRead, ...parts.references.stories.values()];
  return [
    `story:${story.id}`,
    ...(section
      ? sectionFamily(house.paper, section)
          .slice(0, 1)
          .map((id) => `section:${id}` as const)
      : []),
    ...(parts.mostRead.length > 0 ? (['read'] as const) : []),
    ...dependsOnCards(cards),
  ];
}

/** Hosts this page may frame: those of its embeds that the newsroom trusts, and those a reader may click open. */
function frameHosts(blocks: readonly Block[], trusted: readonly string[]): string[] {
  const hosts = new Set<string>();
  for (const block of blocks) {
    if (block.type !== 'embed' || !URL.canParse(block.attrs.url)) continue;
    const { host } = new URL(block.attrs.url);
    const player = frameAddress(block.attrs.url);
    if (trusted.includes(host)) hosts.add(host);
    else if (player) hosts.add(new URL(player).host);
  }
  return [...hosts];
}

function isSamePath(asked: string, path: string): boolean {
  if (!asked.includes('%') && !path.includes('%')) return false;
  try {
    return decodeURIComponent(asked) === decodeURIComponent(path);
  } catch {
    return false;
  }
}
