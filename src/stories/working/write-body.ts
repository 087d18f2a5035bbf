import { XmlElement, XmlText } from 'yjs';
import type { Loose } from './reading.ts';

/** Nodes of a body as a shared document keeps them: as TipTap's own binding would write them. */
export function elementsOf(nodes: readonly Loose[]): (XmlElement | XmlText)[] {
  const elements: (XmlElement | XmlText)[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Loose;
    if (node.type !== 'text') {
      elements.push(elementOf(node));
      continue;
    }
    const from = at;
    while (nodes[at + 1]?.type === 'text') at++;
    elements.push(textOfRun(nodes.slice(from, at + 1)));
  }
  return elements;
}

export function elementOf(node: Loose): XmlElement {
  const element = new XmlElement(node.type);
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    // biome-ignore lint/suspicious/noExplicitAny: Yjs types attributes as text; it keeps any JSON
    if (value !== null) element.setAttribute(name, value as any);
  }
  if (node.content && node.content.length > 0) element.insert(0, elementsOf(node.content));
  return element;
}

export function marksAsAttributes(marks: readonly object[] = []): Record<string, object> {
  return Object.fromEntries(
    (marks as { type: string; attrs?: object }[]).map((mark) => [mark.type, mark.attrs ?? {}]),
  );
}

function textOfRun(run: readonly Loose[]): XmlText {
  const text = new XmlText();
  text.applyDelta(run.map(({ text: insert, marks }) => ({ insert, attributes: marksAsAttributes(marks) })));
  return text;
}
