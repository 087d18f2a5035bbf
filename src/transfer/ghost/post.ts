import type {
  BundleAccess,
  BundleBody,
  BundleMedia,
  BundleMediaRef,
  BundleOrigin,
  BundlePage,
  BundlePicture,
  BundleState,
  BundleStory,
} from '../bundle.ts';
import { textOfHtml } from '../wordpress/html-text.ts';
import { sfForeign, sfPremiumCut } from '../wordpress/sf-elements.ts';
import { lexicalHtml } from './lexical.ts';
import { mobiledocHtml } from './mobiledoc.ts';
import { type GhostTables, type Row, stringOf } from './tables.io.ts';

/** What Ghost writes in place of its own address. */
const OWN_ADDRESS = /__GHOST_URL__|%%GHOST_URL%%/g;
const OWN_FILE =
  /(?:__GHOST_URL__)?\/content\/(images|media|files)\/((?:size\/w\d+(?:h\d+)?\/)?[^\s"'<>?#)\\]+)/g;
const GATED = /<!--kg-gated-block:begin[^>]*-->([\s\S]*?)<!--kg-gated-block:end-->/g;
const MEMBERS_ONLY = /<!--members-only-->/g;

/** How the importer was asked to read posts. */
export type GhostChoices = {
  /** Keys of the sections that tags make, by the tag's slug. */
  sectionOf: ReadonlyMap<string, string>;
  defaultSection: string;
  /** Keys of topics that tags make, by the tag's id. */
  topicOf: ReadonlyMap<string, string>;
  bylineOf: ReadonlyMap<string, string>;
  /** Old pattern of addresses: '/:slug/' mostly. */
  permalinks: string;
};

/** Notes on one post: what readers will not see of it. */
export type PostNotes = { unknown: (name: string) => void; injected: () => void };

export function toStory(
  row: Row,
  tables: GhostTables,
  choices: GhostChoices,
  notes: PostNotes,
  origin: BundleOrigin,
): BundleStory {
  const id = stringOf(row, 'id');
  const meta: Row = { ...row, ...(tables.metas.get(id) ?? {}) };
  const access = accessOf(row, tables);
  const tags = (tables.tagsOf.get(id) ?? []).flatMap((tag): Row[] => {
    const found = tables.tags.get(tag);
    return found ? [found] : [];
  });
  const section = tags.flatMap((tag) => choices.sectionOf.get(stringOf(tag, 'slug')) ?? [])[0];
  if (stringOf(row, 'codeinjection_head') || stringOf(row, 'codeinjection_foot')) notes.injected();
  const publishedMs = timeOf(row.published_at);
  return {
    kind: 'story',
    origin,
    path: pathOf(row, choices.permalinks, publishedMs),
    slug: stringOf(row, 'slug'),
    section: section ?? choices.defaultSection,
    headline: stringOf(row, 'title') === '(Untitled)' ? '' : stringOf(row, 'title'),
    kicker: '',
    standfirst: stringOf(row, 'custom_excerpt'),
    body: bodyOf(row, access, notes),
    access,
    state: stateOf(row, meta, publishedMs),
    createdMs: timeOf(row.created_at),
    updatedMs: timeOf(row.updated_at),
    bylines: authorsOf(row, id, tables).flatMap((author) => {
      const byline = choices.bylineOf.get(author);
      return byline ? [{ byline, role: '' }] : [];
    }),
    agencyCredit: '',
    topics: (tables.tagsOf.get(id) ?? []).flatMap((tag) => choices.topicOf.get(tag) ?? []),
    picture: leadOf(meta),
    search: searchOf(meta),
    pinned: false,
    takesComments: true,
    oldPaths: uuidPath(row),
  };
}

export function toPage(row: Row, tables: GhostTables, notes: PostNotes, origin: BundleOrigin): BundlePage {
  const meta: Row = { ...row, ...(tables.metas.get(stringOf(row, 'id')) ?? {}) };
  const access = accessOf(row, tables);
  return {
    kind: 'page',
    origin,
    path: stringOf(row, 'slug') ? `/${stringOf(row, 'slug')}/` : null,
    slug: stringOf(row, 'slug'),
    title: stringOf(row, 'title'),
    body: bodyOf(row, access, notes),
    access,
    state: stateOf(row, meta, timeOf(row.published_at)),
    updatedMs: timeOf(row.updated_at),
    parent: null,
    search: searchOf(meta),
    oldPaths: uuidPath(row),
  };
}

/** Whether a row is a plain page; before Ghost 3 that was a flag. */
export function isPage(row: Row): boolean {
  return row.type === 'page' || row.page === 1 || row.page === true || row.page === '1';
}

/** Visibility as Ghost wrote it. One we do not know is for members: a post is never opened by a guess. */
function accessOf(row: Row, tables: GhostTables): BundleAccess {
  const visibility = stringOf(row, 'visibility') || 'public';
  if (visibility === 'public') return { to: 'open' };
  if (visibility === 'members') return { to: 'registered' };
  if (visibility === 'tiers') {
    const tiers = (tables.tiersOf.get(stringOf(row, 'id')) ?? []).map(
      (tier) => tables.tiers.get(tier) ?? tier,
    );
    return tiers.length > 0 ? { to: 'tiers', tiers } : { to: 'members' };
  }
  return { to: 'members' };
}

function stateOf(row: Row, meta: Row, publishedMs: number | null): BundleState {
  const status = stringOf(row, 'status');
  if (status === 'sent' || meta.email_only === true || meta.email_only === 1) {
    return {
      is: 'private',
      atMs: publishedMs,
      why: 'it was sent as a letter only and never stood on the site',
    };
  }
  if (status === 'published' && publishedMs !== null) return { is: 'published', atMs: publishedMs };
  if (status === 'scheduled' && publishedMs !== null) return { is: 'scheduled', atMs: publishedMs };
  return { is: 'draft' };
}

/** The newest form wins: Lexical, Mobiledoc, HTML, Markdown as the first versions wrote it. */
function bodyOf(row: Row, access: BundleAccess, notes: PostNotes): BundleBody {
  const lexical = stringOf(row, 'lexical');
  const mobiledoc = stringOf(row, 'mobiledoc');
  const html =
    (lexical && lexicalHtml(lexical, notes.unknown)) ||
    (mobiledoc && mobiledocHtml(mobiledoc, notes.unknown)) ||
    fromHtmlField(row, notes);
  const own = html.replace(OWN_ADDRESS, '');
  // Without a paywall card Ghost showed nothing of the text to those without access.
  const closed = access.to !== 'open' && !own.includes(sfPremiumCut);
  return { form: 'html', html: closed ? `${sfPremiumCut}${own}` : own };
}

function fromHtmlField(row: Row, notes: PostNotes): string {
  return stringOf(row, 'html')
    .replace(GATED, (_, inside: string) => {
      notes.unknown('gated block');
      return sfForeign('ghost gated block', inside);
    })
    .replace(MEMBERS_ONLY, sfPremiumCut);
}

/** Files of the old library that a post shows, each once. */
export function mediaOf(row: Row, tables: GhostTables, origin: BundleOrigin): BundleMedia[] {
  const meta: Row = { ...row, ...(tables.metas.get(stringOf(row, 'id')) ?? {}) };
  const everything = ['lexical', 'mobiledoc', 'html', 'feature_image', 'og_image', 'twitter_image']
    .map((name) => stringOf(meta, name))
    .join('\n');
  const found = new Map<string, BundleMedia>();
  for (const [, kind = '', path = ''] of everything.replaceAll('\\/', '/').matchAll(OWN_FILE)) {
    const fileName = `${kind}/${path.replace(/^size\/[^/]+\//, '')}`;
    if (!found.has(fileName)) found.set(fileName, mediaRecord(fileName, meta, origin));
  }
  return [...found.values()];
}

function mediaRecord(fileName: string, meta: Row, origin: BundleOrigin): BundleMedia {
  const url = `/content/${fileName}`;
  const featured = stringOf(meta, 'feature_image').endsWith(url);
  return {
    kind: 'media',
    origin: { ...origin, id: `file:${fileName}`, hash: fileName, source: '' },
    url,
    fileName,
    variants: [],
    title: '',
    alt: featured ? stringOf(meta, 'feature_image_alt') : '',
    caption: '',
    credit: '',
    mime: null,
    widthPx: null,
    heightPx: null,
    story: origin.id,
    path: null,
    uploadedMs: timeOf(meta.created_at),
  };
}

function leadOf(meta: Row): BundlePicture | null {
  const url = stringOf(meta, 'feature_image')
    .replace(OWN_ADDRESS, '')
    .replace(/\/content\/images\/size\/[^/]+\//, '/content/images/');
  if (!url) return null;
  const media: BundleMediaRef = { id: null, url };
  return {
    media,
    alt: stringOf(meta, 'feature_image_alt'),
    caption: textOfHtml(stringOf(meta, 'feature_image_caption')),
    credit: '',
  };
}

function searchOf(meta: Row): BundleStory['search'] {
  const canonical = stringOf(meta, 'canonical_url').replace(OWN_ADDRESS, '');
  return {
    title: stringOf(meta, 'meta_title'),
    description: stringOf(meta, 'meta_description'),
    canonical: /^https?:\/\//.test(canonical) ? canonical : null,
    noindex: false,
  };
}

function authorsOf(row: Row, id: string, tables: GhostTables): string[] {
  const authors = tables.authorsOf.get(id);
  if (authors && authors.length > 0) return authors;
  return [stringOf(row, 'author_id') || stringOf(row, 'author')].filter(Boolean);
}

function pathOf(row: Row, permalinks: string, publishedMs: number | null): string | null {
  const slug = stringOf(row, 'slug');
  if (!slug) return null;
  const at = new Date(publishedMs ?? 0);
  const parts: Readonly<Record<string, string>> = {
    slug,
    id: stringOf(row, 'id'),
    year: String(at.getUTCFullYear()),
    month: String(at.getUTCMonth() + 1).padStart(2, '0'),
    day: String(at.getUTCDate()).padStart(2, '0'),
  };
  return permalinks.replace(/[:{](\w+)\}?/g, (whole, name: string) => parts[name] ?? whole);
}

/** Ghost's short address of a post, which its letters and shares used. */
function uuidPath(row: Row): string[] {
  const uuid = stringOf(row, 'uuid');
  return uuid ? [`/p/${uuid}/`] : [];
}

/** ISO text, or milliseconds as the first versions wrote them; null for what is no time. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'string' || value === '') return null;
  const at = Date.parse(
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) ? `${value.replace(' ', 'T')}Z` : value,
  );
  return Number.isNaN(at) ? null : at;
}
