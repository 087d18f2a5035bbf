import { XmlElement, type XmlFragment, XmlText } from 'yjs';
import { checkBody } from '../document/check.ts';
import { giveIds } from '../document/give-ids.ts';
import { DEEPEST, type NodeShape, nodeShapes } from '../document/shapes.ts';
import type { Block, Body } from '../document.ts';
import { joinBack } from './join-back.ts';
import { readAttributes } from './read-attributes.ts';
import { readInline } from './read-inline.ts';
import { type Loose, leaveOut, type Reading } from './reading.ts';

/** The body as it would be if every open suggestion were refused. It changes nothing in the shared document. */
export function readBody(fragment: XmlFragment, reading: Reading): Body {
  const content = readChildren(fragment, nodeShapes.doc as NodeShape, { reading, depth: 1 });
  const body = giveIds({ type: 'doc', content: oneCut(content, reading) });
  try {
    return checkBody(body);
  } catch {
    return { type: 'doc', content: body.content.flatMap((block) => checkAlone(block, reading)) };
  }
}

type Place = { reading: Reading; depth: number };

function readChildren(parent: XmlFragment, shape: NodeShape, place: Place): Loose[] {
  const read: Loose[] = [];
  for (const child of parent.toArray() as unknown[]) {
    if (!(child instanceof XmlElement)) {
      if (!(child instanceof XmlText) || child.length > 0)
        leaveOut(place.reading, 'something that is no block');
      continue;
    }
    const node = readNode(child, shape, place);
    if (!node) continue;
    const isNew = child.getAttribute('suggested') === 'in';
    if (!isNew || (isWorded(node) && !joinBack(read.at(-1), node))) read.push(node);
  }
  return read;
}

function readNode(element: XmlElement, around: NodeShape, { reading, depth }: Place): Loose | undefined {
  const type = element.nodeName;
  const shape = Object.hasOwn(nodeShapes, type) ? nodeShapes[type] : undefined;
  if (!shape || !Array.isArray(around.holds) || !around.holds.includes(type) || depth > DEEPEST) {
    leaveOut(reading, `a ${String(type).slice(0, 40)} where none may stand`);
    return undefined;
  }
  const attrs = readAttributes(element.getAttributes() as Record<string, unknown>, shape.attrs);
  if (!attrs) {
    leaveOut(reading, `a ${type} that says too little of itself`);
    return undefined;
  }
  const node: Loose = { type, ...(Object.keys(shape.attrs).length > 0 && { attrs }) };
  if (shape.holds === 'nothing') return node;
  if (shape.holds === 'inline' || shape.holds === 'text') {
    node.content = readInline(element, shape.holds, reading);
    return node;
  }
  node.content = readChildren(element, shape, { reading, depth: depth + 1 });
  // What only held suggestions is not there once they are refused.
  return node.content.length > 0 ? node : undefined;
}

/** Whether anything would be lost with it: words that are no suggestion, or something inside that is no text. */
function isWorded({ type, content = [] }: Loose): boolean {
  if (nodeShapes[type]?.holds === 'nothing') return false;
  return content.some(
    (child) => (child.text ?? '') !== '' || (child.type !== 'hardBreak' && holdsMore(child)),
  );
}

function holdsMore(node: Loose): boolean {
  return nodeShapes[node.type]?.holds === 'nothing' || node.type === 'picture' || isWorded(node);
}

function oneCut(blocks: Loose[], reading: Reading): Loose[] {
  const first = blocks.findIndex(({ type }) => type === 'premiumCut');
  return blocks.filter(({ type }, at) => {
    if (type !== 'premiumCut' || at === first) return true;
    leaveOut(reading, 'a second premium cut');
    return false;
  });
}

function checkAlone(block: unknown, reading: Reading): Block[] {
  try {
    return checkBody({ type: 'doc', content: [block] }).content;
  } catch (error) {
    leaveOut(reading, error instanceof Error ? error.message : 'a block that does not fit');
    return [];
  }
}
