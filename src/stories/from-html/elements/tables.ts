import type { TableCell } from '../../document.ts';
import { type Attributes, hasClass, numberOf } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { newCell, newTable } from '../frames.ts';
import type { OpenElement, Rule, Rules, Tag } from '../rule.ts';
import { isVerbatim, ownId } from './block-attributes.ts';
import { closeOwnFrame } from './captions.ts';

export const tableRules: Rules = {
  table: { flow: 'block', open: openTable, close: closeTable },
  caption: { flow: 'block', open: openTableCaption, close: closeTableCaption },
  thead: { flow: 'block' },
  tbody: { flow: 'block' },
  tfoot: { flow: 'block' },
  colgroup: { flow: 'block' },
  col: { flow: 'block', empty: true },
  tr: { flow: 'block', open: openRow },
  td: cell(false),
  th: cell(true),
};

/** A table inside a cell is taken apart: its cells are paragraphs of the outer one. */
function openTable(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): undefined {
  const caption = (builder.reading.trusted && attrs['data-caption']) || '';
  const table = newTable(ownId(attrs), isVerbatim(builder, attrs), caption);
  const opened = !builder.isInside('tableCell') && builder.openFrame(table);
  builder.tables.push(opened ? table : null);
  if (opened) element.frame = table;
  return undefined;
}

function closeTable(builder: BodyBuilder, element: OpenElement): void {
  builder.tables.pop();
  if (element.frame) builder.closeFrame(element.frame);
}

function openTableCaption(builder: BodyBuilder, _tag: Tag, element: OpenElement): undefined {
  if (builder.tables.at(-1) === builder.top) element.frame = builder.openWords();
  return undefined;
}

function closeTableCaption(builder: BodyBuilder, element: OpenElement): void {
  if (!element.frame) return;
  const words = builder.takeWords(element.frame);
  if (builder.top.type === 'table') builder.top.caption ||= words;
}

function openRow(builder: BodyBuilder): undefined {
  builder.tables.at(-1)?.rows.push([]);
  return undefined;
}

function cell(isHeader: boolean): Rule {
  return {
    flow: 'block',
    open(builder, { attrs }, element) {
      const table = builder.tables.at(-1);
      if (!table?.open) return undefined;
      builder.closeDownTo(table);
      if (table.rows.length === 0) table.rows.push([]);
      const frame = newCell({
        header: isHeader,
        colspan: numberOf(attrs.colspan, 1, 1000, 1),
        rowspan: numberOf(attrs.rowspan, 1, 1000, 1),
        align: alignOf(attrs),
      });
      builder.openFrame(frame);
      element.frame = frame;
      return undefined;
    },
    close: closeOwnFrame,
  };
}

/** Left and right are start and end: what was set flush left in a paper read from the left begins the line. */
function alignOf(attrs: Attributes): TableCell['attrs']['align'] {
  for (const side of ['start', 'center', 'end'] as const) if (hasClass(attrs, `align-${side}`)) return side;
  const said =
    attrs.align ?? /(?:^|;)\s*text-align\s*:\s*(\w+)/i.exec(attrs.style ?? '')?.[1] ?? byClass(attrs);
  switch (said?.toLowerCase()) {
    case 'left':
    case 'start':
      return 'start';
    case 'center':
      return 'center';
    case 'right':
    case 'end':
      return 'end';
    default:
      return null;
  }
}

function byClass(attrs: Attributes): string | undefined {
  return ['left', 'center', 'right'].find((side) => hasClass(attrs, `has-text-align-${side}`));
}
