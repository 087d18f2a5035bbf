import { type Doc, type Item, XmlElement, type YEvent, type YXmlEvent } from 'yjs';
import { bodyOf, fieldNames, fieldsOf, textOf, textParts } from './working/layout.ts';

/** What a part may be called: anything else was put there by no program of ours, and no table is to hold it. */
const FIELDS: ReadonlySet<string> = new Set(fieldNames);
const ID = /^[\w-]{1,40}$/;

/**
 * Tells which parts of a working document each change touched: a block's id, 'headline', 'fields.access'. What is taken
 * away is touched as well.
 *
 * hear     gets the parts and the origin of the change
 * returns  what stops it
 */
export function watchTouches(doc: Doc, hear: (parts: string[], origin: unknown) => void): () => void {
  const body = bodyOf(doc);
  const fields = fieldsOf(doc);
  const stops: (() => void)[] = [];
  const watchBody: Parameters<typeof body.observeDeep>[0] = (events, { origin }) => {
    hear([...new Set(events.flatMap((event) => blocksOf(event as YEvent<never>, body)))], origin);
  };
  body.observeDeep(watchBody);
  stops.push(() => body.unobserveDeep(watchBody));
  for (const part of textParts) {
    const text = textOf(doc, part);
    const watchText: Parameters<typeof text.observe>[0] = (_event, { origin }) => hear([part], origin);
    text.observe(watchText);
    stops.push(() => text.unobserve(watchText));
  }
  const watchFields: Parameters<typeof fields.observe>[0] = (event, { origin }) => {
    const known = [...event.keysChanged].filter((name) => FIELDS.has(name as string));
    if (known.length > 0)
      hear(
        known.map((name) => `fields.${name}`),
        origin,
      );
  };
  fields.observe(watchFields);
  stops.push(() => fields.unobserve(watchFields));
  return () => {
    for (const stop of stops) stop();
  };
}

function blocksOf(event: YEvent<never>, body: unknown): string[] {
  if ((event.target as unknown) === body) {
    const { added, deleted } = (event as unknown as YXmlEvent).changes;
    return [...added, ...deleted].flatMap((item) => idOf(typeOf(item)));
  }
  let type: unknown = event.target;
  while (type && parentOf(type) !== body) type = parentOf(type);
  return idOf(type);
}

function typeOf(item: Item): unknown {
  return (item.content as { type?: unknown }).type;
}

function parentOf(type: unknown): unknown {
  return (type as { parent?: unknown }).parent;
}

/** Read from beneath, since a block that is being taken away does not tell its attributes any more. */
function idOf(type: unknown): string[] {
  if (!(type instanceof XmlElement)) return [];
  const id: unknown = type._map.get('id')?.content.getContent()[0];
  return typeof id === 'string' && ID.test(id) ? [id] : [];
}
