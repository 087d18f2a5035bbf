// Control characters are what this file is about.
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const allUnwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\ufffe\uffff]/g;

/** Whether a text holds none of what `cleanText` takes out. */
export function isClean(text: string): boolean {
  return !text.includes('\r') && !unwanted.test(text) && text.isWellFormed();
}

/** Takes out what text cannot hold: control characters, halves of surrogate pairs; line ends become `\n`. */
export function cleanText(text: string): string {
  let clean = text;
  if (clean.includes('\r')) clean = clean.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  if (unwanted.test(clean)) clean = clean.replace(allUnwanted, '');
  return clean.isWellFormed() ? clean : clean.toWellFormed();
}
