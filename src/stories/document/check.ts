import { fault } from '#kit/fault.js';
import type { Body } from '../document.ts';
import { storyFaults } from '../faults.ts';
import { isPrintable, printable } from './printable.ts';
import { isSafeLink } from './safe-address.ts';
import { type AttributeRule, DEEPEST, markRank, type NodeShape, nodeShapes } from './shapes.ts';

type Json = Record<string, unknown>;

/** One reading of a body: ids met so far, the way to the node in hand, and whether something must be put in order. */
type Reading = { ids: Set<string>; way: string[]; cuts: number; untidy: boolean };

/**
 * Reads a body that came from outside.
 *
 * json     anything
 * returns  the same value, or a copy put in order where `content` was left out of an empty block, marks stood in
 *          another order, or text held control signs
 * throws   body-not-of-schema, naming the place and what is wrong there
 */
export function checkBody(json: unknown): Body {
  const reading: Reading = { ids: new Set(), way: [], cuts: 0, untidy: false };
  if (!isObject(json) || json.type !== 'doc') refuse(reading, 'a body must be an object of type "doc"');
  checkNode(json, 'doc', reading);
  return (reading.untidy ? tidied(json) : json) as Body;
}

function checkNode(node: Json, type: string, reading: Reading): void {
  const shape = nodeShapes[type] as NodeShape;
  for (const key in node) {
    if (key !== 'type' && key !== 'attrs' && key !== 'content' && !isEmptyMarks(key, node)) {
      refuse(reading, `it has a field "${key}" that the schema does not know`);
    }
  }
  checkAttrs(node.attrs, shape.attrs, reading);
  if (shape.attrs.id) checkId((node.attrs as Json).id as string, reading);
  if (type === 'premiumCut' && ++reading.cuts > 1) refuse(reading, 'there is a second premium cut');
  if (shape.holds === 'nothing') {
    if (node.content !== undefined && !isEmptyArray(node.content))
      refuse(reading, 'it must not hold anything');
  } else checkContent(node, shape.holds, reading);
}

function checkContent(node: Json, holds: 'inline' | 'text' | readonly string[], reading: Reading): void {
  const { content } = node;
  if (content === undefined) reading.untidy = true;
  else if (!Array.isArray(content)) refuse(reading, 'its content must be a list');
  const children = (content ?? []) as unknown[];
  if (holds === 'inline' || holds === 'text') {
    for (const child of children) checkInline(child, holds, reading);
    return;
  }
  if (children.length === 0 && node.type !== 'doc') refuse(reading, 'it is empty');
  if (reading.way.length >= DEEPEST) refuse(reading, `blocks stand more than ${DEEPEST} deep in each other`);
  for (let at = 0; at < children.length; at++) checkChild(children[at], at, holds, reading);
}

function checkChild(child: unknown, at: number, holds: readonly string[], reading: Reading): void {
  const type = isObject(child) && typeof child.type === 'string' ? child.type : 'node';
  reading.way.push(`${type} ${at + 1}`);
  if (!isObject(child)) refuse(reading, 'it is not an object');
  if (!holds.includes(type)) refuse(reading, `a ${type.slice(0, 40)} may not stand here`);
  checkNode(child, type, reading);
  reading.way.pop();
}

function checkInline(child: unknown, holds: 'inline' | 'text', reading: Reading): void {
  if (!isObject(child)) refuse(reading, 'its text holds something that is not an object');
  const isText = child.type === 'text';
  if (!isText && (child.type !== 'hardBreak' || holds === 'text')) {
    refuse(reading, `${String(child.type).slice(0, 40)} may not stand in its text`);
  }
  for (const key in child) {
    if (key !== 'type' && key !== 'marks' && !(isText && key === 'text') && !isEmptyAttrs(key, child)) {
      refuse(reading, `its text has a field "${key}" that the schema does not know`);
    }
  }
  if (isText && (typeof child.text !== 'string' || child.text === ''))
    refuse(reading, 'it holds a text without words');
  if (isText && !isPrintable(child.text as string)) reading.untidy = true;
  if (child.marks !== undefined) checkMarks(child.marks, holds, reading);
}

