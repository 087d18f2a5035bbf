/**
 * What reader pages are made of: plain data, the same whatever the theme. Loaders fill these, components read them.
 *
 * Times are ISO 8601 in UTC; the theme puts them into words in the paper's language and zone. Texts are plain text
 * and escaped by the theme, never markup. `href`s and `path`s start with `/` unless they leave the site; `address`,
 * `canonical` and Open Graph addresses are absolute. Nothing here depends on who asks: a page is shared by its audience.
 */
import type { ComponentChildren } from 'preact';
import type { ReadableBlocks } from '#stories/gate.js';

export type LinkView = { readonly label: string; readonly href: string };

/** Small programs for the browser; a page names only those it has use for, and works without them. */
export type IslandName = 'account' | 'embed' | 'gate' | 'passkey' | 'search' | 'voucher';

/** The files a browser needs, at their lasting addresses. Made by `theme/assets.io.ts`. */
export type AssetLinks = {
  readonly stylesheets: readonly string[];
  /** Of the pages about one's account, membership and vouchers. */
  readonly accountSheet: string;
  /** Of the pages at a partner's counter. */
  readonly counterSheet: string;
  /** Fonts of the first view, preloaded. */
  readonly fonts: readonly string[];
  readonly islands: Readonly<Record<IslandName, string>>;
  readonly icon: string;
};

/** width and height are the file's own pixels; a drawing (SVG) may stand in place of the name set in type. */
export type LogoView = {
  readonly src: string;
  readonly darkSrc: string | null;
  readonly width: number;
  readonly height: number;
};

/**
 * The paper itself, the same on every page. Keep one object for as long as the settings last: the masthead and the
 * footer are drawn once for each object.
 *
 * language    BCP 47, as 'en-GB' or 'de'
 * timeZone    IANA name, as 'Europe/Berlin'
 * address     'https://example.org', no final slash
 * footer      about, contact, legal notice: what the newsroom wants at the foot
 * accountHref null while the paper has no reader accounts
 */
export type PaperView = {
  readonly name: string;
  readonly tagline: string | null;
  readonly logo: LogoView | null;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly timeZone: string;
  readonly address: string;
  readonly navigation: readonly LinkView[];
  readonly footer: readonly LinkView[];
  /** A sentence of the newsroom's own at the foot of every page. */
  readonly footerLine: string | null;
  readonly accountHref: string | null;
  /** Hosts whose embeds show at once in a sandboxed frame; all others wait for a click. */
  readonly trustedEmbedHosts: readonly string[];
  readonly assets: AssetLinks;
};

/** What a search engine, a feed reader and a sharing site read in the head. */
export type PageMeta = {
  /** The whole title, as the browser's tab shows it. */
  readonly title: string;
  readonly description: string | null;
  readonly canonical: string | null;
  /** Content of the robots meta element, as 'noindex'; null for nothing special. */
  readonly robots: string | null;
  readonly alternates: readonly AlternateView[];
  /** Open Graph and card properties in order, as ['og:title', '…']; `article:` properties too. */
  readonly openGraph: readonly (readonly [property: string, content: string])[];
  /** Each a JSON-LD object of its own. */
  readonly jsonLd: readonly object[];
};

/** A feed (type and title) or the page in another language (language). */
export type AlternateView = {
  readonly href: string;
  readonly type: string | null;
  readonly title: string | null;
  readonly language: string | null;
};

/** What every page has. */
type Page = { readonly paper: PaperView; readonly meta: PageMeta };

/** Pages are turned by key: each link carries the key of the last item seen, never a page number. */
type Paging = { readonly newerHref: string | null; readonly olderHref: string | null };

/**
 * A picture that is in the library.
 *
 * width, height   of the original, for the reserved space
 * focalX, focalY  0 to 1 from the left and the top edge; what a crop must keep
 * sources         best format first, each a srcset with width descriptors; `sizes` is the component's to say
 * src             fallback for every browser
 * caption         the library's own; a body's picture brings its caption in its block
 * crops           what an editor cut by hand, by shape; every other shape is cut in the page around the focal point
 */
