import { findByline } from '#accounts/byline.sql.js';
import { fault } from '#kit/fault.js';
import type { MediaId, SectionId } from '#kit/ids.js';
import { findPicture } from '#media/picture.sql.js';
import { listSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { readAccess } from '#stories/access.js';
import { type Body, checkBody, giveIds } from '#stories/document.js';
import { fromHtml } from '#stories/from-html.js';
import type { Content, Credit } from '#stories/story.js';
import { findTopic } from '#stories/topic.sql.js';
import { deskFaults } from './faults.ts';
import type { StoryChange } from './write-api-shapes.ts';

type Given = Omit<StoryChange, 'base'>;
export type ReadContent = { content: Partial<Content>; notes: string[] };

/**
 * What a machine sent, as content of a story: only the fields it named.
 *
 * throws  api-story-wrong, body-not-of-schema
 */
export async function readGiven(db: Db, given: Given): Promise<ReadContent> {
  const { text, html, body, section, topics, bylines, access, lead, ...plain } = given;
  const read = readBody(text, html, body);
  return {
    notes: read?.notes ?? [],
    content: {
      ...plainFields(plain),
      ...(read ? { body: read.body } : {}),
      ...(section === undefined ? {} : { section: await findSectionId(db, section) }),
      ...(topics === undefined ? {} : { topics: await findTopicIds(db, topics) }),
      ...(bylines === undefined ? {} : { credits: await readCredits(db, bylines) }),
      ...(access === undefined ? {} : { access: readAccess(access) }),
      ...(lead === undefined ? {} : { lead: await readLead(db, lead) }),
    },
  };
}

type Plain = Omit<Given, 'text' | 'html' | 'body' | 'section' | 'topics' | 'bylines' | 'access' | 'lead'>;

function plainFields(plain: Plain): Partial<Content> {
  const named = Object.entries(plain).filter(([, value]) => value !== undefined);
  // Headlines and their like stand on one line.
  const tidy = named.map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value,
  ]);
  return Object.fromEntries(tidy) as Partial<Content>;
}

function readBody(
  text: string | undefined,
  html: string | undefined,
  body: unknown,
): { body: Body; notes: string[] } | undefined {
  const given = [text, html, body].filter((one) => one !== undefined);
  if (given.length === 0) return undefined;
  if (given.length > 1) throw wrong('Send the body once: as text, as html or as body.');
  if (body !== undefined) return { body: checkBody(giveIds(body)), notes: [] };
  const read = fromHtml(html ?? paragraphsOf(text ?? ''));
  return { body: read.body, notes: read.notes.map(({ code, what, count }) => `${code} ${what} (${count})`) };
}

function paragraphsOf(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${part.trim()}</p>`)
    .join('\n');
}

async function findSectionId(db: Db, slug: string | null): Promise<SectionId | null> {
  if (slug === null) return null;
  const found = (await listSections(db)).find((section) => section.slug === slug);
  if (!found) throw wrong(`There is no section “${slug}”.`);
  return found.id;
}

async function findTopicIds(db: Db, slugs: readonly string[]): Promise<Content['topics']> {
  const ids: Content['topics'] = [];
  for (const slug of slugs) {
    const topic = await findTopic(db, slug);
    if (!topic) throw wrong(`There is no topic “${slug}”.`);
    ids.push(topic.id);
  }
  return ids;
}

async function readCredits(db: Db, bylines: NonNullable<Given['bylines']>): Promise<Credit[]> {
  const credits: Credit[] = [];
  for (const { slug, role } of bylines) {
    const byline = await findByline(db, slug);
    if (!byline) throw wrong(`Nobody is credited as “${slug}”.`);
    credits.push({ byline: byline.id, role: role?.trim() ?? '' });
  }
  return credits;
}

async function readLead(db: Db, lead: NonNullable<Given['lead']> | null): Promise<Content['lead']> {
  if (lead === null) return null;
  const media = lead.picture as MediaId;
  if (!(await findPicture(db, media))) throw wrong(`There is no picture with the number ${media}.`);
  return { media, alt: lead.alt ?? '', caption: lead.caption ?? '', credit: lead.credit ?? '' };
}

function wrong(problem: string) {
  return fault(deskFaults, 'api-story-wrong', { problem });
}
