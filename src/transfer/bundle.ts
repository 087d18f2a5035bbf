/**
 * The one shape in which every importer hands a publication over: a stream of records, loaded by `load.job.ts`.
 * Nothing in it knows our ids. Records point at each other by *keys* (a section's, a topic's, a byline's), by the
 * id a thing had at its origin, or by the address it had. Times are milliseconds since 1970, UTC. Records may come
 * in any order; what one points at may come later, in another file, or never, which the loader then reports.
 */

/** The system a thing came from. */
export type OriginSystem = 'wordpress' | 'ghost' | 'standfirst' | 'demo';

/**
 * Where one record came from: what makes an import repeatable.
 *
 * system  the system it was made in
 * site    the old site, as host and folder in lower case (`example.org`, `example.org/news`): two sites may be moved into one paper
 * id      the id there, in the form `kind:id` (`post:123`, `term:category/politics`); unique within system and site
 * hash    a short digest of what the record was made from; the same hash means nothing changed. What it takes from other
 *         items has a digest of its own behind a dot, and `?` stands there when not all of those are in these files
 * source  the item as it was written in the file, kept so that a better rule can read it again; '' for what has no text of its own
 * file    name of the file it was read from, without folders
 * line    line in that file at which it begins, from 1
 */
export interface BundleOrigin {
  system: OriginSystem;
  site: string;
  id: string;
  hash: string;
  source: string;
  file: string;
  line: number;
}

/** Who may read: everyone, those signed in, all members, or the members of tiers named here. */
export type BundleAccess =
  | { to: 'open' }
  | { to: 'registered' }
  | { to: 'members' }
  | { to: 'tiers'; tiers: string[] };

/**
 * Where a story stood at its origin.
 *
 * draft      not published, whatever its stage was called there
 * published  readers saw it from `atMs`; null when the file does not say, and then it is the time of the import. `window`
 *            says when besides that they may: where it is missing, always
 * scheduled  it was to be published at `atMs`, which may have passed by now
 * private    published there, for staff or behind a password only: never public here, the desk decides
 * binned     in the bin; readers never see it again
 */
export type BundleState =
  | { is: 'draft' }
  | { is: 'published'; atMs: number | null; window?: BundleWindow }
  | { is: 'scheduled'; atMs: number }
  | { is: 'private'; atMs: number | null; why: string }
  | { is: 'binned' };

/** An embargo, and from when a story is no longer there. */
export interface BundleWindow {
  embargo: { is: 'none' } | { is: 'until'; at: number } | { is: 'until-lifted' };
  unpublishMs: number | null;
}

/**
 * The text of a story or page.
 *
 * html      clean for `fromHtml(html, { trusted: true })`, with sf- elements for what HTML has no word for;
 *           pictures and links still carry the addresses they had; `blankLines` as `fromHtml` has it
 * document  a finished body in our own form, as `export` has it. The numbers in it are those of the origin, `story:7` and
 *           `media:7` there; the loader puts ours in their place. `linked` tells the paths of stories it names by number
 */
export type BundleBody =
  | { form: 'html'; html: string; blankLines?: boolean }
  | { form: 'document'; document: unknown; linked?: Readonly<Record<string, string>> };

/** A section or a page of a section. `parent` is another section's key. `path` is the address its list had. */
export interface BundleSection {
  kind: 'section';
  origin: BundleOrigin;
  key: string;
  slug: string;
  name: string;
  description: string;
  parent: string | null;
  path: string | null;
}

export type BundleTopicKind = 'person' | 'organisation' | 'place' | 'office' | 'subject';

/** What stories are about. One that is not `listed` keeps its address and its stories and is shown nowhere by itself. */
export interface BundleTopic {
  kind: 'topic';
  origin: BundleOrigin;
  key: string;
  slug: string;
  name: string;
  about: BundleTopicKind;
  aliases: string[];
  description: string;
  listed: boolean;
  path: string | null;
}

