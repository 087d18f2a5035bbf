import { type Attributes, hasClass } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { newFactBox, newPullQuote, newQuotation } from '../frames.ts';
import type { Drop, OpenElement, Rule, Rules, Tag } from '../rule.ts';
import { isPullQuote, ownId } from './block-attributes.ts';
import { closeOwnFrame, closeTitle, openTitle } from './captions.ts';
import { placeAlsoRead, placeListed, webAddress } from './embeds.ts';

/** Quotations and boxes: what stands off from the text. */
export const boxRules: Rules = {
  blockquote: { flow: 'block', open: openQuotation, close: closeOwnFrame },
  footer: { flow: 'block', open: openFooter, close: closeFooter },
  aside: { flow: 'block', open: openAside, close: closeOwnFrame },
  details: { flow: 'block', open: openDetails, close: closeOwnFrame },
  summary: summary(),
};

function openQuotation(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): Drop | undefined {
  if (isSocialPost(builder, attrs)) return {};
  const { trusted } = builder.reading;
  const quotation =
    builder.figures.at(-1)?.isPullQuote || isPullQuote(attrs)
      ? newPullQuote(ownId(attrs), null)
      : newQuotation(
          ownId(attrs),
          (trusted ? attrs['data-speaker'] : undefined) ?? null,
          (trusted ? attrs['data-role'] : undefined) ?? null,
        );
  if (builder.openFrame(quotation)) element.frame = quotation;
  return undefined;
}

/** Posts that a script would draw, and that hold nothing but an invitation to look at them elsewhere. */
function isSocialPost(builder: BodyBuilder, attrs: Attributes): boolean {
  const source =
    attrs['data-instgrm-permalink'] ?? (hasClass(attrs, 'tiktok-embed') ? attrs.cite : undefined);
  const url = webAddress(source);
  return url !== null && placeListed(builder, url, attrs);
}

/** In a quotation the footer names who spoke. */
function openFooter(builder: BodyBuilder, _tag: Tag, element: OpenElement): undefined {
  const { type } = builder.top;
  if (type === 'quotation' || type === 'pullQuote') element.frame = builder.openWords();
  return undefined;
}

function closeFooter(builder: BodyBuilder, element: OpenElement): void {
  if (element.frame) builder.nameSpeaker(element.frame);
}

function openAside(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): Drop | undefined {
  const { trusted } = builder.reading;
  if (hasClass(attrs, 'also-read')) {
    if (trusted && attrs['data-stories'] !== undefined) return placeAlsoRead(builder, attrs);
    return undefined;
  }
  const frame = isPullQuote(attrs)
    ? newPullQuote(ownId(attrs), (trusted ? attrs['data-attribution'] : undefined) ?? null)
    : newFactBox(ownId(attrs), (trusted ? attrs['data-title'] : undefined) ?? null);
  if (builder.openFrame(frame)) element.frame = frame;
  return undefined;
}

function openDetails(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): undefined {
  const box = newFactBox(ownId(attrs), null);
  if (builder.openFrame(box)) element.frame = box;
  return undefined;
}

function summary(): Rule {
  return {
    flow: 'block',
    open(builder, _tag, element) {
      const { top } = builder;
      return top.type === 'factBox' && !top.titled ? openTitle(builder, element) : undefined;
    },
    close: closeTitle,
  };
}
