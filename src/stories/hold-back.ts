import { type Field, fieldsInOrder, movedBlocks, type Part, partOf } from './compare.ts';
import { type Block, giveIds } from './document.ts';
import { emptyContent } from './empty-content.ts';
import type { Content } from './story.ts';

/**
 * What goes out when some parts of the working document wait for the next update: a block that is held keeps its
 * published form and place, a new one stays out, a removed one stays in; a field keeps its published value.
 *
 * published  null for a story that was never published: fields that are held are empty then
 * held       ids of blocks, and fields as `partOf` names them
 */
export function holdBack(published: Content | null, working: Content, held: ReadonlySet<Part>): Content {
  if (held.size === 0) return working;
  const body = holdBlocks(published?.body.content ?? [], working.body.content, held);
  const out: Content = { ...working, body: giveIds({ type: 'doc', content: onlyCut(body, held) }) };
  for (const field of fieldsInOrder) if (held.has(partOf(field))) keepField(out, published, field);
  return out;
}

function keepField<Name extends Field>(out: Content, published: Content | null, field: Name): void {
  // What is held back opens nothing: nobody has said yet who may read the story whole.
  const kept: Content = published ?? { ...emptyContent, access: { to: 'members' } };
  out[field] = kept[field];
}

function holdBlocks(
  published: readonly Block[],
  working: readonly Block[],
  held: ReadonlySet<Part>,
): Block[] {
  const earlier = new Map(published.map((block) => [block.attrs.id, block]));
  const moved = movedBlocks(published, working);
  const result = working.flatMap((block) => {
    const { id } = block.attrs;
    if (!held.has(id)) return [block];
    const was = earlier.get(id);
    return was && !moved.has(id) ? [was] : [];
  });
  return putBack(result, published, held);
}

/** Held blocks that were moved or removed, each behind the one it stood behind. */
function putBack(result: Block[], published: readonly Block[], held: ReadonlySet<Part>): Block[] {
  const there = new Set(result.map(({ attrs }) => attrs.id));
  let behind: string | undefined;
  for (const block of published) {
    const { id } = block.attrs;
    if (held.has(id) && !there.has(id)) {
      const at = behind === undefined ? 0 : result.findIndex(({ attrs }) => attrs.id === behind) + 1;
      result.splice(at, 0, block);
      there.add(id);
    }
    if (there.has(id)) behind = id;
  }
  return result;
}

/** A story has one premium cut: the held one stays where a new one stands beside it. */
function onlyCut(blocks: readonly Block[], held: ReadonlySet<Part>): Block[] {
  const cuts = blocks.filter(({ type }) => type === 'premiumCut');
  const kept = cuts.find(({ attrs }) => held.has(attrs.id)) ?? cuts[0];
  return blocks.filter((block) => block.type !== 'premiumCut' || block === kept);
}
