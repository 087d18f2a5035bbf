/** What changed from one version of a story to another, by paragraph and field: for history, publishing and corrections. */
import { commonPairs, comparePieces, type Piece } from './compare-words.ts';
import { type Block, type BlockId, searchText } from './document.ts';
import type { Content } from './story.ts';

export type { Piece } from './compare-words.ts';

/** A field of a story that has a version of its own; the body is compared by block. */
export type Field = Exclude<keyof Content, 'body'>;

/**
 * What a person can point at: a block's id, `headline`, `standfirst`, `kicker`, or another field as `fields.access`. The
 * same names tell who touched what.
 */
export type Part = string;

/**
 * A block as it stands in both versions.
 *
 * is       what became of it; `changed` may have been moved as well
 * pieces   its words, captions and speakers too
 * form     attributes that differ, and 'marks' where only the setting of its words does
 */
export type BlockChange = {
  id: BlockId;
  type: Block['type'];
  is: 'same' | 'added' | 'removed' | 'changed' | 'moved';
  moved: boolean;
  pieces: Piece[];
  form: string[];
};

/** A field that differs; `pieces` where it is a text. */
export type FieldChange = {
  field: Field;
  part: Part;
  before: unknown;
  after: unknown;
  pieces: Piece[] | null;
};

/** Blocks in the order of the later version, removed ones at the place they had. */
export type Difference = { fields: FieldChange[]; blocks: BlockChange[] };

/** In the order a desk reads them. */
export const fieldsInOrder: readonly Field[] = [
  'headline',
  'standfirst',
  'kicker',
  'frontHeadline',
  'dateline',
  'credits',
  'agencyCredit',
  'section',
  'topics',
  'access',
  'lead',
  'language',
  'searchTitle',
  'searchDescription',
  'canonical',
  'noindex',
];

const SHARED_TEXTS: ReadonlySet<Field> = new Set(['headline', 'standfirst', 'kicker']);

export function partOf(field: Field): Part {
  return SHARED_TEXTS.has(field) ? field : `fields.${field}`;
}

/** `before` null for a story that was never published: everything is new then. */
export function compareContents(before: Content | null, after: Content): Difference {
  return {
    fields: compareFields(before, after),
    blocks: compareBlocks(before?.body.content ?? [], after.body.content),
  };
}

export function isSame({ fields, blocks }: Difference): boolean {
  return fields.length === 0 && blocks.every((block) => block.is === 'same');
}

/** Every part that differs. */
export function changedParts({ fields, blocks }: Difference): Part[] {
  return [...fields.map(({ part }) => part), ...blocks.filter(({ is }) => is !== 'same').map(({ id }) => id)];
}

/** Whether two values of plain JSON are equal, whatever the order of their keys. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
  );
}

/** Ids of the blocks that stand in both lists and not in the same order: as few of them as explain it. */
export function movedBlocks(before: readonly Block[], after: readonly Block[]): Set<BlockId> {
  const there = new Set(after.map(({ attrs }) => attrs.id));
  const first = before.map(({ attrs }) => attrs.id).filter((id) => there.has(id));
  const known = new Set(first);
  const then = after.map(({ attrs }) => attrs.id).filter((id) => known.has(id));
  const kept = new Set(commonPairs(first, then).map((pair) => first[pair.one]));
  return new Set(first.filter((id) => !kept.has(id)));
}

function compareFields(before: Content | null, after: Content): FieldChange[] {
  return fieldsInOrder.flatMap((field) => {
    const was = before ? before[field] : null;
    const is = after[field];
    if (isEqual(was, is) || (was === null && isEmpty(is))) return [];
    const texts = typeof is === 'string';
    const pieces = texts ? comparePieces(typeof was === 'string' ? was : '', is) : null;
    return [{ field, part: partOf(field), before: was, after: is, pieces }];
  });
}

/** What a story has before anybody sets it: not worth a line in the list of what is new. */
function isEmpty(value: unknown): boolean {
  if (value === '' || value === null || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isEqual(value, { to: 'open' });
}

function compareBlocks(before: readonly Block[], after: readonly Block[]): BlockChange[] {
  const earlier = new Map(before.map((block) => [block.attrs.id, block]));
  const moved = movedBlocks(before, after);
  const changes = after.map((block) => compareBlock(earlier.get(block.attrs.id), block, moved));
  const later = new Set(after.map(({ attrs }) => attrs.id));
  let place = 0;
  for (const block of before) {
    const { id } = block.attrs;
    if (!later.has(id)) {
      changes.splice(place, 0, removed(block));
      place += 1;
    } else if (!moved.has(id)) place = changes.findIndex((change) => change.id === id) + 1;
  }
  return changes;
}

function compareBlock(before: Block | undefined, after: Block, moved: ReadonlySet<BlockId>): BlockChange {
  const { type } = after;
  const { id } = after.attrs;
  const base = { id, type, moved: moved.has(id) };
  if (!before) return { ...base, is: 'added', pieces: comparePieces('', shownWords(after)), form: [] };
  const pieces = comparePieces(shownWords(before), shownWords(after));
  if (isEqual(before, after)) return { ...base, is: base.moved ? 'moved' : 'same', pieces, form: [] };
  return { ...base, is: 'changed', pieces, form: changedForm(before, after, pieces) };
}

function removed(block: Block): BlockChange {
  const { type, attrs } = block;
  const pieces = comparePieces(shownWords(block), '');
  return { id: attrs.id, type, is: 'removed', moved: false, pieces, form: [] };
}

function changedForm(before: Block, after: Block, pieces: readonly Piece[]): string[] {
  if (before.type !== after.type) return ['type'];
  const [was, is] = [before.attrs as Record<string, unknown>, after.attrs as Record<string, unknown>];
  const attributes = Object.keys(is).filter((name) => !isEqual(was[name], is[name]));
  const wordsSame = pieces.every((piece) => piece.is === 'same');
  return attributes.length === 0 && wordsSame ? ['marks'] : attributes;
}

/** What a block says; of one without words, what tells it from others. */
function shownWords(block: Block): string {
  if (block.type === 'embed') return [block.attrs.title, block.attrs.url].filter(Boolean).join('\n');
  if (block.type === 'alsoRead') return block.attrs.stories.join(', ');
  return searchText([block]);
}
