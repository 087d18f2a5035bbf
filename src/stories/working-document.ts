/**
 * The working document of a story: what the desk types in, ahead of the published revision. It is a shared (Yjs)
 * document; this file turns it into the content of a revision and back. Its layout stands in `working/layout.ts`.
 */
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { Content } from './story.ts';
import { applyBody } from './working/apply-body.ts';
import { applyTexts, setFields } from './working/apply-texts.ts';
import { readFields, readText } from './working/fields.ts';
import { bodyOf } from './working/layout.ts';
import { readBody } from './working/read-body.ts';
import type { Loose, Reading } from './working/reading.ts';
import { elementsOf } from './working/write-body.ts';

export { readSlug } from './working/fields.ts';
export {
  bodyOf,
  type FieldName,
  fieldNames,
  fieldsOf,
  notesOf,
  type TextPart,
  textOf,
  textParts,
} from './working/layout.ts';

/**
 * What a revision of the working document holds: open suggestions as if refused, notes left out. It never throws and
 * changes nothing; whatever somebody's program wrote there, the body passes `checkBody`.
 */
export function contentOfDoc(doc: Doc): Content {
  return readDoc(doc).content;
}

/** The same, with what could not be read and was left out, in a few words each. */
export function readDoc(doc: Doc): { content: Content; left: readonly string[] } {
  const reading: Reading = { left: [] };
  const content: Content = {
    headline: readText(doc, 'headline'),
    standfirst: readText(doc, 'standfirst'),
    kicker: readText(doc, 'kicker'),
    ...readFields(doc),
    body: readBody(bodyOf(doc), reading),
  };
  return { content, left: reading.left };
}

/** A new shared document with this content, as one update. */
export function docOfContent(content: Content): Uint8Array {
  const doc = new Doc();
  doc.transact(() => {
    const nodes = content.body.content as unknown as Loose[];
    if (nodes.length > 0) bodyOf(doc).insert(0, elementsOf(nodes));
    applyTexts(doc, content);
    setFields(doc, content);
  });
  return encodeStateAsUpdate(doc);
}

/**
 * Makes a shared document hold this content and touches only what differs: what others type elsewhere meanwhile, and
 * suggestions and notes on what stays, are not disturbed.
 */
export function applyContent(doc: Doc, content: Content): void {
  doc.transact(() => {
    applyBody(bodyOf(doc), content.body);
    applyTexts(doc, content);
    setFields(doc, content);
  });
}

/** Opens what `docOfContent` or the store gave. */
export function docOfUpdate(update: Uint8Array): Doc {
  const doc = new Doc();
  applyUpdate(doc, update);
  return doc;
}
