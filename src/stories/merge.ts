/** Brings a change of the published text into the working document, word by word. */
import { type Field, fieldsInOrder, isEqual, type Part, partOf } from './compare.ts';
import { wordsOf } from './compare-words.ts';
import { type Block, giveIds, type Inline, plainText } from './document.ts';
import { mergeLists } from './merge-lists.ts';
import type { Content } from './story.ts';

/** A part that both changed, each in its own way: mine stands, theirs is told here. */
export type Conflict = { part: Part; mine: string; theirs: string };

export type MergedContent = { content: Content; conflicts: Conflict[] };

/**
 * Merges two versions that go back to one.
 *
 * base    what both began from: the revision that was published before
 * mine    the working document; its words stand where both changed the same ones
 * theirs  the corrected text
 */
export function mergeContent(base: Content, mine: Content, theirs: Content): MergedContent {
  const conflicts: Conflict[] = [];
  const content: Content = { ...mine };
  for (const field of fieldsInOrder) mergeField(content, field, { base, theirs, conflicts });
  const blocks = mergeBlocks(base.body.content, mine.body.content, theirs.body.content, conflicts);
  return { content: { ...content, body: giveIds({ type: 'doc', content: oneCut(blocks) }) }, conflicts };
}

function mergeField<Name extends Field>(
  into: Content,
  field: Name,
  { base, theirs, conflicts }: { base: Content; theirs: Content; conflicts: Conflict[] },
): void {
  const was: Content[Name] = base[field];
  const mine: Content[Name] = into[field];
  const their: Content[Name] = theirs[field];
  if (isEqual(was, their) || isEqual(mine, their)) return;
  if (isEqual(was, mine)) {
    into[field] = their;
    return;
  }
  if (typeof was !== 'string' || typeof mine !== 'string' || typeof their !== 'string') {
    conflicts.push({ part: partOf(field), mine: JSON.stringify(mine), theirs: JSON.stringify(their) });
    return;
  }
  const { list, clashes } = mergeLists(wordsOf(was), wordsOf(mine), wordsOf(their));
  into[field] = list.join('') as Content[Name];
  if (clashes.length > 0) conflicts.push({ part: partOf(field), mine, theirs: their });
}

function mergeBlocks(
  base: readonly Block[],
  mine: readonly Block[],
  theirs: readonly Block[],
  conflicts: Conflict[],
): Block[] {
  const inBase = byId(base);
  const inTheirs = byId(theirs);
  const merged = inOrder(base, mine, theirs).flatMap((block) => {
    const { id } = block.attrs;
    const [was, their] = [inBase.get(id), inTheirs.get(id)];
    if (was && their) return [mergeBlock(was, block, their, conflicts)];
    if (!was || isEqual(was, block)) return was ? [] : [block];
    // Taken out of the published text and gone on with here: it stays, and the desk decides.
    conflicts.push({ part: id, mine: plainText([block]), theirs: '' });
    return [block];
  });
  return addNew(merged, { inBase, inMine: byId(mine), theirs, conflicts });
}

/** Mine, in the order of theirs where only they moved anything. */
function inOrder(base: readonly Block[], mine: readonly Block[], theirs: readonly Block[]): readonly Block[] {
  const [inBase, inMine, inTheirs] = [byId(base), byId(mine), byId(theirs)];
  const common = (blocks: readonly Block[]): string[] =>
    blocks.map(({ attrs }) => attrs.id).filter((id) => inBase.has(id) && inMine.has(id) && inTheirs.has(id));
  const [first, here, there] = [common(base), common(mine), common(theirs)];
  if (!isEqual(first, here) || isEqual(first, there)) return mine;
  const turns = new Set(there);
  const queue = there.map((id) => inMine.get(id) as Block);
  return mine.map((block) => (turns.has(block.attrs.id) ? (queue.shift() as Block) : block));
}

type Known = ReadonlyMap<string, Block>;

