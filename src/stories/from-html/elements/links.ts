import { cleanLink, schemeOf } from '../../document/safe-address.ts';
import type { LinkMark } from '../../document.ts';
import { type Attributes, idNumber } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { linkOf, withMark } from '../marks.ts';
import type { Tag } from '../rule.ts';

export function openLink(builder: BodyBuilder, { attrs }: Tag): undefined {
  builder.anchors.met(attrs.name);
  const mark = linkMark(builder, attrs);
  if (!mark) return undefined;
  builder.anchors.link(mark);
  builder.marks = withMark(builder.marks, mark);
  return undefined;
}

function linkMark(builder: BodyBuilder, attrs: Attributes): LinkMark | null {
  const { href = '' } = attrs;
  const story = builder.reading.trusted ? idNumber(attrs['data-story']) : null;
  if (story !== null) {
    const at = href.indexOf('#');
    const fragment = at < 0 ? null : cleanLink(href.slice(at));
    return { type: 'link', attrs: { href: fragment ?? '', story: story as LinkMark['attrs']['story'] } };
  }
  if (href.trim() === '') return null;
  const address = cleanLink(href);
  if (address !== null) return { type: 'link', attrs: { href: address, story: null } };
  builder.reading.notes.add('unsafe-link', schemeOf(href));
  return null;
}

/** The address a picture in this place leads to. */
export function linkAround(builder: BodyBuilder): string | null {
  const link = linkOf(builder.marks);
  return link && link.attrs.story === null ? link.attrs.href : null;
}
