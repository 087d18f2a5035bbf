const controls = /[\u0080-\u0084\u0086-\u009f]/g;
/** What no writer types: a letter followed by an invisible control, or the beginning of `â€™`. */
const suspect = /[\u00c2-\u00f4][\u0080-\u00bf]?[\u0080-\u009f]|\u00e2\u20ac/;
const maybe = /[\u0080-\u009f\u20ac]/;
/** First bytes of punctuation, western and central European letters, Cyrillic and emoji, each with what may follow as Windows-1252 shows it. */
const runs =
  /[\u00c2-\u00c5\u00d0\u00d1\u00e2\u00f0][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}/g;

/**
 * Mends UTF-8 that was once read as Latin-1 or Windows-1252 and saved again, which shows as `â€™` for an apostrophe.
 * Only a text with a sign that no writer types is touched. Leftover controls U+0080–U+009F are taken out.
 */
export function mendDoubleEncoding(text: string): string {
  if (!maybe.test(text)) return text;
  const mended = suspect.test(text) ? text.replace(runs, mendRun) : text;
  return mended.replace(controls, '');
}

function mendRun(run: string): string {
  for (let length = run.length; length >= 2; length--) {
    const bytes = toWindows1252(run.slice(0, length));
    if (!bytes) continue;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes) + run.slice(length);
    } catch {
      // a shorter run may be one character
    }
  }
  return run;
}

const high = new Map<number, number>();
for (let byte = 0x80; byte <= 0x9f; byte++) {
  high.set(new TextDecoder('windows-1252').decode(new Uint8Array([byte])).charCodeAt(0), byte);
}

function toWindows1252(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const byte = code < 0x100 ? code : high.get(code);
    if (byte === undefined) return null;
    bytes[index] = byte;
  }
  return bytes;
}