export type PictureView = {
  readonly src: string;
  readonly sources: readonly { readonly type: string; readonly srcset: string }[];
  readonly width: number;
  readonly height: number;
  readonly focalX: number;
  readonly focalY: number;
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
  readonly crops?: Readonly<Partial<Record<CropShape, CropView>>>;
};

/** Shapes that pages have places for. */
export type CropShape = '16x9' | '3x2' | '1x1' | '4x5';
export type CropView = Pick<PictureView, 'src' | 'sources' | 'width' | 'height'>;

export type AccessView = 'open' | 'registered' | 'members' | 'tiers';

/**
 * A story in short, wherever it is offered. On an arranged front it may be a bare link to anywhere: its id is below
 * zero then, and `publishedAt` ''.
 */
export type CardView = {
  readonly id: number;
  readonly path: string;
  readonly headline: string;
  readonly kicker: string | null;
  readonly standfirst: string | null;
  readonly section: LinkView | null;
  /** Names as they are read, without 'by': 'Anna Keller and Tom Weiss'. */
  readonly byline: string | null;
  readonly publishedAt: string;
  readonly picture: PictureView | null;
  /** Of the first byline, for opinion. */
  readonly portrait: PictureView | null;
  readonly access: AccessView;
  /** Lines under it, on an arranged front only. */
  readonly sublinks?: readonly LinkView[];
};

/**
 * Who gets credit.
 *
 * role  what the person is at the paper, as the newsroom words it: 'Court reporter'
 * part  what the person did for this story where it was not the writing: 'photographs', 'additional reporting'
 * href  null for people without a page
 */
export type CreditView = {
  readonly name: string;
  readonly role: string | null;
  readonly part: string | null;
  readonly href: string | null;
  readonly agency: boolean;
};

export type CorrectionKind = 'correction' | 'clarification' | 'retraction' | 'reply';

/**
 * A dated note on what was wrong.
 *
 * block  id of the block it belongs to, null for the top of the story
 */
export type CorrectionView = {
  readonly id: string;
  readonly kind: CorrectionKind;
  readonly at: string;
  readonly text: string;
  readonly block: string | null;
};

/** A dated note on what changed in a later version. */
export type ChangeView = { readonly at: string; readonly text: string };

/**
 * The calm invitation under an opening. Null on the story when the whole is shown.
 *
 * story       its number, by which the island asks what this reader has left
 * tiers       names of the tiers that open it, when access is 'tiers'
 * benefits    what membership brings, the weightiest first
 * price       the lowest that opens it; null where nothing is offered
 * joinHref, signInHref, registerHref, codeHref  null where they lead nowhere: without reader accounts, or where
 *             nothing is offered; then the gate only says for whom the story is
 * meter       what may be read without a tier; null where the meter does not open this story
 * byNetwork   whether somebody may read on by where they are: then every browser asks
 */
export type GateView = {
  readonly story: number;
  readonly access: Exclude<AccessView, 'open'>;
  readonly tiers: readonly string[];
  readonly benefits: readonly string[];
  readonly price: GatePriceView | null;
  readonly joinHref: string | null;
  readonly signInHref: string | null;
  readonly registerHref: string | null;
  readonly codeHref: string | null;
  readonly meter: GateMeterView | null;
  readonly byNetwork: boolean;
};

/**
 * words      '€8 a month'
 * from       whether others cost more
 * taxed      whether tax is in it
 * trialDays  free at the beginning; 0 for none
 */
export type GatePriceView = {
  readonly words: string;
  readonly from: boolean;
  readonly taxed: boolean;
  readonly trialDays: number;
};

/** How many stories are free in a week or month, without an account and with one. */
export type GateMeterView = {
  readonly period: 'week' | 'month';
  readonly anonymous: number;
  readonly registered: number;
};

