/** HTML of an old site, which must not speak our own elements. */
export function oldHtml(html: string): string {
  return html.replace(/<(?=\/?sf-)/gi, '<old-');
}
