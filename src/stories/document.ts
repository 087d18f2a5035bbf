/**
 * The body of a story as it is kept, sent and rendered: ProseMirror JSON with our own blocks. This file names the
 * shapes and is the door to what may be done with them; `schema.ts` holds the same schema for ProseMirror itself.
 *
 * Every block that can be pointed at has an id of eight characters, given once and kept through every edit. It is
 * unique in its story and is the block's anchor on the page. Rows and cells of a table have none: their paragraphs do.
 * `content` is always there, empty where nothing was written; `marks` only where there are any.
 */
import type { MediaId, StoryId } from '#kit/ids.js';

export { isBlockId, newBlockId } from './document/block-id.ts';
export { checkBody } from './document/check.ts';
export { splitAtCut } from './document/cut.ts';
export { giveIds } from './document/give-ids.ts';
export { printable } from './document/printable.ts';
export {
  type LinkFound,
  listLinks,
  listMedia,
  mapReferences,
  type ReferenceChanges,
} from './document/references.ts';
export { cleanLink, isSafeLink } from './document/safe-address.ts';
export { plainText, searchText, wordCount } from './document/text.ts';

/** Eight characters of a–z and 0–9, the first a letter. */
export type BlockId = string;

export type Body = { type: 'doc'; content: Block[] };

/** What may stand at the top of a body. */
export type Block =
  | Paragraph
  | Crosshead
  | List
  | Quotation
  | PullQuote
  | Picture
  | Gallery
  | AlsoRead
  | Table
  | Embed
  | FactBox
  | FileBlock
  | Preformatted
  | Divider
  | Foreign
  | PremiumCut;

/** Every node of a body but the body itself and what stands in a line of text. */
export type BodyNode = Block | ListItem | TableRow | TableCell;

/** Blocks whose words stand in one run of inline content; a picture's is its caption. */
export type TextBlock = Paragraph | Crosshead | PullQuote | Picture | Preformatted;

export type Inline = Text | HardBreak;
export type Text = { type: 'text'; text: string; marks?: Mark[] };
export type HardBreak = { type: 'hardBreak'; marks?: Mark[] };

export type PlainMarkType = 'emphasis' | 'strong' | 'strike' | 'subscript' | 'superscript' | 'code';
export type PlainMark = { type: PlainMarkType };
/** `story` set: a link to that story, and `href` is '' or a fragment of it (`#k3v9x2aq`). */
export type LinkMark = { type: 'link'; attrs: { href: string; story: StoryId | null } };
export type Mark = LinkMark | PlainMark;

export type Paragraph = { type: 'paragraph'; attrs: { id: BlockId }; content: Inline[] };

/** A heading inside the body: level 1 is h2 on the page, level 2 is h3. */
export type Crosshead = { type: 'crosshead'; attrs: { id: BlockId; level: 1 | 2 }; content: Inline[] };

export type List = {
  type: 'list';
  attrs: { id: BlockId; ordered: boolean; start: number };
  content: ListItem[];
};
export type ListItem = { type: 'listItem'; attrs: { id: BlockId }; content: (Paragraph | List)[] };

/** Words of somebody set off from the text. */
export type Quotation = {
  type: 'quotation';
  attrs: { id: BlockId; speaker: string | null; role: string | null };
  content: Paragraph[];
};

/** A line of the story repeated large beside it. */
export type PullQuote = {
  type: 'pullQuote';
  attrs: { id: BlockId; attribution: string | null };
  content: Inline[];
};

/**
 * media, src  in our library, or still at an address elsewhere; both null where the picture is lost
 * alt, credit '' where there is none
 * href        where the picture itself leads
 * content     its caption
 */
export type Picture = {
  type: 'picture';
  attrs: {
    id: BlockId;
    media: MediaId | null;
    src: string | null;
    alt: string;
    credit: string;
    size: 'column' | 'wide' | 'full';
    href: string | null;
  };
  content: Inline[];
};

export type Gallery = { type: 'gallery'; attrs: { id: BlockId }; content: Picture[] };

/** ALSO READ: earlier stories offered between two paragraphs. */
export type AlsoRead = { type: 'alsoRead'; attrs: { id: BlockId; stories: StoryId[] } };

export type Table = { type: 'table'; attrs: { id: BlockId; caption: string }; content: TableRow[] };
export type TableRow = { type: 'tableRow'; content: TableCell[] };
export type TableCell = {
  type: 'tableCell';
  attrs: { header: boolean; colspan: number; rowspan: number; align: 'start' | 'center' | 'end' | null };
  content: Paragraph[];
};

/** Something of another site. `provider` and `title` may be ''; `height` in pixels where it is known. */
export type Embed = {
  type: 'embed';
  attrs: { id: BlockId; url: string; provider: string; title: string; height: number | null };
};

export type FactBox = {
  type: 'factBox';
  attrs: { id: BlockId; title: string };
  content: (Paragraph | List | Crosshead | Picture | Table)[];
};

/** A file to fetch, sound and film too (told by `mime`, which may be ''). `sizeBytes` null where it is not known. */
export type FileBlock = {
  type: 'file';
  attrs: {
    id: BlockId;
    media: MediaId | null;
    src: string | null;
    name: string;
    mime: string;
    sizeBytes: number | null;
  };
};

export type Preformatted = {
  type: 'preformatted';
  attrs: { id: BlockId; kind: 'code' | 'verse' | 'plain' };
  content: Text[];
};

export type Divider = { type: 'divider'; attrs: { id: BlockId } };

/** What follows is for those with access. At most one, at the top of the body only. */
export type PremiumCut = { type: 'premiumCut'; attrs: { id: BlockId } };

/** Something of an older system that we have no word for. Readers never see it; the desk keeps it. */
export type Foreign = { type: 'foreign'; attrs: { id: BlockId; name: string; original: string } };
