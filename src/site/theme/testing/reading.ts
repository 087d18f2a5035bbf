import { DomUtils, parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>;

/** A rendered page as a reader's software sees it: for tests that ask what is on it. */
export type ReadPage = {
  readonly headings: readonly { readonly level: number; readonly text: string }[];
  readonly ids: readonly string[];
  readonly addresses: readonly string[];
  count(name: string, attributes?: Readonly<Record<string, string>>): number;
  texts(name: string): readonly string[];
  has(attribute: string): boolean;
};

export function readPage(html: string): ReadPage {
  const page: Node = parseDocument(html);
  const all = DomUtils.getElementsByTagName('*', page, true);
  const named = (name: string) => all.filter((element) => element.name === name);
  const text = (element: (typeof all)[number]) => DomUtils.textContent(element).replace(/\s+/g, ' ').trim();
  return {
    headings: all.flatMap((element) =>
      /^h[1-6]$/.test(element.name) ? { level: Number(element.name[1]), text: text(element) } : [],
    ),
    ids: all.flatMap((element) => element.attribs.id ?? []),
    addresses: all.flatMap(({ attribs }) =>
      [attribs.href, attribs.src, ...(attribs.srcset ?? '').split(/,\s+/)].flatMap(
        (address) => address?.split(' ')[0] || [],
      ),
    ),
    count: (name, attributes = {}) =>
      named(name).filter(({ attribs }) =>
        Object.entries(attributes).every(([key, value]) => attribs[key] === value),
      ).length,
    texts: (name) => named(name).map(text),
    has: (attribute) => all.some(({ attribs }) => attribute in attribs),
  };
}
