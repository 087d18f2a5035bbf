import { fault } from '#kit/fault.js';
import type { Body } from '../document.ts';
import { storyFaults } from '../faults.ts';
import { isPrintable } from './printable.ts';
import { type AttributeRule, DEEPEST, linkAttributes, type NodeShape, nodeShapes, rankOf } from './shapes.ts';
import { isStoredTwice, tidied, tidyValue } from './tidy.ts';

type Json = Record<string, unknown>;

/** One reading of a body: ids met so far, the way to the node in hand, and whether something must be put in order. */
type Reading = { ids: Set<string>; way: string[]; cuts: number; untidy: boolean };

/**
 * Reads a body that came from outside.
 *
 * json     anything
 * returns  the same value, or a copy put in order: `content` filled in where an empty block left it out, marks sorted,
 *          addresses spelled as they are kept, control signs taken out
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
  if (isStoredTwice(node.attrs)) reading.untidy = true;
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

function checkAttrs(attrs: unknown, rules: Readonly<Record<string, AttributeRule>>, reading: Reading): void {
  const given = attrs ?? {};
  if (!isObject(given)) refuse(reading, 'its attributes must be an object');
  for (const name in rules) {
    const rule = rules[name] as AttributeRule;
    const value = given[name];
    const clean = typeof value === 'string' ? tidyValue(value, rule) : value;
    if (!rule.fits(value) || (clean === null && value !== null)) {
      refuse(reading, `"${name}" is ${shown(value)}, where there should be ${rule.wants}`);
    }
    if (clean !== value) reading.untidy = true;
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

function refuse(reading: Reading, problem: string): never {
  throw fault(storyFaults, 'body-not-of-schema', { place: reading.way.join(', ') || 'the body', problem });
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
