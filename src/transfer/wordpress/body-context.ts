import type { PictureFacts } from './media-facts.ts';

/**
 * What writing a body needs to know of the rest of the export. Answers come from the survey, so that it makes no
 * difference in which file something stands.
 */
export interface BodyContext {
  /** The item's id at its origin. */
  id: number | null;
  /** Hosts whose frames and bare addresses become embeds. */
  embedHosts: ReadonlySet<string>;
  findMedia(id: number): PictureFacts | undefined;
  /** Pictures that were uploaded to an item, in its order. */
  listMediaOf(id: number): PictureFacts[];
  /** The content of a reusable block. */
  findReusable(id: number): string | undefined;
  /** Whether what a shortcode or block encloses is for those with access. */
  restrictsShortcode(name: string): boolean;
  restrictsBlock(name: string): boolean;
  /** Marks in the text behind which everything is for those with access. */
  restrictsText: readonly string[];
  /** The footnotes of the item, as the editor keeps them beside the text: JSON, or ''. */
  footnotes: string;
}

/** A shortcode or block that has no meaning here: its name and how often it stood in the body. */
export interface UnknownThing {
  kind: 'shortcode' | 'block';
  name: string;
  count: number;
}

/**
 * html        for `fromHtml`
 * blankLines  a blank line in it parts paragraphs, a line end is a break
 * restricted  a premium cut was set
 * missing     pictures it names by an id that the export does not have
 */
export interface WrittenBody {
  html: string;
  blankLines: boolean;
  restricted: boolean;
  unknown: UnknownThing[];
  missing: number[];
}
