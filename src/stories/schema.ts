/** The body's schema for ProseMirror, made from the same table that `checkBody` reads by. Reader pages do not load it. */
import { type AttributeSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import {
  type AttributeRule,
  linkAttributes,
  markTypes,
  type NodeShape,
  nodeShapes,
  topBlocks,
} from './document/shapes.ts';

/** Nodes whose edges a deletion or a split does not cross. */
const ISLANDS: ReadonlySet<string> = new Set(['tableCell', 'factBox', 'gallery', 'picture', 'pullQuote']);

const nodes: Record<string, NodeSpec> = {};
for (const [type, shape] of Object.entries(nodeShapes)) nodes[type] = specOf(type, shape);
nodes.text = { group: 'inline' };
nodes.hardBreak = { group: 'inline', inline: true, selectable: false };

const marks: Record<string, MarkSpec> = {};
for (const type of markTypes) marks[type] = {};
marks.link = { attrs: specsOf(linkAttributes), inclusive: false };

export const bodySchema = new Schema({ topNode: 'doc', nodes, marks });

function specOf(type: string, shape: NodeShape): NodeSpec {
  return {
    attrs: specsOf(shape.attrs),
    content: expressionOf(type, shape),
    ...((topBlocks as readonly string[]).includes(type) && { group: 'block' }),
    ...(shape.holds === 'nothing' && { atom: true }),
    ...(shape.holds === 'text' && { marks: '', code: true }),
    ...(ISLANDS.has(type) && { isolating: true }),
  };
}

function expressionOf(type: string, { holds }: NodeShape): string {
  if (type === 'doc') return 'block* (premiumCut block*)?';
  if (holds === 'nothing') return '';
  if (holds === 'inline') return 'inline*';
  return holds === 'text' ? 'text*' : `(${holds.join(' | ')})+`;
}

function specsOf(rules: Readonly<Record<string, AttributeRule>>): Record<string, AttributeSpec> {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, specOfAttribute(name, rule)]));
}

function specOfAttribute(name: string, rule: AttributeRule): AttributeSpec {
  return {
    default: rule.start,
    validate: (value) => {
      if (!rule.fits(value)) throw new RangeError(`The attribute ${name} should be ${rule.wants}.`);
    },
  };
}
