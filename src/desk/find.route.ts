import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { listStaff } from '#accounts/staff.sql.js';
import { listSections } from '#paper/section.sql.js';
import { findAddress } from '#stories/addresses.sql.js';
import { searchDesk } from '#stories/desk-search.sql.js';
import { findBylinesNamed } from '#stories/desk-search-names.sql.js';
import { shortenQuestion } from '#stories/search-question.js';
import { searchTopics } from '#stories/topic-search.sql.js';
import type { Listed } from '#stories/work-listed.js';
import { listChanged, listThese } from '#stories/work-lists.sql.js';
import { askerOf } from './asker.ts';
import type { Desk } from './desk.ts';
import type { Found, FoundReply } from './shapes/lists.ts';

const kinds = ['story', 'topic', 'byline', 'staff', 'section'] as const;
type Kind = (typeof kinds)[number];
const Question = Type.Object({
  kind: Type.Optional(Type.Enum(kinds)),
  q: Type.Optional(Type.String({ maxLength: 1_000 })),
});

const EACH = 8;

/** GET /desk/api/find: things by name, for choosers (`kind`) and for the palette (all of them). */
export function findRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const finders: Readonly<Record<Kind, (q: string, request: FastifyRequest) => Promise<Found[]>>> = {
    story: (q, request) => findStories(desk, q, request),
    topic: (q) => findTopics(desk, q),
    byline: async (q) => (await findBylinesNamed(desk.store.slow, q, EACH)).map(bylineFound),
    staff: (q) => findPeople(desk, q),
    section: (q) => findSections(desk, q),
  };
  return async (api) => {
    api.get('/find', { schema: { querystring: Question } }, async (request): Promise<FoundReply> => {
      const { kind } = request.query;
      const q = shortenQuestion(request.query.q ?? '');
      const wanted = kind ? [kind] : q === '' ? (['story'] as const) : kinds;
      const found = await Promise.all(wanted.map((one) => finders[one](q, request)));
      return { found: found.flat() };
    });
  };
}

/** By words, by number (#1234), or by the address that somebody copied; the last changed where nothing is asked. */
async function findStories(desk: Desk, q: string, request: FastifyRequest): Promise<Found[]> {
  const { slow } = desk.store;
  const asker = askerOf(desk, request);
  const byNumber = await numberIn(desk, q);
  if (byNumber !== undefined) return (await listThese(slow, [byNumber], {}, asker)).map(storyFound);
  const { language } = desk.settings();
  const { stories } =
    q === ''
      ? await listChanged(slow, { limit: EACH }, asker)
      : await searchDesk(slow, { words: q, language, limit: EACH }, asker);
  return stories.map(storyFound);
}

async function numberIn(desk: Desk, q: string): Promise<number | undefined> {
  const number = /^#(\d{1,15})$/.exec(q)?.[1];
  if (number !== undefined) return Number(number);
  const path = /^(?:https?:\/\/[^/\s]+)?(\/\S+)$/.exec(q)?.[1];
  if (path === undefined) return undefined;
  const atDesk = /^\/desk\/stories\/(\d+)/.exec(path)?.[1];
  if (atDesk !== undefined) return Number(atDesk);
  const target = await findAddress(desk.store.db, path);
  return target?.is === 'story' ? target.id : undefined;
}

function storyFound(story: Listed): Found {
  const name = story.headline || story.work?.line || '';
  const at = story.comesAt ?? story.publishedAt ?? story.changedAt;
  return { kind: 'story', id: story.id, name, says: story.byline, standing: story.standing, at };
}

async function findTopics(desk: Desk, q: string): Promise<Found[]> {
  const topics = await searchTopics(desk.store.slow, { words: q, limit: EACH * 4 });
  return nearest(topics, q).map(({ id, name, kind, slug }) => ({
    kind: 'topic',
    id,
    name,
    says: kind,
    slug,
  }));
}

async function findPeople(desk: Desk, q: string): Promise<Found[]> {
  const all = await listStaff(desk.store.db);
  // Nothing asked: everybody, those who have left too, since their names stand in what they did.
  if (q === '') return all.map(({ id, name, role }) => ({ kind: 'staff', id, name, says: role }));
  const staff = all.filter(({ active, name }) => active && contains(name, q));
  return nearest(staff, q).map(({ id, name, role }) => ({ kind: 'staff', id, name, says: role }));
}

async function findSections(desk: Desk, q: string): Promise<Found[]> {
  const sections = (await listSections(desk.store.db)).filter(({ name }) => contains(name, q));
  return nearest(sections, q).map(({ id, name, slug }) => ({
    kind: 'section',
    id,
    name,
    says: `/${slug}`,
    slug,
  }));
}

function bylineFound({
  id,
  name,
  role,
  slug,
}: {
  id: number;
  name: string;
  role: string;
  slug: string;
}): Found {
  return { kind: 'byline', id, name, says: role, slug };
}

/** Names that begin with what was typed come first; else they keep their order. */
function nearest<One extends { name: string }>(found: readonly One[], q: string): One[] {
  const rank = ({ name }: One) => (plain(name).startsWith(plain(q)) ? 0 : 1);
  return [...found].sort((one, other) => rank(one) - rank(other)).slice(0, EACH);
}

function contains(name: string, q: string): boolean {
  return plain(name).includes(plain(q));
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
