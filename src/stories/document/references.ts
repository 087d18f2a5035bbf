/** What a body points at: links, stories, pictures, files. Importers put our ids in place of addresses here. */
import type { StoryId } from '#kit/ids.js';
import type { AlsoRead, Block, Body, FileBlock, Inline, LinkMark, Picture } from '../document.ts';

/** A link as it stands in a body. `text` is what it is written on: the words, or a picture's alt text. */
export type LinkFound = { href: string; story: StoryId | null; text: string };

/** Each answers what shall stand in place of what it is given; the same value means no change. */
export type ReferenceChanges = {
  link?: (link: LinkMark['attrs']) => LinkMark['attrs'];
  picture?: (picture: Picture['attrs']) => Picture['attrs'];
  file?: (file: FileBlock['attrs']) => FileBlock['attrs'];
  alsoRead?: (stories: AlsoRead['attrs']['stories']) => AlsoRead['attrs']['stories'];
};

/** Every link of these blocks in order, those on pictures too. Links inside what is kept as foreign are not seen. */
export function listLinks(blocks: readonly Block[]): LinkFound[] {
  const found: LinkFound[] = [];
  for (const block of blocks) addLinks(block, found);
  return found;
}

/** A body with its references changed. What nothing changed in is the same object as before. */
export function mapReferences(body: Body, changes: ReferenceChanges): Body {
  return mapNode(body as Walked, changes) as Body;
}

type Walked = {
  type: string;
  attrs?: unknown;
  content?: Walked[];
  marks?: { type: string; attrs?: unknown }[];
  text?: string;
};

function addLinks(node: Block, found: LinkFound[]): void {
  if (node.type === 'picture' && node.attrs.href !== null) {
    found.push({ href: node.attrs.href, story: null, text: node.attrs.alt });
  }
  if (!('content' in node)) return;
  let open: { mark: LinkMark; at: LinkFound } | null = null;
  for (const child of node.content as (Block | Inline)[]) {
    if (child.type !== 'text' && child.type !== 'hardBreak') {
      addLinks(child, found);
      continue;
    }
    const mark = child.marks?.find((one) => one.type === 'link');
    const text = child.type === 'text' ? child.text : ' ';
    if (!mark) open = null;
    else if (open && sameLink(open.mark, mark)) open.at.text += text;
    else {
      open = { mark, at: { ...mark.attrs, text } };
      found.push(open.at);
    }
  }
}

function sameLink(one: LinkMark, other: LinkMark): boolean {
  return one.attrs.href === other.attrs.href && one.attrs.story === other.attrs.story;
}

function mapNode(node: Walked, changes: ReferenceChanges): Walked {
  const attrs = mapAttrs(node, changes);
  const content = node.content && mapAll(node.content, (child) => mapNode(child, changes));
  const marks =
    node.marks && changes.link ? mapAll(node.marks, (mark) => mapMark(mark, changes)) : node.marks;
  if (attrs === node.attrs && content === node.content && marks === node.marks) return node;
  return { ...node, ...(attrs ? { attrs } : {}), ...(content && { content }), ...(marks && { marks }) };
}

function mapAttrs(node: Walked, changes: ReferenceChanges): unknown {
  switch (node.type) {
    case 'picture':
      return changes.picture ? changes.picture(node.attrs as Picture['attrs']) : node.attrs;
    case 'file':
      return changes.file ? changes.file(node.attrs as FileBlock['attrs']) : node.attrs;
    case 'alsoRead': {
      const attrs = node.attrs as AlsoRead['attrs'];
      const stories = changes.alsoRead ? changes.alsoRead(attrs.stories) : attrs.stories;
      return stories === attrs.stories ? attrs : { ...attrs, stories };
    }
    default:
      return node.attrs;
  }
}

function mapMark(mark: { type: string; attrs?: unknown }, changes: ReferenceChanges): typeof mark {
  if (mark.type !== 'link' || !changes.link) return mark;
  const attrs = changes.link(mark.attrs as LinkMark['attrs']);
  return attrs === mark.attrs ? mark : { ...mark, attrs };
}

/** Like `map`, but the same array where no item changed. */
function mapAll<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  let changed = false;
  const after = items.map((item) => {
    const item2 = change(item);
    changed ||= item2 !== item;
    return item2;
  });
  return changed ? after : items;
}