/** Who gets credit. An e-mail address is for matching with a staff account only and is never shown. */
export interface BundleByline {
  kind: 'byline';
  origin: BundleOrigin;
  key: string;
  slug: string;
  name: string;
  is: 'person' | 'agency';
  email: string | null;
  biography: string;
  picture: BundleMediaRef | null;
  path: string | null;
}

/** A byline on one story: `role` is '' for the writer, else a word such as `photo` or `additional reporting`. */
export interface BundleCredit {
  byline: string;
  role: string;
}

/** A picture or file, by its id at the origin or by its address, whichever is known. */
export interface BundleMediaRef {
  id: string | null;
  url: string | null;
}

/**
 * A picture or file of the old site's library.
 *
 * url       where the original was
 * fileName  its path under the uploads folder (`2019/05/bridge.jpg`), or null when it lay elsewhere
 * variants  the same picture in other sizes, as paths under the uploads folder
 * file      where its bytes lie below the media folder, if that is not where they lay at the origin
 * story     the origin id of the story or page it was uploaded to
 * path      the address of its own page, if it had one
 */
export interface BundleMedia {
  kind: 'media';
  origin: BundleOrigin;
  url: string;
  fileName: string | null;
  file?: string | null;
  variants: string[];
  title: string;
  alt: string;
  caption: string;
  credit: string;
  mime: string | null;
  widthPx: number | null;
  heightPx: number | null;
  story: string | null;
  path: string | null;
  uploadedMs: number | null;
}

/** A picture as a story uses it; '' where the library's own words are to be used. */
export interface BundlePicture {
  media: BundleMediaRef;
  alt: string;
  caption: string;
  credit: string;
}

/** What search engines and networks are told in place of headline and standfirst; '' where nothing was said. */
export interface BundleSearchTexts {
  title: string;
  description: string;
  canonical: string | null;
  noindex: boolean;
}

/**
 * A story.
 *
 * path       the address it had, with its final slash, or null when it never had a readable one (drafts)
 * section    key of its section, or null: the loader's default
 * kicker, standfirst  '' where there is none
 * updatedMs  when it was last changed at the origin
 * pinned     was held at the top of the front
 * oldPaths   further addresses that led to it: `/?p=123`, earlier slugs
 */
export interface BundleStory {
  kind: 'story';
  origin: BundleOrigin;
  path: string | null;
  slug: string;
  section: string | null;
  headline: string;
  kicker: string;
  standfirst: string;
  body: BundleBody;
  access: BundleAccess;
  state: BundleState;
  createdMs: number | null;
  updatedMs: number | null;
  bylines: BundleCredit[];
  agencyCredit: string;
  topics: string[];
  picture: BundlePicture | null;
  search: BundleSearchTexts;
  pinned: boolean;
  takesComments: boolean;
  oldPaths: string[];
  more?: BundleMore;
}

/**
 * What only Standfirst itself says of a story. Texts are '' where there is none.
 *
 * storyline  name of the storyline it belongs to
 * notes      corrections and their like, as readers see them
 */
export interface BundleMore {
  frontHeadline: string;
  dateline: string;
  language: string;
  storyline: string | null;
  notes: {
    kind: 'correction' | 'clarification' | 'retraction' | 'reply' | 'change';
    text: string;
    block: string | null;
    datedMs: number;
  }[];
}

/** A page that stands outside the flow of news: about us, contact. `parent` is the origin id of another page. */
export interface BundlePage {
  kind: 'page';
  origin: BundleOrigin;
  path: string | null;
  slug: string;
  title: string;
  body: BundleBody;
  access: BundleAccess;
  state: BundleState;
  updatedMs: number | null;
  parent: string | null;
  search: BundleSearchTexts;
  oldPaths: string[];
}

/**
 * A reader's comment. It travels after its story.
 *
 * story    origin id of the story it stands under
 * parent   origin id of the comment it answers
 * state    `shown`, or why it was not
 * text     plain text
 */
export interface BundleComment {
  kind: 'comment';
  origin: BundleOrigin;
  story: string;
  parent: string | null;
  author: string;
  email: string | null;
  atMs: number | null;
  state: 'shown' | 'waiting' | 'spam' | 'binned';
  text: string;
}

