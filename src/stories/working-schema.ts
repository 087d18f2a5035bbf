/**
 * The schema of the working document: the body's own, and on top of it what only the desk sees. Suggestions and notes
 * are marks and attributes here and never reach a revision; `working-document.ts` takes them out.
 *
 * It is more lenient than the body in one thing: two people may each put a premium cut at the same moment, and an
 * editor that refused the second would throw away what it cannot show. The first of them counts.
 */
import { type AttributeSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { bodySchema } from './schema.ts';

/** On text: proposed to come in, or to go out, until somebody accepts or refuses it; and the passage a note speaks of. */
export const suggestionMarks = ['suggestedIn', 'suggestedOut'] as const;
export const workingMarkTypes = [...suggestionMarks, 'note'] as const;
export type WorkingMarkType = (typeof workingMarkTypes)[number];

/** by  the account's id; at  milliseconds since 1970 */
export type SuggestionAttributes = { id: string; by: number; at: number };

/** What a whole block, or a line break, carries while it is only suggested. `suggested` null: it is not. */
export type SuggestedAttributes = {
  suggested: 'in' | 'out' | null;
  suggestedBy: number | null;
  suggestedAt: number | null;
};

const attribute = (start: unknown, fits: (value: unknown) => boolean, wants: string): AttributeSpec => ({
  default: start,
  validate: (value) => {
    if (!fits(value)) throw new RangeError(`It should be ${wants}.`);
  },
});
const isNumber = (value: unknown) => typeof value === 'number';
const numberOrNull = (value: unknown) => value === null || isNumber(value);

const suggestedAttributes: Record<keyof SuggestedAttributes, AttributeSpec> = {
  suggested: attribute(
    null,
    (value) => value === null || value === 'in' || value === 'out',
    'in, out or null',
  ),
  suggestedBy: attribute(null, numberOrNull, 'the id of an account, or null'),
  suggestedAt: attribute(null, numberOrNull, 'a time, or null'),
};
const id = attribute('', (value) => typeof value === 'string', 'text');
const suggestionMark: MarkSpec = {
  attrs: {
    id,
    by: attribute(0, isNumber, 'the id of an account'),
    at: attribute(0, isNumber, 'a time'),
  },
  inclusive: false,
};

export const workingNodes: Readonly<Record<string, NodeSpec>> = makeNodes();
export const workingMarks: Readonly<Record<string, MarkSpec>> = makeMarks();
export const workingSchema = new Schema({ topNode: 'doc', nodes: workingNodes, marks: workingMarks });

function makeNodes(): Record<string, NodeSpec> {
  const nodes: Record<string, NodeSpec> = {};
  bodySchema.spec.nodes.forEach((name, spec) => {
    nodes[name] = takesSuggestion(name, spec)
      ? { ...spec, attrs: { ...spec.attrs, ...suggestedAttributes } }
      : spec;
  });
  nodes.doc = { ...nodes.doc, content: '(block | premiumCut)*' };
  nodes.preformatted = { ...nodes.preformatted, marks: workingMarkTypes.join(' ') };
  return nodes;
}

function makeMarks(): Record<string, MarkSpec> {
  const marks: Record<string, MarkSpec> = {};
  bodySchema.spec.marks.forEach((name, spec) => {
    marks[name] = spec;
  });
  marks.suggestedIn = suggestionMark;
  marks.suggestedOut = suggestionMark;
  // Notes of several people lie over one another.
  marks.note = { attrs: { id }, inclusive: false, excludes: '' };
  return marks;
}

/** Every block that has an id, and the line break, whose marks a shared document does not keep. */
function takesSuggestion(name: string, spec: NodeSpec): boolean {
  return name === 'hardBreak' || spec.attrs?.id !== undefined;
}
