/** Where things lie in the shared document of a story. */
import type { Doc, Map as SharedMap, Text as SharedText, XmlFragment } from 'yjs';

/** Words that several people may write in at once. */
export const textParts = ['headline', 'standfirst', 'kicker'] as const;
export type TextPart = (typeof textParts)[number];

/** Values of which the last one set holds. `access` is in its kept form: 'open', 'members', 'tiers:gold,print'. */
export const fieldNames = [
  'frontHeadline',
  'dateline',
  'section',
  'credits',
  'agencyCredit',
  'topics',
  'access',
  'lead',
  'language',
  'searchTitle',
  'searchDescription',
  'canonical',
  'noindex',
  'slug',
] as const;
export type FieldName = (typeof fieldNames)[number];

export const bodyOf = (doc: Doc): XmlFragment => doc.getXmlFragment('body');
export const textOf = (doc: Doc, part: TextPart): SharedText => doc.getText(part);
export const fieldsOf = (doc: Doc): SharedMap<unknown> => doc.getMap('fields');
export const notesOf = (doc: Doc): SharedMap<unknown> => doc.getMap('notes');
