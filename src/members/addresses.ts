/** Addresses that somebody pasted: from a spreadsheet, a mail program or a list. */
export type PastedAddresses = { readonly emails: readonly string[]; readonly wrong: readonly string[] };

const LONGEST = 254;

/**
 * Reads addresses parted by commas, semicolons, blanks or lines, also as `Ada Finch <ada@school.example>`; each once,
 * in small letters.
 *
 * wrong  what stands between them and is no address
 */
export function readAddresses(text: string): PastedAddresses {
  const emails = new Set<string>();
  const wrong: string[] = [];
  for (const line of text.split(/[\r\n;]+/)) {
    const named = [...line.matchAll(/<([^<>\s]+)>/g)].map(([, email]) => email ?? '');
    const words = named.length > 0 ? named : line.split(/[,\s]+/).filter(Boolean);
    for (const word of words) {
      const email = word
        .replace(/^mailto:/i, '')
        .replace(/^["'(]+|["'),.]+$/g, '')
        .toLowerCase();
      if (isAddress(email)) emails.add(email);
      else if (email !== '') wrong.push(word.slice(0, LONGEST));
    }
  }
  return { emails: [...emails], wrong };
}

/** Whether letters could go to this. */
export function isAddress(text: string): boolean {
  return (
    text.length <= LONGEST &&
    /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]{2,}$/.test(text)
  );
}
