import { XmlElement, type XmlFragment } from 'yjs';
import { nodeShapes } from '../document/shapes.ts';
import type { Body } from '../document.ts';
import { applyInline } from './apply-inline.ts';
import { readAttributes } from './read-attributes.ts';
import { readBody } from './read-body.ts';
import type { Loose } from './reading.ts';
import { elementOf } from './write-body.ts';

/** Makes a shared body hold these blocks, block by block and told apart by their ids. */
export function applyBody(fragment: XmlFragment, body: Body): void {
  const now = readBody(fragment, { left: [] });
  if (JSON.stringify(now) === JSON.stringify(body)) return;
  applyChildren(fragment, body.content as unknown as Loose[]);
}

/** What stays stays in its place; the rest is taken out, and what is new is put in. */
function applyChildren(parent: XmlFragment, wanted: readonly Loose[]): void {
  const children = parent.toArray() as unknown[];
  const stays = keptInOrder(children, wanted);
  for (let at = children.length - 1; at >= 0; at--) if (!stays.has(children[at])) parent.delete(at, 1);
  const places = new Map([...stays].map(([child, at]) => [at, child as XmlElement]));
  wanted.forEach((node, at) => {
    const element = places.get(at);
    if (element) applyNode(element, node);
    else parent.insert(at, [elementOf(node)]);
  });
}

function applyNode(element: XmlElement, node: Loose): void {
  applyAttributes(element, node);
  const holds = nodeShapes[node.type]?.holds;
  if (holds === 'inline' || holds === 'text') applyInline(element, holds, node.content ?? []);
  else if (holds !== 'nothing') applyChildren(element, node.content ?? []);
}

function applyAttributes(element: XmlElement, node: Loose): void {
  const given = element.getAttributes() as Record<string, unknown>;
  const now = readAttributes(given, nodeShapes[node.type]?.attrs ?? {}) ?? {};
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    if (JSON.stringify(now[name]) === JSON.stringify(value) && name in given === (value !== null)) continue;
    if (value === null) element.removeAttribute(name);
    // biome-ignore lint/suspicious/noExplicitAny: Yjs types attributes as text; it keeps any JSON
    else element.setAttribute(name, value as any);
  }
  // A block that the content has is no suggestion to come any more; one suggested to go may wait.
  if (given.suggested === 'in') element.removeAttribute('suggested');
}

/**
 * Which children stay, each with the place it is to have: those whose id and kind is wanted, as many as can stay
 * without changing their order. Nodes without an id are told apart by their turn.
 */
function keptInOrder(children: readonly unknown[], wanted: readonly Loose[]): Map<unknown, number> {
  const places = new Map<string, number>();
  wanted.forEach((node, at) => {
    places.set(`${node.type} ${String(node.attrs?.id ?? at)}`, at);
  });
  const pairs: { child: unknown; place: number }[] = [];
  children.forEach((child, at) => {
    if (!(child instanceof XmlElement)) return;
    const place = places.get(`${child.nodeName} ${String(child.getAttribute('id') ?? at)}`);
    if (place !== undefined) pairs.push({ child, place });
  });
  return new Map(longestRise(pairs).map(({ child, place }) => [child, place]));
}

/** The longest run of pairs whose places rise. */
function longestRise<Pair extends { place: number }>(pairs: readonly Pair[]): Pair[] {
  const ends: { pair: Pair; before: number; index: number }[] = [];
  const all: { pair: Pair; before: number }[] = [];
  for (const pair of pairs) {
    let at = ends.findIndex((end) => end.pair.place >= pair.place);
    if (at < 0) at = ends.length;
    const index = all.push({ pair, before: ends[at - 1]?.index ?? -1 }) - 1;
    ends[at] = { pair, before: ends[at - 1]?.index ?? -1, index };
  }
  const run: Pair[] = [];
  for (let at = ends.at(-1)?.index ?? -1; at >= 0; at = all[at]?.before ?? -1) {
    run.unshift((all[at] as { pair: Pair }).pair);
  }
  return run;
}
