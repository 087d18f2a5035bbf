import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { may, type StoryFacts } from '#accounts/rights.js';
import { unseal } from '#accounts/sealed.io.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import { getSecret } from '#store/secret.sql.js';
import type { Db } from '#store/tables.js';
import { changeSlug } from '#stories/acts.sql.js';
import { slugify } from '#stories/address.js';
import { isHidden, listActs } from '#stories/legal-act.sql.js';
import { addNote, listNotes } from '#stories/note.sql.js';
import { findSealed, listSealedFor, noteOpened } from '#stories/redact.sql.js';
import { getStory, isHeld } from '#stories/story.sql.js';
import { act, listTouchedPlaces } from './acts.io.ts';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { getWorkingFacts } from './publish-reply.io.ts';
import { recorded } from './recorded.sql.ts';
import type { AfterReply } from './shapes/acts.ts';

const ActParams = Type.Object({ id: AskedId, act: AskedId });
const closed = { additionalProperties: false };
const reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });

const NoteBody = Type.Object(
  {
    kind: Type.Enum(['correction', 'clarification', 'retraction', 'reply', 'change']),
    text: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }),
    block: Type.Optional(Type.Union([Type.String({ maxLength: 8 }), Type.Null()])),
  },
  closed,
);
const SlugBody = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 200 }) }, closed);

/** What is asked for; `original` says what becomes of the words that are taken out. */
export const ActBody = Type.Union([
  Type.Object({ kind: Type.Enum(['hide', 'show', 'hold', 'lift']), reason }, closed),
  Type.Object(
    {
      kind: Type.Literal('kill'),
      reason,
      publicNote: Type.String({ maxLength: 1_000 }),
      removePictures: Type.Boolean(),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('redact'),
      reason,
      phrases: Type.Array(Type.String({ minLength: 1, maxLength: 2_000 }), { minItems: 1, maxItems: 50 }),
      original: Type.Union([
        Type.Object({ is: Type.Literal('destroyed') }, closed),
        Type.Object(
          { is: Type.Literal('sealed'), people: Type.Array(AskedId, { minItems: 2, maxItems: 2 }) },
          closed,
        ),
      ]),
    },
    closed,
  ),
]);
export type ActAsked = Static<typeof ActBody>;

/** /desk/api/stories/:id/after, /touched, /notes, /slug and /acts: what is done to a story once it was published. */
export function actsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    const { db } = desk.store;

    api.get('/stories/:id/after', { schema: { params: IdParams } }, async (request): Promise<AfterReply> => {
      const staff = editorOf(request);
      const id = request.params.id as StoryId;
      return afterReply(db, id, staff, await getWorkingFacts(db, id, staff, desk.clock()));
    });

    api.get('/stories/:id/touched', { schema: { params: IdParams } }, async (request) => {
      const staff = editorOf(request);
      const id = request.params.id as StoryId;
      demand(staff, 'legal', await getWorkingFacts(db, id, staff, desk.clock()));
      return listTouchedPlaces(db, id, desk.clock());
    });

    api.post(
      '/stories/:id/notes',
      { schema: { params: IdParams, body: NoteBody } },
      async (request, reply) => {
        const staff = editorOf(request);
        const id = request.params.id as StoryId;
        const { kind, text, block = null } = request.body;
        await recorded(desk, staff, async (tx, now) => {
          demand(staff, 'correct', await getWorkingFacts(tx, id, staff, now));
          if ((await getStory(tx, id)).state !== 'published') throw fault(deskFaults, 'not-published');
          await addNote(tx, id, { kind, text: text.trim(), block, dated: now.getTime() }, now);
          return { made: undefined, act: 'story.noted', about: 'story', subject: id, details: { kind } };
        });
        return reply.code(204).send();
      },
    );

    api.put('/stories/:id/slug', { schema: { params: IdParams, body: SlugBody } }, async (request, reply) => {
      const staff = editorOf(request);
      const id = request.params.id as StoryId;
      const slug = slugify(request.body.slug);
      if (slug === '') throw fault(deskFaults, 'slug-empty');
      await recorded(desk, staff, async (tx, now) => {
        demand(staff, 'correct', await getWorkingFacts(tx, id, staff, now));
        const before = await getStory(tx, id);
        if (before.state === 'draft') throw fault(deskFaults, 'not-published');
        await changeSlug(tx, id, slug, now);
        const details = { from: before.slug, to: slug };
        return { made: undefined, act: 'story.slug-changed', about: 'story', subject: id, details };
      });
      return reply.code(204).send();
    });

    api.post('/stories/:id/acts', { schema: { params: IdParams, body: ActBody } }, async (request) => {
      const staff = editorOf(request);
      return act(desk, staff, request.params.id as StoryId, request.body);
    });

    api.post('/stories/:id/acts/:act/open', { schema: { params: ActParams } }, async (request) => {
      const staff = editorOf(request);
      const sealed = await findSealed(db, request.params.act);
      // To everybody else it is as if nothing had been sealed.
      if (!sealed || sealed.story !== request.params.id || !sealed.people.includes(staff.id))
        throw fault(deskFaults, 'desk-address-unknown');
      const now = desk.clock();
      await db.transaction().execute(async (tx) => {
        await noteOpened(tx, request.params.act, staff.id, now);
        const line = { by: staff.id, act: 'story.original-opened', about: 'story', subject: sealed.story };
        await note(tx, { ...line, details: { act: request.params.act }, at: now });
      });
      return { original: JSON.parse(unseal(sealed.sealed, await getSecret(db))) as unknown };
    });
  };
}

async function afterReply(db: Db, id: StoryId, staff: Staff, facts: StoryFacts): Promise<AfterReply> {
  const story = await getStory(db, id);
  const mayAct = may(staff, 'legal', facts);
  const acts = mayAct ? await listActs(db, id) : [];
  const opens = await listSealedFor(db, id, staff.id);
  return {
    state: story.state,
    path: story.path,
    slug: story.slug,
    notes: await listNotes(db, id),
    mayCorrect: may(staff, 'correct', facts),
    mayAct,
    acts: acts.map(({ id: number, kind, reason: why, publicNote, byName, at, undoneAt }) => ({
      ...{ id: number, kind, reason: why, publicNote, byName, at, undoneAt },
      mayOpen: opens.includes(number),
    })),
    hidden: await isHidden(db, id),
    held: await isHeld(db, id),
  };
}
