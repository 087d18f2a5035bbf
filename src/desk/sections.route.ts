import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { moveStaffSections } from '#accounts/staff-sections.sql.js';
import { fault } from '#kit/fault.js';
import type { SectionId } from '#kit/ids.js';
import { listSections, type Section } from '#paper/section.sql.js';
import { addSection, changeSection, orderSections, retireSection } from '#paper/section-changes.sql.js';
import type { Db } from '#store/tables.js';
import { reservedParts } from '#stories/address.js';
import { findAddress } from '#stories/addresses.sql.js';
import { countStoriesInSections, leadSectionOn, moveStoriesOfSection } from '#stories/section-merge.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { MergedReply, SectionRow, SectionsReply } from './shapes/labels.ts';

const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const parent = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]);
const Fields = {
  slug: Type.String({ minLength: 1, maxLength: 80 }),
  name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
  description: Type.String({ maxLength: 2_000 }),
  parent,
  access: Type.String({ pattern: '^(open|registered|members|tiers:.+)$', maxLength: 200 }),
};
const NewSection = Type.Object(Fields);
const Change = Type.Partial(NewSection);
const Order = Type.Object({
  order: Type.Array(Type.Object({ id: Type.Integer({ minimum: 1 }), parent }), { maxItems: 500 }),
});
const Into = Type.Object({ into: Type.Integer({ minimum: 1 }) });

/** /desk/api/sections: the paper's sections, their order and nesting, and what became of old ones. */
export function sectionsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    // Everybody at the desk sees where stories can stand.
    api.get('/sections', async (): Promise<SectionsReply> => ({ sections: await rowsOf(db) }));
    api.post('/sections', { schema: { body: NewSection } }, async (request): Promise<SectionRow> => {
      demand(editorOf(request), 'settings');
      const wish = readFields(request.body) as Omit<Section, 'id' | 'position'>;
      await demandFreePath(db, wish.slug);
      const made = await recorded(desk, editorOf(request), async (tx, now) => {
        const section = await addSection(tx, wish, now);
        return { made: section, ...line('section.added', section.id, { slug: section.slug }) };
      });
      return { ...made, stories: 0 };
    });
    api.put('/sections/order', { schema: { body: Order } }, async (request): Promise<SectionsReply> => {
      demand(editorOf(request), 'settings');
      const order = request.body.order as { id: SectionId; parent: SectionId | null }[];
      await recorded(desk, editorOf(request), async (tx, now) => {
        await orderSections(tx, order, now);
        return { made: undefined, ...line('section.ordered', null, {}) };
      });
      return { sections: await rowsOf(db) };
    });
    api.patch('/sections/:id', { schema: { params: Id, body: Change } }, async (request) => {
      demand(editorOf(request), 'settings');
      const id = request.params.id as SectionId;
      const wish = readFields(request.body);
      if (wish.slug !== undefined) await demandFreePath(db, wish.slug, id);
      return recorded(desk, editorOf(request), async (tx, now) => {
        const { before, after } = await changeSection(tx, id, wish, now);
        if (before.slug !== after.slug) await leadSectionOn(tx, before.slug, after.slug);
        const details = { fields: Object.keys(wish), from: before.slug, to: after.slug };
        return { made: after, ...line('section.changed', id, details) };
      });
    });
    api.post(
      '/sections/:id/merge',
      { schema: { params: Id, body: Into } },
      async (request): Promise<MergedReply> => {
        demand(editorOf(request), 'settings');
        const [from, into] = [request.params.id as SectionId, request.body.into as SectionId];
        return recorded(desk, editorOf(request), async (tx, now) => {
          const slugs = new Map((await listSections(tx)).map(({ id, slug }) => [id, slug]));
          const stories = await moveStoriesOfSection(tx, from, into, now);
          await moveStaffSections(tx, from, into, now);
          await retireSection(tx, from, into, now);
          await leadSectionOn(tx, slugs.get(from) ?? '', slugs.get(into) ?? '');
          return {
            made: { stories },
            ...line('section.merged', from, { into, stories, slug: slugs.get(from) }),
          };
        });
      },
    );
  };
}

async function rowsOf(db: Db): Promise<SectionRow[]> {
  const [sections, counts] = [await listSections(db), await countStoriesInSections(db)];
  return sections.map((section) => ({ ...section, stories: counts.get(section.id) ?? 0 }));
}

function readFields(body: Partial<{ parent: number | null; slug: string; name: string }>) {
  const wish = body as Partial<Omit<Section, 'id' | 'position'>>;
  return {
    ...wish,
    ...(wish.slug === undefined ? {} : { slug: wish.slug.trim().toLowerCase() }),
    ...(wish.name === undefined ? {} : { name: wish.name.trim() }),
  };
}

/**
 * A section stands at the first part of addresses: none that the house answers itself, a story has, or an old address
 * of something else.
 *
 * throws  address-taken
 */
async function demandFreePath(db: Db, slug: string, own?: SectionId): Promise<void> {
  const sections = await listSections(db);
  const now = sections.find(({ id }) => id === own);
  if (now?.slug === slug) return;
  const there = await findAddress(db, `/${slug}`);
  const isOwnOldOne = there?.is === 'redirect' && now && there.to === `/${now.slug}`;
  if (reservedParts.has(slug) || (there && !isOwnOldOne))
    throw fault(deskFaults, 'address-taken', { path: `/${slug}` });
}

function line(act: string, subject: number | null, details: Record<string, unknown>) {
  return { act, about: 'section', subject, details };
}
