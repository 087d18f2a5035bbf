import { fillIds } from './document/give-ids.ts';
import { printable } from './document/printable.ts';
import type { Body } from './document.ts';
import { BodyBuilder, type Reading } from './from-html/builder.ts';
import { type Note, Notes } from './from-html/notes.ts';
import { OpenElements } from './from-html/open-elements.ts';
import { readTokens } from './from-html/tokens.ts';

export type { Note } from './from-html/notes.ts';

/**
 * trusted     the HTML was written by an importer or an export of ours: the sf- elements and our ids count
 * embedHosts  hosts whose frames become embeds, each with the hosts below it
 * blankLines  a blank line parts paragraphs and a line end is a break, as WordPress's older editor keeps its texts
 */
export type FromHtmlOptions = {
  readonly trusted?: boolean;
  readonly embedHosts?: readonly string[];
  readonly blankLines?: boolean;
};

/**
 * Reads HTML of any make into a body, and notes what it could not bring over.
 *
 * html     from an editor, a web page, a feed, Word, Google Docs; broken as it may be
 * returns  a body that passes `checkBody`, its blocks with ids: the same ids whenever the same HTML is read
 *
 * It never fails and takes time in proportion to the text, however that is nested. Nothing that could run in a
 * reader's browser comes through: what is not named in `from-html/elements` does not exist here.
 */
export function fromHtml(html: string, options: FromHtmlOptions = {}): { body: Body; notes: Note[] } {
  const text = printable(html.includes('\r') ? html.replace(/\r\n?/g, '\n') : html);
  const reading: Reading = {
    trusted: options.trusted === true,
    blankLines: options.blankLines === true,
    embedHosts: options.embedHosts ?? [],
    notes: new Notes(),
  };
  const builder = readThrough(text, reading);
  if (text.lastIndexOf('<!--') > text.lastIndexOf('-->')) builder.reading.notes.add('unclosed', 'comment');
  const cuts = reading.trusted ? countCuts(text) : 0;
  const body: Body = { type: 'doc', content: builder.finish(cuts) };
  fillIds(body);
  builder.anchors.resolve();
  return { body, notes: builder.reading.notes.list() };
}

/** Code is dropped to the end of the text, as browsers do. Whatever else was never closed is read again as text. */
const NEVER_TEXT: ReadonlySet<string> = new Set(['script', 'style']);
const MOST_PASSES = 4;
/** Elements in which tags are text: an unclosed one hides all that follows it. */
const RAW = /<(?=(?:iframe|textarea|title|noembed|noframes|xmp)\b)/gi;

/** Reads the text, and reads it anew where an element that was never closed would take the rest with it. */
function readThrough(html: string, first: Reading): BodyBuilder {
  const notes = new Notes();
  const asText = new Set<string>();
  let text = html;
  for (let pass = 1; ; pass++) {
    const builder = new BodyBuilder({ ...first, notes: notes.copy() });
    const isLast = pass === MOST_PASSES;
    const open = new OpenElements(
      text,
      builder,
      (name) => asText.has(name) || (isLast && !NEVER_TEXT.has(name)),
    );
    readTokens(text, open);
    const unclosed = open.finish();
    if (!unclosed) return builder;
    builder.reading.notes.add('unclosed', unclosed.name);
    if (isLast || NEVER_TEXT.has(unclosed.name)) return builder;
    notes.add('unclosed', unclosed.name);
    asText.add(unclosed.name);
    text = text.slice(0, unclosed.from) + text.slice(unclosed.from).replace(RAW, '<un-');
  }
}

function countCuts(html: string): number {
  return html.match(/<sf-premium-cut\b/gi)?.length ?? 0;
}
