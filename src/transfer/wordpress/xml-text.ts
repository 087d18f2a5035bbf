const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Decodes the five entities of XML and numbered characters. Others, declared or not, stay as written: HTML's own
 * (`&mdash;`) are read later with the text they stand in, and nothing a document type declares is ever expanded.
 */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[String(name).toLowerCase()] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return isCharacter(code) ? String.fromCodePoint(code) : '';
    },
  );
}

/** Controls, halves of pairs and what is no character at all are left out. */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return (
    code <= 0x10ffff &&
    code !== 0x7f &&
    (code < 0xd800 || code > 0xdfff) &&
    code !== 0xfeff &&
    (code & 0xfffe) !== 0xfffe
  );
}
