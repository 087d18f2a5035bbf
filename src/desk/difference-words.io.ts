import { findBylines } from '#accounts/byline.sql.js';
import type { BylineId, SectionId, TopicId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { type Access, writeAccess } from '#stories/access.js';
import { compareContents, type Difference, type FieldChange } from '#stories/compare.js';
import type { Content, Credit, LeadPicture } from '#stories/story.js';
import { findTopics } from '#stories/topic.sql.js';
import type { DifferenceReply, FieldWords } from './shapes/publishing.ts';

type Names = {
  sections: ReadonlyMap<number, string>;
  topics: ReadonlyMap<number, { name: string }>;
  bylines: ReadonlyMap<number, { name: string }>;
};

/** Compares two versions in words: sections, topics and people by their names. */
export async function differenceWords(
  db: Db,
  before: Content | null,
  after: Content,
): Promise<DifferenceReply> {
  return wordDifference(db, compareContents(before, after));
}

export async function wordDifference(db: Db, difference: Difference): Promise<DifferenceReply> {
  const names = await findNames(db, difference.fields);
  return { fields: difference.fields.map((change) => wordField(change, names)), blocks: difference.blocks };
}

function wordField({ field, part, before, after, pieces }: FieldChange, names: Names): FieldWords {
  const word = (value: unknown): string => wordValue(field, value, names);
  return { field, part, before: word(before), after: word(after), pieces };
}

function wordValue(field: FieldChange['field'], value: unknown, names: Names): string {
  if (value === null || value === undefined) return '';
  if (field === 'section') return names.sections.get(value as number) ?? '';
  if (field === 'topics')
    return (value as TopicId[]).map((id) => names.topics.get(id)?.name ?? '…').join(', ');
  if (field === 'credits') return (value as Credit[]).map((credit) => wordCredit(credit, names)).join(', ');
  if (field === 'access') return writeAccess(value as Access);
  if (field === 'lead') return wordLead(value as LeadPicture);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function wordCredit({ byline, role }: Credit, { bylines }: Names): string {
  const name = bylines.get(byline)?.name ?? '…';
  return role ? `${name} (${role})` : name;
}

function wordLead({ media, alt, caption, credit }: LeadPicture): string {
  return [`#${media}`, alt, caption, credit].filter(Boolean).join(' · ');
}

async function findNames(db: Db, fields: readonly FieldChange[]): Promise<Names> {
  const values = (field: string): unknown[] =>
    fields.filter((change) => change.field === field).flatMap(({ before, after }) => [before, after]);
  const topics = values('topics').flatMap((list) => (list ?? []) as TopicId[]);
  const credits = values('credits').flatMap((list) => (list ?? []) as Credit[]);
  const sections = values('section').some((id) => id !== null) ? await listSections(db) : [];
  return {
    sections: new Map(sections.map(({ id, name }) => [id as SectionId as number, name])),
    topics: await findTopics(db, topics),
    bylines: await findBylines(
      db,
      credits.map(({ byline }) => byline as BylineId),
    ),
  };
}
