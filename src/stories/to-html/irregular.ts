import type { Inline } from '../document.ts';

const ODD_SPACE = /[\t\n\f\r]| {2}/;
const SHOWING = /[^\s\u00ad\u200b-\u200f\u2060\ufeff]/;

/** Whether a reader of HTML would close up or drop something of this content, as browsers do with white space. */
export function isIrregular(content: readonly Inline[]): boolean {
  if (!isTrimmed(content)) return true;
  let atGap = true;
  for (const piece of content) {
    if (piece.type === 'hardBreak') {
      if (atGap) return true;
      atGap = true;
      continue;
    }
    const { text } = piece;
    if (!SHOWING.test(text) || ODD_SPACE.test(text) || (atGap && text.startsWith(' '))) return true;
    atGap = text.endsWith(' ');
  }
  return atGap;
}

function isTrimmed(content: readonly Inline[]): boolean {
  const first = content[0];
  const last = content.at(-1);
  const starts = first?.type === 'text' && first.text.trimStart() === first.text;
  return starts && last?.type === 'text' && last.text.trimEnd() === last.text;
}
