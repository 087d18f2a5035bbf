import type { IslandName, PageMeta, PaperView } from '../view.ts';

/** Plain text as the content of an element or an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replace(/[&<>"]/g, (mark) =>
        mark === '&' ? '&amp;' : mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : '&quot;',
      )
    : text;
}

/** What a page says of itself to machines. */
export function metaHtml(meta: PageMeta): string {
  const named = (name: string, content: string | null) =>
    content ? `<meta name="${name}" content="${escapeHtml(content)}">` : '';
  return [
    `<title>${escapeHtml(meta.title)}</title>`,
    named('description', meta.description),
    named('robots', meta.robots),
    meta.canonical ? `<link rel="canonical" href="${escapeHtml(meta.canonical)}">` : '',
    ...meta.alternates.map(alternateHtml),
    ...meta.openGraph.map(
      ([property, content]) => `<meta property="${property}" content="${escapeHtml(content)}">`,
    ),
    ...meta.jsonLd.map(dataHtml),
  ].join('');
}

/** The files every page of the paper needs; the same text on each. */
export function filesHtml({ assets }: PaperView): string {
  return [
    ...assets.fonts.map(
      (href) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${href}">`,
    ),
    ...assets.stylesheets.map((href) => `<link rel="stylesheet" href="${href}">`),
    `<link rel="icon" type="image/svg+xml" href="${assets.icon}">`,
  ].join('');
}

export function islandHtml({ assets }: PaperView, name: IslandName): string {
  return `<script type="module" src="${assets.islands[name]}"></script>`;
}

function alternateHtml({ href, type, title, language }: PageMeta['alternates'][number]): string {
  const attributes = [
    type ? ` type="${escapeHtml(type)}"` : '',
    title ? ` title="${escapeHtml(title)}"` : '',
    language ? ` hreflang="${escapeHtml(language)}"` : '',
  ];
  return `<link rel="alternate"${attributes.join('')} href="${escapeHtml(href)}">`;
}

/** JSON-LD is data, not script: browsers do not run it. `<` is written so that nothing in it can end the element. */
function dataHtml(data: object): string {
  return `<script type="application/ld+json">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`;
}
