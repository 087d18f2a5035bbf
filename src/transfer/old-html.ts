/**
 * HTML of an old site, which must not speak our own language: neither our elements nor the attributes that name stories and
 * pictures of ours by their numbers.
 */
export function oldHtml(html: string): string {
  const plain = html.replace(/<(?=\/?sf-)/gi, '<old-');
  return plain.replace(/\bdata-(?=(?:media|story|stories)\b)/gi, 'data-old-');
}
