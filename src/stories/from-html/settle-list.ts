import type { Block, List, ListItem, Paragraph } from '../document.ts';
import { addAll } from './add-all.ts';
import { asParagraphs } from './as-paragraphs.ts';
import type { ListFrame, LooseItem } from './frames.ts';

/**
 * Lists hold paragraphs and lists. Any other block parts the list in two, and the numbers go on behind it.
 */
export function settleList(frame: ListFrame): Block[] {
  const writing = new ListWriting(frame);
  for (const child of frame.content) {
    if (child.type === 'listItem') writing.addItem(child);
    else writing.addLoose(child);
  }
  return writing.blocks;
}

class ListWriting {
  readonly blocks: Block[] = [];
  readonly #frame: ListFrame;
  #number: number;
  #list: List | null = null;
  #idTaken = false;

  constructor(frame: ListFrame) {
    this.#frame = frame;
    this.#number = frame.start;
  }

  addItem(loose: LooseItem): void {
    let item: ListItem | null = null;
    for (const block of loose.content) {
      const inside = asItemContent(block);
      if (!inside) {
        this.blocks.push(block);
        this.#list = null;
        item = null;
      } else if (inside.length > 0) {
        item ??= this.#newItem(item === null && block === loose.content[0] ? loose.id : '');
        addAll(item.content, inside);
      }
    }
    this.#number++;
  }

  /** What stands in a list without being an item: a list belongs to the item before, words are an item. */
  addLoose(block: Block): void {
    const last = this.#list?.content.at(-1);
    if (block.type === 'list' && last) last.content.push(block);
    else this.addItem({ type: 'listItem', id: '', content: [block] });
  }

  #newItem(id: string): ListItem {
    const item: ListItem = { type: 'listItem', attrs: { id }, content: [] };
    this.#list ??= this.#newList();
    this.#list.content.push(item);
    return item;
  }

  #newList(): List {
    const { ordered } = this.#frame;
    const attrs = {
      id: this.#idTaken ? '' : this.#frame.id,
      ordered,
      start: ordered ? this.#number : this.#frame.start,
    };
    this.#idTaken = true;
    const list: List = { type: 'list', attrs, content: [] };
    this.blocks.push(list);
    return list;
  }
}

function asItemContent(block: Block): (Paragraph | List)[] | null {
  if (block.type === 'paragraph' || block.type === 'list') return [block];
  return block.type === 'crosshead' ? asParagraphs(block) : null;
}
