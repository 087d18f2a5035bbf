import type { Crosshead, PlainMarkType, Preformatted } from '../../document.ts';
import { hasClass } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { citeMark, plainMarks, withMark } from '../marks.ts';
import type { OpenElement, Rule, Rules, Tag } from '../rule.ts';
import { isVerbatim, ownId } from './block-attributes.ts';
import { closeCaption, closeTitle, isCaption, openCaption, openTitle } from './captions.ts';
import { openLink } from './links.ts';

/** Lines of text and what marks words in them. */
export const textRules: Rules = {
  p: { flow: 'block', open: openParagraph, close: closeParagraph },
  h1: heading(1),
  h2: heading(1),
  h3: heading(1),
  h4: heading(2),
  h5: heading(2),
  h6: heading(2),
  pre: { flow: 'block', open: (builder, tag) => openPreformatted(builder, tag) },
  listing: { flow: 'block', open: (builder, tag) => openPreformatted(builder, tag) },
  xmp: { flow: 'block', open: (builder, tag) => openPreformatted(builder, tag) },
  plaintext: { flow: 'block', open: (builder, tag) => openPreformatted(builder, tag) },
  br: { flow: 'inline', empty: true, open: lineBreak },
  hr: { flow: 'block', empty: true, open: divider },
  a: { flow: 'inline', open: openLink },
  code: { flow: 'inline', open: openCode },
  q: { flow: 'inline', open: (builder) => say(builder, '“'), close: (builder) => say(builder, '”') },
  cite: { flow: 'inline', open: openCite, close: closeCite },
  em: marking('emphasis'),
  i: marking('emphasis'),
  dfn: marking('emphasis'),
  var: marking('emphasis'),
  strong: marking('strong'),
  b: marking('strong'),
  s: marking('strike'),
  strike: marking('strike'),
  del: marking('strike'),
  sub: marking('subscript'),
  sup: marking('superscript'),
  kbd: marking('code'),
  samp: marking('code'),
  tt: marking('code'),
};

function openParagraph(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): undefined {
  const { top } = builder;
  if (isCaption(attrs)) return openCaption(builder, element);
  if (hasClass(attrs, 'box-title') && top.type === 'factBox' && top.content.length === 0) {
    return openTitle(builder, element);
  }
  const level = /mso-list\s*:[^;]{0,60}level(\d)/i.exec(attrs.style ?? '')?.[1];
  // Whether the list has numbers is told by the sign in front of its words, which comes next.
  if (level) builder.openWordItem(Math.min(6, Math.max(1, Number(level))));
  builder.startLine({ type: 'paragraph', id: ownId(attrs), verbatim: isVerbatim(builder, attrs) });
  return undefined;
}

function closeParagraph(builder: BodyBuilder, element: OpenElement): void {
  if (element.figure) closeCaption(builder, element);
  else closeTitle(builder, element);
}

function heading(level: Crosshead['attrs']['level']): Rule {
  return {
    flow: 'block',
    open(builder, { attrs }, element) {
      const { top } = builder;
      if (top.type === 'factBox' && !top.titled && top.content.length === 0)
        return openTitle(builder, element);
      const own = builder.reading.trusted && attrs['data-level'] === '2' ? 2 : level;
      builder.startLine({
        type: 'crosshead',
        id: ownId(attrs),
        level: own,
        verbatim: isVerbatim(builder, attrs),
      });
      return undefined;
    },
    close: closeTitle,
  };
}

function openPreformatted(builder: BodyBuilder, { attrs, name }: Tag): undefined {
  const kind: Preformatted['attrs']['kind'] =
    hasClass(attrs, 'verse') || hasClass(attrs, 'wp-block-verse')
      ? 'verse'
      : hasClass(attrs, 'wp-block-code') || name === 'listing' || name === 'xmp'
        ? 'code'
        : 'plain';
  builder.startLine({ type: 'preformatted', id: ownId(attrs), kind, verbatim: isVerbatim(builder, attrs) });
  return undefined;
}

/** `<code>` that opens a preformatted block tells what the block is. */
function openCode(builder: BodyBuilder): undefined {
  const kind = builder.line?.kind;
  if (kind?.type === 'preformatted' && builder.line?.isBlank && kind.kind === 'plain') kind.kind = 'code';
  builder.marks = withMark(builder.marks, plainMarks.code);
  return undefined;
}

function marking(type: PlainMarkType): Rule {
  return {
    flow: 'inline',
    open(builder) {
      builder.marks = withMark(builder.marks, plainMarks[type]);
      return undefined;
    },
  };
}

function lineBreak(builder: BodyBuilder): undefined {
  builder.lineBreak();
  return undefined;
}

function divider(builder: BodyBuilder, { attrs }: Tag): undefined {
  builder.place({ type: 'divider', attrs: { id: ownId(attrs) } });
  return undefined;
}

function say(builder: BodyBuilder, sign: string): undefined {
  builder.text(sign);
  return undefined;
}

/** A cite that stands by itself in a quotation names who spoke; one at the end of its last line may. */
function openCite(builder: BodyBuilder, _tag: Tag, element: OpenElement): undefined {
  const { top } = builder;
  const isQuotation = top.type === 'quotation' || top.type === 'pullQuote';
  if (isQuotation && !builder.line) element.frame = builder.openWords();
  else if (top.type === 'words') return undefined;
  else builder.marks = withMark(builder.marks, top.type === 'quotation' ? citeMark : plainMarks.emphasis);
  return undefined;
}

function closeCite(builder: BodyBuilder, element: OpenElement): void {
  if (element.frame) builder.nameSpeaker(element.frame);
}
