/**
 * What a letter says, whoever writes it: paragraphs, with at most one code to type and one link to open.
 *
 * code  shown large, on a line of its own
 * link  what the button says and where it leads
 */
export type LetterWish = {
  readonly paragraphs: readonly string[];
  readonly code?: string;
  readonly link?: { readonly says: string; readonly href: string };
  /** Small print at the end. */
  readonly after?: readonly string[];
};

export type LetterText = { readonly text: string; readonly html: string };

/** A letter as plain text and as simple HTML that every mail program shows. */
export function writeLetter({ paragraphs, code, link, after = [] }: LetterWish): LetterText {
  const text = [
    ...paragraphs,
    ...(code ? [`    ${code}`] : []),
    ...(link ? [`${link.says}:\n${link.href}`] : []),
    ...after,
  ];
  const html = [
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    ...(code ? [`<p style="${CODE}">${escapeHtml(code)}</p>`] : []),
    ...(link ? [`<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.says)}</a></p>`] : []),
    ...after.map((paragraph) => `<p style="${SMALL}">${escapeHtml(paragraph)}</p>`),
  ];
  return {
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><html><body style="${BODY}">${html.join('')}</body></html>`,
  };
}

const BODY = 'font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; max-width: 34em';
const CODE = 'font-size: 28px; letter-spacing: 3px; margin: 24px 0';
const SMALL = 'font-size: 14px; color: #555';

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
