/** The words of a body without its form. */
import type { Block, BodyNode, Inline } from '../document.ts';

/**
 * The running text, as one would read it out: paragraphs, crossheads, lists, quotations, boxes, tables. One line for
 * each; a line break inside becomes a space. Captions, pull quotes and what stands beside the text are left out.
 */
export function plainText(blocks: readonly Block[]): string {
  return linesOf(blocks, false).join('\n');
}

/** Every word a reader can see, captions, credits, speakers and titles too: what search looks through. */
export function searchText(blocks: readonly Block[]): string {
  return linesOf(blocks, true).join('\n');
}

/** Words of the running text. Signs of Chinese and Japanese, which write without spaces, count one each. */
export function wordCount(blocks: readonly Block[]): number {
  let words = 0;
  for (const line of linesOf(blocks, false)) words += wordsIn(line);
  return words;
}

function linesOf(blocks: readonly Block[], everything: boolean): string[] {
  const lines: string[] = [];
  for (const block of blocks) addLines(block, everything, lines);
  return lines;
}

function addLines(node: BodyNode, everything: boolean, lines: string[]): void {
  switch (node.type) {
    case 'paragraph':
    case 'crosshead':
    case 'preformatted':
      addLine(textOf(node.content), lines);
      return;
    case 'table':
      addLine(node.attrs.caption, lines);
      break;
    case 'factBox':
      addLine(node.attrs.title, lines);
      break;
    case 'list':
    case 'listItem':
    case 'tableRow':
    case 'tableCell':
    case 'quotation':
      break;
    default:
      if (everything) addBesideText(node, lines);
      return;
  }
  for (const child of node.content) addLines(child, everything, lines);
  if (everything && node.type === 'quotation') {
    addLine([node.attrs.speaker, node.attrs.role].filter(Boolean).join(', '), lines);
  }
}

function addBesideText(node: BodyNode, lines: string[]): void {
  if (node.type === 'gallery') for (const picture of node.content) addBesideText(picture, lines);
  else for (const line of wordsBeside(node)) addLine(line, lines);
}

function wordsBeside(node: BodyNode): string[] {
  switch (node.type) {
    case 'pullQuote':
      return [textOf(node.content), node.attrs.attribution ?? ''];
    case 'picture':
      return [textOf(node.content), node.attrs.alt, node.attrs.credit];
    case 'embed':
      return [node.attrs.title];
    case 'file':
      return [node.attrs.name];
    default:
      return [];
  }
}

function addLine(line: string, lines: string[]): void {
  const words = line.trim();
  if (words !== '') lines.push(words);
}

function textOf(content: readonly Inline[]): string {
  const only = content[0];
  if (content.length === 1 && only?.type === 'text') return only.text;
  let text = '';
  for (const piece of content) text += piece.type === 'text' ? piece.text : ' ';
  return text;
}

/** Runs of signs with at least one letter or digit in them, so that a dash between spaces is no word. */
function wordsIn(line: string): number {
  let words = 0;
  let inWord = false;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (isIdeograph(code)) {
      words++;
      inWord = false;
    } else if (isSpace(code)) {
      inWord = false;
    } else if (!inWord && isLetterOrDigit(code)) {
      words++;
      inWord = true;
    }
  }
  return words;
}

function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x3000
  );
}

function isLetterOrDigit(code: number): boolean {
  if (code < 0x80)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return code >= 0xc0
    ? code < 0x2010 || (code > 0x206f && (code < 0x3000 || code > 0x303f))
    : code === 0xaa || code === 0xb5 || code === 0xba;
}

/** Kana and Han; the rarer signs beyond the basic plane come as two halves and are not told apart here. */
function isIdeograph(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff)
  );
}