/** What is new in theirs, each behind the block it stands behind there. */
function addNew(
  merged: Block[],
  {
    inBase,
    inMine,
    theirs,
    conflicts,
  }: { inBase: Known; inMine: Known; theirs: readonly Block[]; conflicts: Conflict[] },
): Block[] {
  let behind: string | undefined;
  for (const block of theirs) {
    const { id } = block.attrs;
    const was = inBase.get(id);
    if (!was && !inMine.has(id)) {
      const at = behind === undefined ? 0 : merged.findIndex(({ attrs }) => attrs.id === behind) + 1;
      merged.splice(at, 0, block);
    } else if (was && !inMine.has(id) && !isEqual(was, block)) {
      // Taken out here and corrected there: it stays out, and the desk is told.
      conflicts.push({ part: id, mine: '', theirs: plainText([block]) });
    }
    if (merged.some(({ attrs }) => attrs.id === id)) behind = id;
  }
  return merged;
}

function mergeBlock(was: Block, mine: Block, theirs: Block, conflicts: Conflict[]): Block {
  if (isEqual(was, theirs) || isEqual(mine, theirs)) return mine;
  if (isEqual(was, mine)) return theirs;
  const clash = (): void => {
    conflicts.push({ part: mine.attrs.id, mine: plainText([mine]), theirs: plainText([theirs]) });
  };
  if (was.type !== mine.type || mine.type !== theirs.type) {
    clash();
    return mine;
  }
  const { attrs, clashed } = mergeAttributes(was.attrs, mine.attrs, theirs.attrs);
  const merged = mergeInside(was, mine, theirs, conflicts);
  if (clashed || merged.clashed) clash();
  return { ...mine, attrs, ...(merged.content ? { content: merged.content } : {}) } as Block;
}

function mergeAttributes(was: object, mine: object, theirs: object): { attrs: object; clashed: boolean } {
  const attrs: Record<string, unknown> = { ...mine };
  let clashed = false;
  for (const [name, their] of Object.entries(theirs)) {
    const before = (was as Record<string, unknown>)[name];
    if (isEqual(before, their) || isEqual(attrs[name], their)) continue;
    if (isEqual(attrs[name], before)) attrs[name] = their;
    else clashed = true;
  }
  return { attrs, clashed };
}

type Inside = { content: unknown; clashed: boolean };

function mergeInside(was: Block, mine: Block, theirs: Block, conflicts: Conflict[]): Inside {
  if (!('content' in mine) || !('content' in was) || !('content' in theirs)) {
    return { content: undefined, clashed: false };
  }
  if (holdsText(mine)) {
    const [one, two, three] = [was.content, mine.content, theirs.content] as Inline[][];
    const { list, clashes } = mergeLists(tokensOf(one), tokensOf(two), tokensOf(three));
    return { content: fromTokens(list), clashed: clashes.length > 0 };
  }
  if (isEqual(was.content, theirs.content)) return { content: mine.content, clashed: false };
  if (isEqual(was.content, mine.content)) return { content: theirs.content, clashed: false };
  // The rows of a table have no ids to be found again by.
  if (mine.type === 'table')
    return { content: mine.content, clashed: !isEqual(mine.content, theirs.content) };
  const [one, two, three] = [was.content, mine.content, theirs.content] as Block[][];
  const content = mergeBlocks(one ?? [], two ?? [], three ?? [], conflicts);
  return content.length > 0 ? { content, clashed: false } : { content: mine.content, clashed: true };
}

function holdsText({ type }: Block): boolean {
  return ['paragraph', 'crosshead', 'pullQuote', 'picture', 'preformatted'].includes(type);
}

/** Words with the marks they carry, each written as one line, so that a changed mark is a changed word. */
function tokensOf(content: readonly Inline[] = []): string[] {
  return content.flatMap((piece) => {
    if (piece.type === 'hardBreak') return [JSON.stringify(piece)];
    return wordsOf(piece.text).map((text) => JSON.stringify({ ...piece, text }));
  });
}

function fromTokens(tokens: readonly string[]): Inline[] {
  const content: Inline[] = [];
  for (const token of tokens) {
    const piece = JSON.parse(token) as Inline;
    const last = content.at(-1);
    const joins = last?.type === 'text' && piece.type === 'text' && isEqual(last.marks, piece.marks);
    if (joins) last.text += piece.text;
    else content.push(piece);
  }
  return content;
}

function byId(blocks: readonly Block[]): Map<string, Block> {
  return new Map(blocks.map((block) => [block.attrs.id, block]));
}

/** Both may have set a premium cut: the first one stays. */
function oneCut(blocks: readonly Block[]): Block[] {
  const cut = blocks.find(({ type }) => type === 'premiumCut');
  return blocks.filter((block) => block.type !== 'premiumCut' || block === cut);
}
