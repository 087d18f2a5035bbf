import { SaxesParser } from 'saxes';

export type XmlNode = { name: string; attributes: Record<string, string>; text: string; children: XmlNode[] };

/** Reads XML strictly: anything that is not well-formed, an undeclared prefix too, throws. */
export function readXml(xml: string): XmlNode {
  const root: XmlNode = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, value]) => [key, value.value]);
    const node = {
      name,
      attributes: Object.fromEntries(plain) as Record<string, string>,
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root.children[0] as XmlNode;
}

export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  return childrenOf(node, name)[0]?.text;
}