/** Where an old address leads. Ids are origin ids, keys are keys of this bundle. */
export type BundleTarget =
  | { is: 'story'; id: string }
  | { is: 'page'; id: string }
  | { is: 'media'; id: string }
  | { is: 'section'; key: string }
  | { is: 'topic'; key: string }
  | { is: 'byline'; key: string }
  | { is: 'address'; address: string }
  | { is: 'gone' };

/**
 * One old address that must go on answering.
 *
 * from     path, with its query where that is what tells it apart (`/?p=123`, `/tag/budget/`)
 * prefix   everything below `from` is meant too, and what follows is put behind an `address` target that ends in `/`
 * lasting  a permanent redirect; false for one that the old site meant as temporary
 */
export interface BundleRedirect {
  kind: 'redirect';
  from: string;
  prefix: boolean;
  to: BundleTarget;
  lasting: boolean;
  file: string;
  line: number;
}

/**
 * A family of old addresses that are not worth a row each. `at` is the folder the old site lay in, '/' mostly.
 *
 * endings   below every address: `/feed/` and its forms, `/amp/`, `/page/N/`, `/N/`, `/comment-page-N/`, `/embed/`,
 *           `/trackback/`, and `?amp=1`, lead to that address or its feed
 * dates     `/YYYY/`, `/YYYY/MM/`, `/YYYY/MM/DD/` lead to the archive of that month; `?m=YYYYMM` too
 * feeds     `/feed/`, `/feed/atom/`, `/rss/`, `/comments/feed/`, `?feed=rss2` lead to the front's feed
 * sitemaps  `/sitemap_index.xml`, `/wp-sitemap*.xml`, `/post-sitemap3.xml` and their like lead to the sitemap
 * search    `?s=words` leads to the search page
 * uploads   files below `at` are pictures and files of the library, in every size they ever had
 */
export interface BundleAddressRule {
  kind: 'rule';
  rule: 'endings' | 'dates' | 'feeds' | 'sitemaps' | 'search' | 'uploads';
  at: string;
}

/** One line of a menu. `under` is the place, in this list, of the line it hangs under. */
export interface BundleMenuLine {
  label: string;
  to: BundleTarget;
  under: number | null;
}

export interface BundleMenu {
  kind: 'menu';
  origin: BundleOrigin;
  name: string;
  lines: BundleMenuLine[];
}

/** What the file says of the publication itself. */
export interface BundleSite {
  kind: 'site';
  name: string;
  description: string;
  language: string | null;
  address: string | null;
}

/** An item that came in as a part of something else: a line of a menu, a block that stories reuse. It counts as an item. */
export interface BundlePart {
  kind: 'part';
  origin: BundleOrigin;
  of: 'menu' | 'reusable block' | 'byline' | 'redirect';
}

/** An item that was read and brings nothing in, and why. */
export interface BundleSkip {
  kind: 'skip';
  item: string;
  file: string;
  line: number;
  why: string;
}

/** Something to tell the newsroom that is not about losing an item. `examples` are addresses, three at most. */
export interface BundleNote {
  kind: 'note';
  about: string;
  says: string;
  count: number;
  examples: string[];
}

/**
 * The reader's place: sent now and then, so that the loader can say how far it has come.
 * `items` counts every item of the files so far; `share` runs from 0 to 1.
 */
export interface BundleProgress {
  kind: 'progress';
  items: number;
  share: number;
}

/** Everything of the files has been read; `complete` is false when one of them ended early. */
export interface BundleEnd {
  kind: 'end';
  items: number;
  complete: boolean;
}

export type BundleRecord =
  | BundleSite
  | BundleSection
  | BundleTopic
  | BundleByline
  | BundleMedia
  | BundleStory
  | BundlePage
  | BundleComment
  | BundleRedirect
  | BundleAddressRule
  | BundleMenu
  | BundlePart
  | BundleSkip
  | BundleNote
  | BundleProgress
  | BundleEnd;

/** A bundle is read once, from front to back, and never held whole in memory. */
export type Bundle = AsyncIterable<BundleRecord>;
