import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { listStaff } from '#accounts/staff.sql.js';
import type { AccountId, BylineId, SectionId, TopicId } from '#kit/ids.js';
import { startOfDay } from '#kit/zone.js';
import { listTiers } from '#members/tier.sql.js';
import { listSections } from '#paper/section.sql.js';
import { searchDesk } from '#stories/desk-search.sql.js';
import type { Stage } from '#stories/stage.js';
import { listStages } from '#stories/stage.sql.js';
import type { Asker, Page } from '#stories/work-listed.js';
import {
  countStages,
  listArchive,
  listChanged,
  listMine,
  listScheduled,
  listStage,
  listUnseen,
  listWork,
  sorts,
  type Wish,
} from '#stories/work-lists.sql.js';
import { askerOf, sectionsUnder } from './asker.ts';
import type { Desk } from './desk.ts';
import type { BoardReply, ListReply, ListsFrame } from './shapes/lists.ts';

const standings = ['draft', 'scheduled', 'embargoed', 'out', 'withdrawn', 'held', 'killed'] as const;
const lists = ['work', 'mine', 'scheduled', 'changed', 'archive'] as const;
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

const Filters = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 300 })),
  section: Type.Optional(Type.Integer({ minimum: 1 })),
  assignee: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('nobody')])),
  access: Type.Optional(Type.String({ pattern: '^(open|registered|members|tiers)$' })),
  stage: Type.Optional(Type.String({ maxLength: 60 })),
  standing: Type.Optional(Type.Enum(standings)),
  day: Type.Optional(Day),
  topic: Type.Optional(Type.Integer({ minimum: 1 })),
  byline: Type.Optional(Type.Integer({ minimum: 1 })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  sort: Type.Optional(Type.Enum(sorts)),
  done: Type.Optional(Type.Boolean()),
  after: Type.Optional(Type.String({ maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
type Query = Static<typeof Filters>;
const Which = Type.Object({ list: Type.Enum(lists) });

const COLUMN = 40;

/** GET /desk/api/lists/…: what the desk has, in parts. Reads that may be slow run beside the serving thread. */
export function listsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/lists/frame', async (request): Promise<ListsFrame> => frameOf(desk, request));
    api.get('/lists/board', { schema: { querystring: Filters } }, async (request): Promise<BoardReply> => {
      const asker = askerOf(desk, request);
      const stages = await listStages(desk.store.db, desk.settings().language);
      const { q = '', ...query } = request.query;
      const wish = await wishOf(desk, { ...query, limit: COLUMN });
      if (q.trim() !== '') return boardOfWords(desk, stages, { ...wish, words: q }, asker);
      const numbers = await countStages(desk.store.slow, wish, asker);
      const columns = await Promise.all(
        stages.map(async (stage) => ({
          ...stage,
          count: numbers.get(stage.slug) ?? 0,
          ...(await listStage(desk.store.slow, stage.slug, { ...wish, stage: undefined }, asker)),
        })),
      );
      return { columns };
    });
    api.get(
      '/lists/:list',
      { schema: { params: Which, querystring: Filters } },
      async (request): Promise<ListReply> => listOf(desk, request, request.params.list, request.query),
    );
  };
}

/** The board of what fits some words: few enough to be parted here, so their numbers are true. */
async function boardOfWords(
  desk: Desk,
  stages: readonly Stage[],
  wish: Wish & { words: string },
  asker: Asker,
): Promise<BoardReply> {
  const { language } = desk.settings();
  const question = { ...wish, within: 'work' as const, language, limit: 200, after: undefined };
  const { stories } = await searchDesk(desk.store.slow, question, asker);
  const columns = stages.map((stage) => {
    const own = stories.filter(({ work }) => work?.stage === stage.slug);
    return { ...stage, count: own.length, stories: own, next: null };
  });
  return { columns };
}

async function listOf(
  desk: Desk,
  request: FastifyRequest,
  list: (typeof lists)[number],
  query: Query,
): Promise<Page> {
  const { slow } = desk.store;
  const asker = askerOf(desk, request);
  const wish = await wishOf(desk, query);
  const words = query.q?.trim() ?? '';
  if (words !== '') {
    const within = list === 'archive' || list === 'changed' ? undefined : list;
    const { language } = desk.settings();
    return searchDesk(slow, { ...wish, within, words: query.q ?? '', language }, asker);
  }
  const sort = query.sort ?? 'changed';
  if (list === 'work') {
    const inStage = query.stage !== undefined && query.sort === undefined;
    return inStage ? listStage(slow, query.stage ?? '', wish, asker) : listWork(slow, sort, wish, asker);
  }
  if (list === 'mine') return listMine(slow, { ...wish, sort, done: query.done ?? false }, asker);
  if (list === 'changed') return listChanged(slow, wish, asker);
  if (list === 'scheduled') return listScheduled(slow, wish, asker);
  const { standing } = query;
  if (standing === 'scheduled' || standing === 'embargoed') return listScheduled(slow, wish, asker);
  if (standing === undefined || standing === 'out') return listArchive(slow, wish, asker);
  return listUnseen(slow, { ...wish, standing }, asker);
}

/** A filter as it was asked for, with the sections below a section and days as the paper counts them. */
export async function wishOf(desk: Desk, query: Query): Promise<Wish> {
  const {
    section,
    assignee,
    access,
    stage,
    standing,
    day,
    topic,
    byline,
    from,
    to,
    after,
    limit = 50,
  } = query;
  const sections =
    section === undefined
      ? undefined
      : sectionsUnder(await listSections(desk.store.db), section as SectionId);
  const zone = desk.settings().timeZone;
  return {
    sections,
    assignee: assignee as AccountId | 'nobody' | undefined,
    access,
    stage,
    standing,
    day,
    topic: topic as TopicId | undefined,
    byline: byline as BylineId | undefined,
    from: from === undefined ? undefined : startsAt(zone, from, 0),
    to: to === undefined ? undefined : startsAt(zone, to, 1),
    after,
    limit,
  };
}

/** When a day begins in the paper's zone, or the one so many days after it. */
export function startsAt(zone: string, day: string, plus: number): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return startOfDay(zone, year, month, date + plus).getTime();
}

async function frameOf(desk: Desk, request: FastifyRequest): Promise<ListsFrame> {
  const { db, slow } = desk.store;
  const [sections, people, stages, numbers, tiers] = await Promise.all([
    listSections(db),
    listStaff(db),
    listStages(db, desk.settings().language),
    countStages(slow, {}, askerOf(desk, request)),
    listTiers(db),
  ]);
  return {
    sections: sections.map(({ id, name, slug, parent }) => ({ id, name, slug, parent })),
    people: people.map(({ id, name, role, active }) => ({ id, name, role, active })),
    stages: stages.map((stage) => ({ ...stage, stories: numbers.get(stage.slug) ?? 0 })),
    tiers: tiers.filter(({ state }) => state !== 'retired').map(({ slug, name }) => ({ slug, name })),
  };
}
