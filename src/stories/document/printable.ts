/**
 * Text without what no page, feed or database can carry: control signs, halves of surrogate pairs, noncharacters.
 * Signs from U+0080 to U+009F are what Windows' curly quotes and dashes become when a text was read in the wrong
 * encoding once; they are put right.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const ALL_UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;
const WINDOWS = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ';

export function isPrintable(text: string): boolean {
  return !UNFIT.test(text) && text.isWellFormed();
}

export function printable(text: string): string {
  return isPrintable(text) ? text : text.toWellFormed().replace(ALL_UNFIT, meant);
}

function meant(sign: string): string {
  const code = sign.charCodeAt(0);
  const letter = code >= 0x80 && code <= 0x9f ? WINDOWS.charAt(code - 0x80) : '';
  return letter === '\u0000' ? '' : letter;
}