/** A comment kept from an older site. depth 0 answers the story, 1 answers a comment, and so on. */
export type CommentView = {
  readonly id: number;
  readonly author: string;
  readonly at: string;
  readonly depth: number;
  readonly paragraphs: readonly string[];
};

/** What the blocks of a body refer to by number; what is missing here is left out of the page. */
export type BodyReferences = {
  readonly stories: ReadonlyMap<number, CardView>;
  readonly media: ReadonlyMap<number, PictureView>;
  /** Addresses of files in the library that are not pictures. */
  readonly files: ReadonlyMap<number, string>;
};

export type StoryView = Page &
  BodyReferences & {
    readonly id: number;
    readonly path: string;
    readonly headline: string;
    readonly kicker: string | null;
    readonly standfirst: string | null;
    readonly section: LinkView | null;
    readonly dateline: string | null;
    readonly credits: readonly CreditView[];
    /** The agencies whose copy is in it, as readers see them. */
    readonly agencyCredit: string | null;
    /** BCP 47, null where it is the paper's own. */
    readonly language: string | null;
    readonly publishedAt: string;
    /** Null until a change that readers are told of. */
    readonly updatedAt: string | null;
    readonly access: AccessView;
    readonly leadPicture: PictureView | null;
    /** What the gate lets this audience see, and nothing behind it. */
    readonly blocks: ReadableBlocks;
    readonly gate: GateView | null;
    /** Where a member gives this story to a friend; null on openings and open stories. */
    readonly giveHref: string | null;
    readonly corrections: readonly CorrectionView[];
    readonly changes: readonly ChangeView[];
    readonly topics: readonly LinkView[];
    readonly moreFromSection: readonly CardView[];
    readonly mostRead: readonly CardView[];
    readonly comments: readonly CommentView[];
  };

/** How a section's row on the front looks; null lets the theme vary by place. */
export type RowShape = 'picture' | 'list' | 'three' | 'opinion' | 'pair';

/** A row without a name has a label ''; one whose name leads nowhere has an href ''. */
export type SectionRowView = {
  readonly section: LinkView;
  readonly shape: RowShape | null;
  readonly cards: readonly CardView[];
};

/**
 * A part of a front that editors arranged.
 *
 * layout  'lead' one large with a second rank, 'latest' headlines with their times, else a row of this shape
 * name    label '' for none, href '' where it leads nowhere
 */
export type ContainerView = {
  readonly id: string;
  readonly layout: 'lead' | 'latest' | RowShape | null;
  readonly name: LinkView;
  readonly cards: readonly CardView[];
};

/** date is the paper's own day, 'YYYY-MM-DD'; the page's next change by time is the following midnight. */
export type FrontView = Page & {
  readonly date: string;
  readonly lead: CardView | null;
  readonly secondary: readonly CardView[];
  readonly rows: readonly SectionRowView[];
  readonly latest: readonly CardView[];
  readonly mostRead: readonly CardView[];
  /** What editors arranged and launched, in place of lead, second rank, rows and latest. */
  readonly containers?: readonly ContainerView[];
};

/** parents from the top section down, children one level; archiveHref leads to the newest month. */
export type SectionView = Page &
  Paging & {
    readonly name: string;
    readonly path: string;
    readonly description: string | null;
    readonly parents: readonly LinkView[];
    readonly children: readonly LinkView[];
    readonly cards: readonly CardView[];
    readonly mostRead: readonly CardView[];
    readonly archiveHref: string | null;
    /** What editors arranged and launched, above the list. Only on its newest page. */
    readonly containers?: readonly ContainerView[];
    /** The paper's own day, 'YYYY-MM-DD', where there are containers. */
    readonly date?: string;
  };

export type TopicKind = 'person' | 'organisation' | 'place' | 'office' | 'subject';