function checkMarks(marks: unknown, holds: 'inline' | 'text', reading: Reading): void {
  if (!Array.isArray(marks)) refuse(reading, 'the marks of its text must be a list');
  if (holds === 'text' && marks.length > 0) refuse(reading, 'its text may not carry marks');
  let before = -1;
  let all = 0;
  for (const mark of marks as unknown[]) {
    const rank = isObject(mark) && typeof mark.type === 'string' ? rankOf(mark.type) : undefined;
    if (!isObject(mark) || rank === undefined) refuse(reading, 'it has a mark that the schema does not know');
    if (all & (1 << rank)) refuse(reading, `the mark ${String(mark.type)} is set twice on one text`);
    all |= 1 << rank;
    if (rank < before) reading.untidy = true;
    before = rank;
    checkMark(mark, reading);
  }
}

function checkMark(mark: Json, reading: Reading): void {
  const isLink = mark.type === 'link';
  for (const key in mark) {
    if (key !== 'type' && !(isLink && key === 'attrs') && !isEmptyAttrs(key, mark)) {
      refuse(reading, `the mark ${String(mark.type)} has a field "${key}" that the schema does not know`);
    }
  }
  if (!isLink) return;
  checkAttrs(mark.attrs, linkAttributes, reading);
  const { href, story } = mark.attrs as { href: string; story: number | null };
  if (story === null ? href === '' : href !== '' && !href.startsWith('#')) {
    refuse(reading, 'a link must have an address, and one to a story only a fragment of it');
  }
}

const linkAttributes: Readonly<Record<string, AttributeRule>> = {
  href: {
    start: '',
    fits: (value) => typeof value === 'string' && isSafeLink(value),
    wants: 'a web, mail or telephone address',
  },
  story: nodeShapes.file?.attrs.media as AttributeRule,
};

function checkAttrs(attrs: unknown, rules: Readonly<Record<string, AttributeRule>>, reading: Reading): void {
  const given = attrs ?? {};
  if (!isObject(given)) refuse(reading, 'its attributes must be an object');
  for (const name in rules) {
    const rule = rules[name] as AttributeRule;
    if (!rule.fits(given[name]))
      refuse(reading, `"${name}" is ${shown(given[name])}, where there should be ${rule.wants}`);
    if (typeof given[name] === 'string' && !isPrintable(given[name])) reading.untidy = true;
  }
  for (const name in given) {
    if (!Object.hasOwn(rules, name))
      refuse(reading, `it has an attribute "${name.slice(0, 40)}" that the schema does not know`);
  }
}

function checkId(id: string, reading: Reading): void {
  if (reading.ids.has(id)) refuse(reading, `its id ${id} is another block's as well`);
  reading.ids.add(id);
}

/** A copy put in order. Only for what has passed the check. */
function tidied(node: Json): Json {
  const shape = nodeShapes[node.type as string];
  const copy: Json = { ...node };
  if (Array.isArray(node.marks)) copy.marks = inOrder(node.marks as Json[]);
  if (typeof node.text === 'string') copy.text = printable(node.text);
  if (isObject(node.attrs)) copy.attrs = printableAttrs(node.attrs);
  if (shape && shape.holds !== 'nothing') {
    copy.content = ((node.content ?? []) as Json[]).map(tidied).filter((child) => child.text !== '');
  }
  return copy;
}

function inOrder(marks: readonly Json[]): Json[] {
  return [...marks].sort((a, b) => (rankOf(String(a.type)) ?? 0) - (rankOf(String(b.type)) ?? 0));
}

function printableAttrs(attrs: Json): Json {
  return Object.fromEntries(
    Object.entries(attrs).map(([name, value]) => [
      name,
      typeof value === 'string' ? printable(value) : value,
    ]),
  );
}

function refuse(reading: Reading, problem: string): never {
  throw fault(storyFaults, 'body-not-of-schema', { place: reading.way.join(', ') || 'the body', problem });
}

function rankOf(type: string): number | undefined {
  return Object.hasOwn(markRank, type) ? markRank[type] : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isEmptyMarks(key: string, node: Json): boolean {
  return key === 'marks' && isEmptyArray(node.marks);
}

function isEmptyAttrs(key: string, node: Json): boolean {
  return key === 'attrs' && isObject(node.attrs) && Object.keys(node.attrs).length === 0;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  return (JSON.stringify(value) ?? 'odd').slice(0, 60);
}
