import type { TableCell, TableRow } from '#stories/document.js';
import { type BlockPart, type BodyShared, inside } from './block-props.ts';

/** A table that scrolls inside its own box where it is wider than the page; the box can be reached by key. */
export const Table: BlockPart<'table'> = ({ block, body, t }) => {
  const { id, caption } = block.attrs;
  return (
    <div class="table" id={id}>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={caption || t.texts.tableLabel}>
        <table>
          {caption ? <caption>{caption}</caption> : null}
          <tbody>
            {block.content.map((row, index) => (
              <Row row={row} first={index === 0} body={body} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
};

function Row({ row, first, body }: { row: TableRow; first: boolean; body: BodyShared }) {
  const columnHeads = first && row.content.every((cell) => cell.attrs.header);
  return (
    <tr>
      {row.content.map((cell) => (
        <Cell cell={cell} scope={columnHeads ? 'col' : 'row'} body={body} />
      ))}
    </tr>
  );
}

function Cell({ cell, scope, body }: { cell: TableCell; scope: 'col' | 'row'; body: BodyShared }) {
  const { header, colspan, rowspan, align } = cell.attrs;
  const spans = { colSpan: colspan > 1 ? colspan : undefined, rowSpan: rowspan > 1 ? rowspan : undefined };
  const words = inside(cell.content.map((paragraph) => body.inline(paragraph.content)).join('<br>'));
  const to = classOf(align, isShort(cell));
  return header ? (
    <th class={to} scope={scope} {...spans} {...words} />
  ) : (
    <td class={to} {...spans} {...words} />
  );
}

/** Characters up to which a cell is kept on one line: a number must not part from its sign. */
const SHORT = 14;

function isShort(cell: TableCell): boolean {
  const [only] = cell.content;
  if (cell.content.length !== 1 || !only) return false;
  return (
    only.content.reduce((sum, piece) => sum + (piece.type === 'text' ? piece.text.length : SHORT), 0) <= SHORT
  );
}

function classOf(align: TableCell['attrs']['align'], short: boolean): string | undefined {
  const side = align === 'end' || align === 'center' ? `to-${align}` : '';
  return `${side}${side && short ? ' ' : ''}${short ? 'short' : ''}` || undefined;
}
