import { type Doc, XmlElement } from 'yjs';
import { holds, may, mayOpen, mayWrite, type StoryFacts } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import type { StoryId } from '#kit/ids.js';
import { findStory } from '#stories/story.sql.js';
import { findStoryFacts } from '#stories/work.sql.js';
import { saveTouches, startWorking } from '#stories/working.sql.js';
import { bodyOf, contentOfDoc, type FieldName, fieldsOf } from '#stories/working-document.js';
import { noteWorking } from '#stories/working-note.sql.js';
import { keepPause } from '#stories/working-pause.sql.js';
import { watchTouches } from '#stories/working-touches.js';
import type { Access, DocumentKind } from './document-kind.ts';

/** Set by the newsroom, not by writers from outside. */
const GUARDED_FIELDS: readonly FieldName[] = ['access', 'slug', 'canonical', 'noindex'];

/** Working documents of stories. */
export const storyKind: DocumentKind = {
  prefix: 'story',
  permit: async (db, id) => {
    const facts = await findStoryFacts(db, id as StoryId);
    const story = await findStory(db, id as StoryId);
    if (!facts || !story) return () => undefined;
    return (staff) => accessOf(staff, facts, story.state === 'killed');
  },
  start: (tx, id, now) => startWorking(tx, id as StoryId, now),
  guarded: guardedOf,
  watch: watchTouches,
  touched: (tx, id, touches) => saveTouches(tx, id as StoryId, touches),
  written: (tx, id, doc, made) => noteWorking(tx, id as StoryId, contentOfDoc(doc), made),
  paused: (tx, id, doc, now) => keepPause(tx, id as StoryId, contentOfDoc(doc), now),
};

/** Commercial staff see no text that is not out; a working document is always ahead of what is out. */
function accessOf(staff: Staff, facts: StoryFacts, isKilled: boolean): Access | undefined {
  if (!mayOpen(staff, facts)) return undefined;
  const isOnTeam = facts.team.includes(staff.id);
  if (!isOnTeam && !holds(staff, 'read-unpublished')) return undefined;
  if (isKilled || !mayWrite(staff, facts)) return 'read';
  const isOfHouse = holds(staff, 'read-unpublished') || may(staff, 'publish', facts);
  return isOfHouse ? 'write' : 'write-guarded';
}

/** A premium cut that is moved is another one: its place among the shared document's items tells. */
function guardedOf(doc: Doc): string {
  const fields = fieldsOf(doc);
  const cuts = (bodyOf(doc).toArray() as unknown[])
    .filter((child) => child instanceof XmlElement && child.nodeName === 'premiumCut')
    .map((child) => (child as XmlElement)._item?.id);
  return JSON.stringify([GUARDED_FIELDS.map((name) => fields.get(name) ?? null), cuts]);
}
