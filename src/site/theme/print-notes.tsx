import type { Part } from './given.ts';

/** bodyHtml  the body as it was drawn: links are numbered on paper in the order in which they stand in it */
export type PrintNotesProps = { readonly bodyHtml: string };

const LINK = /<a [^>]*?href="([^"#][^"]*)"/g;

/** On paper only: where the links of the text lead, as numbered notes. */
export const PrintNotes: Part<PrintNotesProps> = ({ bodyHtml, t, paper }) => {
  const addresses = [...bodyHtml.matchAll(LINK)].map(([, href = '']) =>
    href.startsWith('/') ? `${paper.address}${href}` : href,
  );
  if (addresses.length === 0) return null;
  const items = addresses.map((address) => `<li>${address}</li>`).join('');
  return (
    <aside class="print-notes" role="note" aria-label={t.texts.linksInPrint}>
      <ol dangerouslySetInnerHTML={{ __html: items }} />
    </aside>
  );
};
