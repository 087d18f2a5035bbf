/** The body's schema for ProseMirror, made from the same table that `checkBody` reads by. Reader pages do not load it. */
import { type AttributeSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { isSafeLink } from './document/safe-address.ts';
import { type AttributeRule, markTypes, type NodeShape, nodeShapes, topBlocks } from './document/shapes.ts';

const nodes: Record<string, NodeSpec> = {};
for (const [type, shape] of Object.entries(nodeShapes)) nodes[type] = specOf(type, shape);
nodes.text = { group: 'inline' };
nodes.hardBreak = { group: 'inline', inline: true, selectable: false };

const marks: Record<string, MarkSpec> = {};
for (const type of markTypes) marks[type] = {};
marks.link = {
  attrs: { href: specOfAttribute('href', linkRule()), story: { default: null } },
  inclusive: false,
};

export const bodySchema = new Schema({ topNode: 'doc', nodes, marks });

function specOf(type: string, shape: NodeShape): NodeSpec {
  const attrs: Record<string, AttributeSpec> = {};
  for (const [name, rule] of Object.entries(shape.attrs)) attrs[name] = specOfAttribute(name, rule);
  return {
    attrs,
    content: expressionOf(type, shape),
    ...((topBlocks as readonly string[]).includes(type) && { group: 'block' }),
    ...(shape.holds === 'nothing' && { atom: true }),
    ...(shape.holds === 'text' && { marks: '', code: true }),
    ...(ISLANDS.has(type) && { isolating: true }),
  };
}

/** Nodes whose edges a deletion or a split does not cross. */
const ISLANDS: ReadonlySet<string> = new Set(['tableCell', 'factBox', 'gallery', 'picture', 'pullQuote']);

function expressionOf(type: string, { holds }: NodeShape): string {
  if (type === 'doc') return 'block* (premiumCut block*)?';
  if (holds === 'nothing') return '';
  if (holds === 'inline') return 'inline*';
  return holds === 'text' ? 'text*' : `(${holds.join(' | ')})+`;
}

function specOfAttribute(name: string, rule: AttributeRule): AttributeSpec {
  return {
    default: rule.start,
    validate: (value) => {
      if (!rule.fits(value)) throw new RangeError(`The attribute ${name} should be ${rule.wants}.`);
    },
  };
}

function linkRule(): AttributeRule {
  return {
    start: '',
    fits: (value) => typeof value === 'string' && isSafeLink(value),
    wants: 'a safe address',
  };
}
