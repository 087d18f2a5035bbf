import { DOMSerializer, type Node, type Schema } from '@tiptap/pm/model';
import { workingSchema } from '#stories/working-schema.js';

/** Of the place where a block stands, not of the block: they do not travel by clipboard. */
const LEFT_BEHIND: ReadonlySet<string> = new Set(['suggested', 'suggestedBy', 'suggestedAt']);
const CARRIER = 'data-attrs';

/** Writes the clipboard: the page's own form of each node, with all its attributes. */
export function clipboardSerializer(schema: Schema): DOMSerializer {
  const plain = DOMSerializer.fromSchema(schema);
  const nodes = { ...plain.nodes };
  for (const [name, draw] of Object.entries(plain.nodes)) {
    if (Object.keys(schema.nodes[name]?.spec.attrs ?? {}).length === 0) continue;
    nodes[name] = (node) => withAttributes(draw(node), node);
  }
  return new DOMSerializer(nodes, plain.marks);
}

function withAttributes(drawn: ReturnType<DOMSerializer['nodes'][string]>, node: Node) {
  const [tag, attrs, ...inner] = drawn as [string, Record<string, string>, ...unknown[]];
  const kept = Object.fromEntries(Object.entries(node.attrs).filter(([name]) => !LEFT_BEHIND.has(name)));
  return [tag, { ...attrs, 'data-sf': node.type.name, [CARRIER]: JSON.stringify(kept) }, ...inner] as const;
}

/** Reads the attributes back. Anybody can write a clipboard, so only values that fit the schema are taken. */
export function keptAttributes(name: string, dom: HTMLElement): Record<string, unknown> | null {
  const specs = workingSchema.nodes[name]?.spec.attrs ?? {};
  const given = parsed(dom.getAttribute(CARRIER));
  const taken: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries(specs)) {
    if (!Object.hasOwn(given, key) || LEFT_BEHIND.has(key)) continue;
    if (fits(given[key], spec.validate)) taken[key] = given[key];
  }
  return taken;
}

function fits(value: unknown, validate: string | ((value: unknown) => void) | undefined): boolean {
  if (typeof validate !== 'function') return false;
  try {
    validate(value);
    return true;
  } catch {
    return false;
  }
}

function parsed(json: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
