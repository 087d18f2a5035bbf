import { cleanSource, schemeOf } from '../../document/safe-address.ts';
import type { Picture } from '../../document.ts';
import { type Attributes, hasAnyClass, idNumber, numberOf } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { mimeOf, nameOf } from '../file-names.ts';
import { sourceOf, withoutSize } from '../picture-source.ts';
import type { Drop, Rules, Tag } from '../rule.ts';
import { ownId, sizeOf } from './block-attributes.ts';
import { placeListed, webAddress } from './embeds.ts';
import { linkAround } from './links.ts';

const SIGN_CLASSES: ReadonlySet<string> = new Set(['emoji', 'wp-smiley']);
const LONGEST_ORIGINAL = 10_000;
const TRACKING_PIXEL = 2;

/** Pictures, sound, film and frames. */
export const mediaRules: Rules = {
  img: { flow: 'inline', empty: true, open: placePicture },
  image: { flow: 'inline', empty: true, open: placePicture },
  'amp-img': { flow: 'inline', open: placePicture },
  picture: { flow: 'inline', open: openPicture, close: closePicture },
  source: { flow: 'inline', empty: true, open: pictureSource },
  audio: { flow: 'inline', open: (builder, tag) => openPlayer(builder, tag) },
  video: { flow: 'inline', open: (builder, tag) => openPlayer(builder, tag) },
  'amp-audio': { flow: 'inline', open: (builder, tag) => openPlayer(builder, tag) },
  'amp-video': { flow: 'inline', open: (builder, tag) => openPlayer(builder, tag) },
  iframe: {
    flow: 'inline',
    open: (builder, tag) => openFrame(builder, tag, tag.attrs['data-src'] ?? tag.attrs.src),
  },
  'amp-iframe': { flow: 'inline', open: (builder, tag) => openFrame(builder, tag, tag.attrs.src) },
  embed: { flow: 'inline', empty: true, open: (builder, tag) => embedObject(builder, tag, tag.attrs.src) },
  object: { flow: 'inline', open: (builder, tag) => embedObject(builder, tag, tag.attrs.data) },
};

function openPicture(builder: BodyBuilder): undefined {
  builder.pictureSources = [];
  return undefined;
}

function pictureSource(builder: BodyBuilder, { attrs }: Tag): undefined {
  const set = attrs.srcset ?? attrs['data-srcset'] ?? attrs.src;
  if (set) builder.pictureSources.push(set);
  return undefined;
}

function closePicture(builder: BodyBuilder): void {
  builder.pictureSources = [];
}

function placePicture(builder: BodyBuilder, tag: Tag): undefined {
  const { attrs } = tag;
  const { reading } = builder;
  if (hasAnyClass(attrs, SIGN_CLASSES) && attrs.alt) {
    builder.text(attrs.alt);
    return undefined;
  }
  const attrsOf = reading.trusted && attrs['data-media'] !== undefined ? keptPicture : foundPicture;
  const found = attrsOf(builder, attrs);
  if (typeof found === 'string') reading.notes.add('picture-left-out', found);
  else builder.placeBeside({ type: 'picture', attrs: found, content: [] });
  return undefined;
}

/** A picture of our library, or, with no number, one that an export of ours says is not in it. */
function keptPicture(builder: BodyBuilder, attrs: Attributes): Picture['attrs'] {
  const media = idNumber(attrs['data-media']) as Picture['attrs']['media'];
  const src = media === null && attrs.src ? cleanSource(attrs.src) : null;
  return { ...describe(builder, attrs), alt: attrs.alt ?? '', media, src, href: linkAround(builder) };
}

/** A picture at an address, or why it is left out. */
function foundPicture(builder: BodyBuilder, attrs: Attributes): Picture['attrs'] | string {
  const isPixel = [attrs.width, attrs.height].some((side) => numberOf(side, 0, 1e6, 100) < TRACKING_PIXEL);
  if (isPixel) return 'tracking pixel';
  const raw = sourceOf(attrs, builder.pictureSources);
  if (raw === null) return 'no address';
  const src = cleanSource(raw);
  if (src === null) return schemeOf(raw) || 'no address';
  const href = linkAround(builder);
  // A picture linked to its own larger file is that file.
  const original = href !== null && withoutSize(src) === withoutSize(href) ? cleanSource(href) : null;
  builder.sources.add(withoutSize(src));
  return {
    ...describe(builder, attrs),
    media: null,
    src: original ?? src,
    href: original === null ? href : null,
  };
}

function describe(builder: BodyBuilder, attrs: Attributes) {
  const credit = (builder.reading.trusted && attrs['data-credit']) || '';
  return { id: ownId(attrs), alt: (attrs.alt ?? '').trim(), credit, size: sizeOf(attrs) };
}

/** Whether the same picture came already, as one that a script would have loaded. */
export function isPictureKnown(builder: BodyBuilder, attrs: Attributes): boolean {
  const raw = sourceOf(attrs, []);
  const src = raw === null ? null : cleanSource(raw);
  return src === null || builder.sources.has(withoutSize(src));
}

function openPlayer(builder: BodyBuilder, { attrs, name }: Tag): Drop {
  const kind = name.endsWith('audio') ? 'audio' : 'video';
  let found = sourceOf(attrs, []) ?? '';
  let mime = attrs.type ?? '';
  return {
    source(source) {
      if (found !== '' || !source.src) return;
      found = source.src;
      mime = source.type ?? '';
    },
    end() {
      const src = cleanSource(found);
      if (src === null) builder.reading.notes.add('removed', kind);
      else {
        const file = { media: null, src, name: nameOf(src), mime: mimeOf(src, kind, mime), sizeBytes: null };
        builder.placeBeside({ type: 'file', attrs: { id: ownId(attrs), ...file } });
      }
    },
  };
}

/** A frame of a host on the list becomes an embed; any other is kept for the desk. */
function openFrame(builder: BodyBuilder, tag: Tag, source: string | undefined): Drop {
  const url = webAddress(source);
  const { notes } = builder.reading;
  if (url === null) notes.add(source ? 'unsafe-link' : 'removed', source ? schemeOf(source) : 'iframe');
  else if (!placeListed(builder, url, tag.attrs)) {
    notes.add('frame-not-listed', new URL(url).hostname);
    const original = tag.source().slice(0, LONGEST_ORIGINAL);
    builder.placeBeside({ type: 'foreign', attrs: { id: '', name: tag.name, original } });
  }
  return {};
}

/** Objects and plug-ins: one may be a film of a listed host; what they hold for other browsers stays. */
function embedObject(builder: BodyBuilder, tag: Tag, source: string | undefined): undefined {
  const url = webAddress(source);
  if (url === null || !placeListed(builder, url, tag.attrs)) builder.reading.notes.add('removed', tag.name);
  return undefined;
}
