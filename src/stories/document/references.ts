/** What a body points at: links, stories, pictures, files. Importers put our ids in place of addresses here. */
import type { MediaId, StoryId } from '#kit/ids.js';
import type { AlsoRead, Body, BodyNode, FileBlock, Inline, LinkMark, Picture } from '../document.ts';

/**
 * Something a body leads to.
 *
 * kind   a link in the text or on a picture, or a story under ALSO READ
 * href   as it stands in the body; '' for a whole story of ours
 * text   what it is written on: the words, or a picture's alt text
 */
export type LinkFound = { kind: 'link' | 'also-read'; href: string; story: StoryId | null; text: string };

/** Each answers what shall stand in place of what it is given; the same value means no change. */
export type ReferenceChanges = {
  link?: (link: LinkMark['attrs']) => LinkMark['attrs'];
  picture?: (picture: Picture['attrs']) => Picture['attrs'];
  file?: (file: FileBlock['attrs']) => FileBlock['attrs'];
  alsoRead?: (stories: AlsoRead['attrs']['stories']) => AlsoRead['attrs']['stories'];
};

/** Every link of a body in order. What is kept as foreign is not looked into. */
export function listLinks(body: Body): LinkFound[] {
  const found: LinkFound[] = [];
  for (const block of body.content) addLinks(block, found);
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

function addLinks(node: BodyNode, found: LinkFound[]): void {
  if (node.type === 'alsoRead') {
    for (const story of node.attrs.stories) found.push({ kind: 'also-read', href: '', story, text: '' });
  }
  if (node.type === 'picture' && node.attrs.href !== null) {
    found.push({ kind: 'link', href: node.attrs.href, story: null, text: node.attrs.alt });
  }
  if ('content' in node) addLinksInside(node.content, found);
}

/** A link that runs over several texts, part of it set in italics, is one link. */
function addLinksInside(content: readonly (BodyNode | Inline)[], found: LinkFound[]): void {
  let before: LinkMark | undefined;
  for (const child of content) {
    if (child.type !== 'text' && child.type !== 'hardBreak') {
      addLinks(child, found);
      continue;
    }
    const mark = child.marks?.find((one) => one.type === 'link');
    const text = child.type === 'text' ? child.text : ' ';
    const last = found.at(-1);
    if (mark && before && last && sameLink(before, mark)) last.text += text;
    else if (mark) found.push({ kind: 'link', ...mark.attrs, text });
    before = mark;
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

/** Ids of the pictures and files of our library that a body shows, each once. */
export function listMedia(body: Body): MediaId[] {
  const found = new Set<MediaId>();
  mapReferences(body, {
    picture: (picture) => {
      if (picture.media !== null) found.add(picture.media);
      return picture;
    },
    file: (file) => {
      if (file.media !== null) found.add(file.media);
      return file;
    },
  });
  return [...found];
}
