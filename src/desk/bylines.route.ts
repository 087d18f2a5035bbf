import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type Byline, findByline, findBylines } from '#accounts/byline.sql.js';
import { addByline, changeByline, mergeByline, searchBylines } from '#accounts/byline-changes.sql.js';
import { accountFaults } from '#accounts/faults.js';
import { listStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { BylineId, MediaId } from '#kit/ids.js';
import { isSizeable } from '#media/ladder.js';
import { renditionPath } from '#media/media-path.js';
import { findPictures } from '#media/picture.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { slugify } from '#stories/address.js';
import { findAddress } from '#stories/addresses.sql.js';
import { countCredited, moveStoriesOfByline, wishRelabel } from '#stories/byline-merge.sql.js';
import { leadOn } from '#stories/redirect.sql.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { BylineRow, BylinesReply, MergedReply } from './shapes/labels.ts';

const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const Asked = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  after: Type.Optional(Type.String({ maxLength: 200 })),
});
const Change = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
  slug: Type.Optional(Type.String({ maxLength: 120 })),
  kind: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('agency')])),
  role: Type.Optional(Type.String({ maxLength: 200 })),
  about: Type.Optional(Type.String({ maxLength: 5_000 })),
  portrait: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
});
const NewByline = Type.Intersect([Change, Type.Object({ name: Type.String() })]);
const Into = Type.Object({ into: Type.Integer({ minimum: 1 }) });
const LIMIT = 50;
const PORTRAIT_WIDTH = 320;

/** /desk/api/bylines: who may be credited, with or without a desk account. */
export function bylinesRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  const language = () => desk.settings().language;
  return async (api) => {
    api.get('/bylines', { schema: { querystring: Asked } }, async (request): Promise<BylinesReply> => {
      const { q: words, after } = request.query;
      const found = await searchBylines(db, { words, after, limit: LIMIT + 1 });
      const shown = found.slice(0, LIMIT);
      const next = found.length > LIMIT ? (shown.at(-1)?.slug ?? null) : null;
      return { bylines: await rowsOf(db, shown), after: next };
    });
    api.get(
      '/bylines/:id',
      { schema: { params: Id } },
      async (request): Promise<BylineRow> => rowOf(db, request.params.id as BylineId),
    );
    api.post('/bylines', { schema: { body: NewByline } }, async (request): Promise<BylineRow> => {
      demand(editorOf(request), 'topics');
      const made = await recorded(desk, editorOf(request), async (tx, now) => {
        const wish = { ...plain, ...readFields(request.body) };
        const slug = await freeSlug(
          tx,
          slugify(request.body.slug || wish.name),
          request.body.slug === undefined,
        );
        const byline = await addByline(tx, { ...wish, slug }, now);
        return { made: byline, ...line('byline.added', byline.id, { name: byline.name }) };
      });
      return rowOf(db, made.id);
    });
    api.patch(
      '/bylines/:id',
      { schema: { params: Id, body: Change } },
      async (request): Promise<BylineRow> => {
        demand(editorOf(request), 'topics');
        const id = request.params.id as BylineId;
        await recorded(desk, editorOf(request), async (tx, now) => {
          const wish = readFields(request.body);
          if (request.body.slug) wish.slug = await freeSlug(tx, slugify(request.body.slug), false, id);
          const { before, after } = await changeByline(tx, id, wish, now);
          if (before.slug !== after.slug) await leadOn(tx, movesOf(before.slug, after.slug));
          if (before.name !== after.name) await wishRelabel(tx, id, language(), now);
          const details = { fields: Object.keys(request.body), from: before.slug, to: after.slug };
          return { made: undefined, ...line('byline.changed', id, details) };
        });
        return rowOf(db, id);
      },
    );
    api.post(
      '/bylines/:id/merge',
      { schema: { params: Id, body: Into } },
      async (request): Promise<MergedReply> => {
        demand(editorOf(request), 'topics');
        const [from, into] = [request.params.id as BylineId, request.body.into as BylineId];
        return recorded(desk, editorOf(request), async (tx, now) => {
          const stories = await countCredited(tx, [from]);
          await moveStoriesOfByline(tx, from, into);
          const merged = await mergeByline(tx, from, into, now);
          await leadOn(tx, movesOf(merged.from.slug, merged.into.slug));
          await wishRelabel(tx, into, language(), now);
          const details = { into, name: merged.from.name, slug: merged.from.slug };
          return { made: { stories: stories.get(from) ?? 0 }, ...line('byline.merged', from, details) };
        });
      },
    );
  };
}

const plain: Omit<Byline, 'id' | 'name' | 'slug'> = { kind: 'person', role: '', about: '', portrait: null };

type Fields = {
  name: string;
  slug?: string;
  kind?: Byline['kind'];
  role?: string;
  about?: string;
  portrait?: number | null;
};

function readFields<Given extends Partial<Fields>>({ slug: _, ...fields }: Given) {
  const wish = fields as Omit<Given, 'slug' | 'portrait'> & { slug?: string; portrait?: MediaId | null };
  return fields.name === undefined ? wish : { ...wish, name: fields.name.trim() };
}

/**
 * The slug, or one like it where any will do. An old address of the same person is free for them again.
 *
 * throws  byline-slug-taken
 */
async function freeSlug(tx: Tx, wanted: string, any: boolean, own?: BylineId): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (await isFree(tx, slug, own)) return slug;
    if (!any) throw fault(accountFaults, 'byline-slug-taken', { slug });
  }
}

async function isFree(tx: Tx, slug: string, own?: BylineId): Promise<boolean> {
  const there = await findByline(tx, slug);
  if (there) return there.id === own;
  const address = await findAddress(tx, `/by/${slug}`);
  if (!address) return true;
  const now = own === undefined ? undefined : (await findBylines(tx, [own])).get(own);
  return address.is === 'redirect' && address.to === `/by/${now?.slug}`;
}

function movesOf(from: string, to: string): { from: string; to: string }[] {
  return [
    { from: `/by/${from}`, to: `/by/${to}` },
    { from: `/by/${from}/`, to: `/by/${to}/` },
  ];
}

async function rowOf(db: Db, id: BylineId): Promise<BylineRow> {
  const byline = (await findBylines(db, [id])).get(id);
  const [row] = byline ? await rowsOf(db, [byline]) : [];
  if (!row) throw fault(accountFaults, 'byline-not-found', { id });
  return row;
}

async function rowsOf(db: Db, bylines: readonly Byline[]): Promise<BylineRow[]> {
  const counts = await countCredited(
    db,
    bylines.map(({ id }) => id),
  );
  const pictures = await findPictures(
    db,
    bylines.flatMap(({ portrait }) => portrait ?? []),
  );
  const staff = new Map((await listStaff(db)).map((person) => [person.byline, person.name]));
  return bylines.map((byline) => {
    const picture = byline.portrait === null ? undefined : pictures.get(byline.portrait);
    const src = picture && isSizeable(picture) ? renditionPath(picture, PORTRAIT_WIDTH, 'webp') : '';
    return {
      ...byline,
      portrait: picture ? { id: picture.id, src, alt: picture.alt } : null,
      stories: counts.get(byline.id) ?? 0,
      staff: staff.get(byline.id) ?? null,
    };
  });
}

function line(act: string, subject: number, details: Record<string, unknown>) {
  return { act, about: 'byline', subject, details };
}
