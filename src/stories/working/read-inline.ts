import { XmlElement, XmlText } from 'yjs';
import { printable } from '../document/printable.ts';
import { linkAttributes, markTypes, rankOf } from '../document/shapes.ts';
import { workingMarkTypes } from '../working-schema.ts';
import { readAttributes } from './read-attributes.ts';
import { addPiece, type Loose, leaveOut, type Reading, sameMarks } from './reading.ts';

type Run = { insert: unknown; attributes?: Record<string, unknown> };
const onlyOfTheDesk: ReadonlySet<string> = new Set(workingMarkTypes);

/** The words of one block: without what is only suggested, with what is only suggested to go, without notes. */
export function readInline(element: XmlElement, holds: 'inline' | 'text', reading: Reading): Loose[] {
  const line: Loose[] = [];
  for (const child of element.toArray() as unknown[]) {
    if (child instanceof XmlText) {
      for (const run of child.toDelta() as Run[]) addRun(line, run, holds, reading);
    } else if (child instanceof XmlElement && child.nodeName === 'hardBreak' && holds === 'inline') {
      if (child.getAttribute('suggested') !== 'in') line.push({ type: 'hardBreak' });
    } else leaveOut(reading, 'something that is no text');
  }
  return line.map((piece, at) => (piece.type === 'hardBreak' ? markedAsAround(line, at) : piece));
}

function addRun(
  line: Loose[],
  { insert, attributes = {} }: Run,
  holds: 'inline' | 'text',
  reading: Reading,
): void {
  if (typeof insert !== 'string') leaveOut(reading, 'something that is no text');
  const text = typeof insert === 'string' && !attributes.suggestedIn ? printable(insert) : '';
  if (text === '') return;
  const marks = holds === 'text' ? [] : readMarks(attributes, reading);
  addPiece(line, { type: 'text', text, ...(marks.length > 0 && { marks }) });
}

function readMarks(attributes: Record<string, unknown>, reading: Reading): object[] {
  const marks: object[] = [];
  for (const type of markTypes) {
    const value = Object.hasOwn(attributes, type) ? attributes[type] : undefined;
    if (!value) continue;
    if (type !== 'link') marks.push({ type });
    else {
      const attrs = readLink(value);
      if (attrs) marks.push({ type, attrs });
      else leaveOut(reading, 'a link that may not be followed');
    }
  }
  for (const name in attributes) {
    const type = name.replace(/--.{8}$/, '');
    if (rankOf(type) === undefined && !onlyOfTheDesk.has(type))
      leaveOut(reading, `a mark ${name.slice(0, 40)}`);
  }
  return marks;
}

function readLink(value: unknown): Record<string, unknown> | undefined {
  const attrs = typeof value === 'object' && value ? readAttributes({ ...value }, linkAttributes) : undefined;
  if (!attrs) return undefined;
  const { href, story } = attrs as { href: string; story: number | null };
  if (story === null) return href === '' ? undefined : attrs;
  return href === '' || href.startsWith('#') ? attrs : { ...attrs, href: '' };
}

/** A shared document keeps no marks on a line break: it has those that the words on both its sides have. */
function markedAsAround(line: readonly Loose[], at: number): Loose {
  const before = line.slice(0, at).findLast(({ type }) => type === 'text');
  const after = line.slice(at).find(({ type }) => type === 'text');
  const shared = (before?.marks ?? []).filter((mark) =>
    after?.marks?.some((other) => sameMarks([mark], [other])),
  );
  return { type: 'hardBreak', ...(shared.length > 0 && { marks: shared }) };
}
