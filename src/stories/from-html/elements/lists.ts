import { numberOf } from '../attributes.ts';
import { newList } from '../frames.ts';
import { plainMarks, withMark } from '../marks.ts';
import type { Rule, Rules } from '../rule.ts';
import { ownId } from './block-attributes.ts';
import { closeCaption, closeOwnFrame, isCaption, openCaption } from './captions.ts';

export const listRules: Rules = {
  ul: list(false),
  menu: list(false),
  dir: list(false),
  ol: list(true),
  li: {
    flow: 'block',
    open(builder, { attrs }, element) {
      element.frame = builder.openItem(ownId(attrs));
      return undefined;
    },
    close: closeOwnFrame,
  },
  dl: { flow: 'block' },
  dt: {
    flow: 'block',
    open(builder) {
      if (!builder.isInside('gallery')) builder.marks = withMark(builder.marks, plainMarks.strong);
      return undefined;
    },
  },
  dd: {
    flow: 'block',
    open(builder, { attrs }, element) {
      return isCaption(attrs) ? openCaption(builder, element) : undefined;
    },
    close: closeCaption,
  },
};

/** In a gallery a list only holds the pictures in place. */
function list(ordered: boolean): Rule {
  return {
    flow: 'block',
    open(builder, { attrs }, element) {
      if (builder.top.type === 'gallery') return undefined;
      const starts = ordered || builder.reading.trusted;
      const frame = newList(
        ownId(attrs),
        ordered,
        starts ? numberOf(attrs.start, -1_000_000, 1_000_000, 1) : 1,
      );
      if (builder.openFrame(frame)) element.frame = frame;
      return undefined;
    },
    close: closeOwnFrame,
  };
}
