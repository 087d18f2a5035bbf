import { SaxesParser } from 'saxes';

const names: Readonly<Record<string, string>> = {
  'http://purl.org/dc/elements/1.1/creator': 'byline',
  'http://purl.org/dc/elements/1.1/description': 'caption',
  'http://purl.org/dc/elements/1.1/rights': 'rights',
  'http://ns.adobe.com/photoshop/1.0/Credit': 'credit',
  'http://ns.adobe.com/photoshop/1.0/Source': 'source',
  'http://ns.adobe.com/photoshop/1.0/Headline': 'headline',
  'http://ns.adobe.com/photoshop/1.0/DateCreated': 'date',
  'http://ns.adobe.com/xap/1.0/rights/UsageTerms': 'terms',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/AltTextAccessibility': 'alt',
};

/** More than this is not read; what a newsroom looks for fits into a hundredth. */
const LIMIT_BYTES = 1_000_000;

/**
 * Reads the XMP packet of a picture: properties as elements, as attributes, and in lists. Of a text in several
 * languages the first counts. What is not well formed is read as far as it is.
 */
export function readXmp(packet: Uint8Array): Map<string, string[]> {
  const found = new Map<string, string[]>();
  if (packet.length > LIMIT_BYTES) return found;
  const add = (name: string, text: string): void => {
    if (text.trim()) found.set(name, [...(found.get(name) ?? []), text]);
  };
  const parser = new SaxesParser({ xmlns: true });
  let inside: string | undefined;
  let text = '';
  parser.on('error', () => {});
  parser.on('opentag', ({ uri, local, attributes }) => {
    for (const attribute of Object.values(attributes)) {
      const name = names[`${attribute.uri}${attribute.local}`];
      if (name) add(name, attribute.value);
    }
    inside ??= names[`${uri}${local}`];
    text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', ({ uri, local }) => {
    if (inside) add(inside, text);
    text = '';
    if (names[`${uri}${local}`] === inside) inside = undefined;
  });
  parser.write(new TextDecoder().decode(packet).replaceAll('\0', '')).close();
  return found;
}
