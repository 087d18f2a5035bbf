import { nextPlace } from './next-place.ts';

const alone = /^[^\S\n]*(https?:\/\/[^\s<>"\]]+)[^\S\n]*$/gm;
const inParagraph = /<p\b[^>]{0,300}>\s*(https?:\/\/[^\s<>"]+)\s*<\/p>/g;

/** Writes a block for each address that stands alone on its line or in its paragraph, outside preformatted text. */
export function writeBareAddresses(text: string, write: (url: string) => string): string {
  if (!/(?:^|[\n>])\s*https?:/.test(text)) return text;
  const written = text.replace(inParagraph, (_, url: string) => write(decode(url)));
  const isPreformatted = preformattedPlaces(written);
  return written.replace(alone, (line, url: string, place: number) =>
    isPreformatted(place) ? line : write(decode(url)),
  );
}

function decode(url: string): string {
  return url.replaceAll('&amp;', '&').replaceAll('&#038;', '&');
}

function preformattedPlaces(text: string): (place: number) => boolean {
  const small = text.toLowerCase();
  const ends = nextPlace(small, '</pre');
  const regions: [number, number][] = [];
  for (let at = small.indexOf('<pre'); at >= 0; at = small.indexOf('<pre', at + 4)) {
    const end = ends(at);
    regions.push([at, end]);
    at = end;
  }
  return (place) => regions.some(([from, to]) => place > from && place < to);
}
