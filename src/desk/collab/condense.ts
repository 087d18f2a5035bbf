import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';

/** The same document without the words that were deleted from it. */
export function condensed(update: Uint8Array): Uint8Array {
  const doc = new Doc();
  applyUpdate(doc, update);
  const small = encodeStateAsUpdate(doc);
  doc.destroy();
  return small;
}
