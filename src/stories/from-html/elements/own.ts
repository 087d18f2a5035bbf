import type { BodyBuilder } from '../builder.ts';
import { newFactBox, newGallery, newPullQuote } from '../frames.ts';
import type { Drop, OpenElement, Rules, Tag } from '../rule.ts';
import { ownId } from './block-attributes.ts';
import { closeOwnFrame } from './captions.ts';
import { placeAlsoRead, placeEmbed, placeFile } from './embeds.ts';

/**
 * Elements of our own, which importers write for what HTML has no word for. They count only in trusted HTML, so that
 * pasted text cannot bring them in.
 */
export const ownRules: Rules = {
  'sf-premium-cut': { flow: 'block', open: premiumCut },
  'sf-foreign': { flow: 'inline', open: foreign },
  'sf-also-read': { flow: 'block', open: (builder, { attrs }) => placeAlsoRead(builder, attrs) },
  'sf-embed': { flow: 'block', open: embed },
  'sf-file': { flow: 'block', open: (builder, { attrs }): Drop => placeFile(builder, attrs) },
  'sf-pull-quote': { flow: 'block', open: openPullQuote, close: closeOwnFrame },
  'sf-fact-box': { flow: 'block', open: openFactBox, close: closeOwnFrame },
  'sf-gallery': { flow: 'block', open: openGallery, close: closeOwnFrame },
};

function premiumCut(builder: BodyBuilder, { attrs }: Tag): undefined {
  builder.premiumCut(ownId(attrs));
  return undefined;
}

/** What it encloses, if anything, stays in the text. */
function foreign(builder: BodyBuilder, { attrs }: Tag): undefined {
  const { 'data-name': name = '', 'data-original': original = '' } = attrs;
  builder.placeBeside({ type: 'foreign', attrs: { id: ownId(attrs), name, original } });
  return undefined;
}

function embed(builder: BodyBuilder, { attrs }: Tag): undefined {
  if (!placeEmbed(builder, attrs)) builder.reading.notes.add('removed', 'sf-embed');
  return undefined;
}

function openPullQuote(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): undefined {
  const frame = newPullQuote(ownId(attrs), attrs['data-attribution'] || null);
  if (builder.openFrame(frame)) element.frame = frame;
  return undefined;
}

function openFactBox(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): undefined {
  const frame = newFactBox(ownId(attrs), attrs['data-title'] ?? null);
  if (builder.openFrame(frame)) element.frame = frame;
  return undefined;
}

function openGallery(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): undefined {
  const frame = newGallery(ownId(attrs));
  if (builder.openFrame(frame)) element.frame = frame;
  return undefined;
}