export type TopicView = Page &
  Paging & {
    readonly name: string;
    readonly path: string;
    readonly kind: TopicKind;
    readonly description: string | null;
    readonly picture: PictureView | null;
    readonly related: readonly LinkView[];
    readonly cards: readonly CardView[];
  };

export type BylineView = Page &
  Paging & {
    readonly name: string;
    readonly path: string;
    readonly role: string | null;
    readonly agency: boolean;
    readonly about: string | null;
    readonly portrait: PictureView | null;
    /** Mail, own site, other networks. */
    readonly links: readonly LinkView[];
    readonly cards: readonly CardView[];
  };

/** One month of the paper or of one section. `month` is 1 to 12, `date` 'YYYY-MM-DD'; days newest first. */
export type MonthView = Page &
  Paging & {
    readonly year: number;
    readonly month: number;
    readonly section: LinkView | null;
    readonly days: readonly { readonly date: string; readonly cards: readonly CardView[] }[];
    /** Months one may jump to, newest first. */
    readonly months: readonly { readonly year: number; readonly month: number; readonly href: string }[];
  };

/** Notes on stories that readers can read now, newest first. `olderHref` null on the last page. */
export type CorrectionsView = Page & {
  readonly notes: readonly (CorrectionView & { readonly story: LinkView })[];
  readonly olderHref: string | null;
};

/** A piece of a snippet; `hit` where it is what was searched for. */
export type SnippetPart = { readonly text: string; readonly hit: boolean };

export type SearchHitView = { readonly card: CardView; readonly snippet: readonly SnippetPart[] };

/** One choice of a filter: `value` goes into the address, `label` is read. */
export type ChoiceView = { readonly value: string; readonly label: string };

/**
 * A filter with its name in the address. `chosen` '' for all.
 * The field names of the form: q, section, topic, byline, from, to, order.
 */
export type SearchView = Page &
  Paging & {
    readonly query: string;
    readonly section: string;
    readonly topic: string;
    readonly byline: string;
    /** 'YYYY-MM-DD' or ''. */
    readonly from: string;
    readonly to: string;
    readonly order: 'newest' | 'best';
    readonly sections: readonly ChoiceView[];
    readonly topics: readonly ChoiceView[];
    readonly bylines: readonly ChoiceView[];
    /** Null before anything was asked. */
    readonly hits: readonly SearchHitView[] | null;
    /** Null where it was not counted; `atLeast` where counting stopped. */
    readonly total: { readonly count: number; readonly atLeast: boolean } | null;
  };

export type PlainPageView = Page &
  BodyReferences & {
    readonly headline: string;
    readonly standfirst: string | null;
    readonly updatedAt: string | null;
    readonly blocks: ReadableBlocks;
  };

/**
 * Nothing to show. 404 nothing here, 410 taken off (withdrawn or killed), 429 too many questions, 500 our fault.
 *
 * note    the newsroom's own sentence on a 410, else null
 * latest  somewhere to go from here; may be empty
 */
export type ErrorView = Page & {
  readonly status: 400 | 404 | 410 | 429 | 500 | 503;
  readonly note: string | null;
  readonly latest: readonly CardView[];
};

/**
 * A page of one's own account, or one that leads to it. It may be personal, so it is never kept nor shared.
 *
 * name   what stands at its top; null where the content brings its own first heading
 * about  a sentence under it
 * back   where it belongs, as the account's overview
 */
export type AccountView = Page & {
  readonly name: string | null;
  readonly about: string | null;
  readonly back: LinkView | null;
  readonly content: ComponentChildren;
};

/** Every kind of reader page and what it takes. */
export type Views = {
  readonly front: FrontView;
  readonly section: SectionView;
  readonly story: StoryView;
  readonly topic: TopicView;
  readonly byline: BylineView;
  readonly month: MonthView;
  readonly corrections: CorrectionsView;
  readonly search: SearchView;
  readonly page: PlainPageView;
  readonly error: ErrorView;
  readonly account: AccountView;
};

export type PageKind = keyof Views;
