/** The body's nodes and marks for TipTap, made from the schema in which working documents are kept. */
import { type Attributes, type Extensions, Mark, Node } from '@tiptap/core';
import type { AttributeSpec, MarkSpec, NodeSpec } from '@tiptap/pm/model';
import { workingSchema } from '#stories/working-schema.js';
import { markDom, nodeDom, readMark, readNode } from './dom.ts';

/** What the table plugin wants to know of a node; it changes nothing in what is stored. */
const TABLE_ROLES: Readonly<Record<string, string>> = { table: 'table', tableRow: 'row', tableCell: 'cell' };
/** Blocks whose kind stays when something is pasted over their text. */
const DEFINING: ReadonlySet<string> = new Set(['crosshead', 'quotation', 'listItem', 'preformatted']);

export const bodyExtensions: Extensions = [...listNodes(), ...listMarks()];

function listNodes(): Extensions {
  const nodes: Extensions = [];
  workingSchema.spec.nodes.forEach((name, spec) => {
    nodes.push(nodeOf(name, spec, nodes.length));
  });
  return nodes;
}

function listMarks(): Extensions {
  const marks: Extensions = [];
  workingSchema.spec.marks.forEach((name, spec) => {
    marks.push(markOf(name, spec, marks.length));
  });
  return marks;
}

/** TipTap sorts by priority; the order is that of the schema, which tells the first block to offer and how marks nest. */
function priorityOf(at: number): number {
  return 900 - at;
}

function nodeOf(name: string, spec: NodeSpec, at: number) {
  const { content, group, inline, atom, selectable, code, isolating, marks } = spec;
  const dom = nodeDom[name];
  return Node.create({
    name,
    priority: priorityOf(at),
    topNode: name === workingSchema.topNodeType.name,
    ...(content !== undefined && { content }),
    ...(group !== undefined && { group }),
    ...(inline !== undefined && { inline }),
    ...(atom !== undefined && { atom }),
    ...(selectable !== undefined && { selectable }),
    ...(code !== undefined && { code }),
    ...(isolating !== undefined && { isolating }),
    ...(marks !== undefined && { marks }),
    ...(DEFINING.has(name) && { defining: true }),
    ...(atom && { draggable: true }),
    addAttributes: () => attributesOf(spec.attrs),
    ...(readNode[name] && { parseHTML: () => readNode[name] ?? [] }),
    ...(dom && { renderHTML: ({ node }) => dom(node) }),
    extendNodeSchema: (extension: { name: string }) => {
      const role = extension.name === name ? TABLE_ROLES[name] : undefined;
      return role ? { tableRole: role } : {};
    },
  });
}

function markOf(name: string, spec: MarkSpec, at: number) {
  const dom = markDom[name];
  const { inclusive, excludes, code } = spec;
  return Mark.create({
    name,
    priority: priorityOf(at),
    ...(inclusive !== undefined && { inclusive }),
    ...(excludes !== undefined && { excludes }),
    ...(code !== undefined && { code }),
    addAttributes: () => attributesOf(spec.attrs),
    ...(readMark[name] && { parseHTML: () => readMark[name] ?? [] }),
    ...(dom && { renderHTML: ({ mark }) => dom(mark) }),
  });
}

/** No attribute is read or written by TipTap's own rules, which take any attribute of HTML that has the same name. */
function attributesOf(specs: Readonly<Record<string, AttributeSpec>> = {}): Attributes {
  const entries = Object.entries(specs).map(([name, spec]) => {
    const { validate } = spec;
    const kept = { default: spec.default, rendered: false, parseHTML: () => null };
    return [name, { ...kept, ...(validate !== undefined && { validate }) }];
  });
  return Object.fromEntries(entries) as Attributes;
}
