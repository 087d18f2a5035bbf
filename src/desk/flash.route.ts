import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import type { Staff } from '#accounts/staff.js';
import { placeOnHome } from '#fronts/place.sql.js';
import type { SectionId, StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { compareContents } from '#stories/compare.js';
import { type Block, giveIds } from '#stories/document.js';
import { type PublishOutcome, publishStory } from '#stories/publish.sql.js';
import { loadPublishFacts } from '#stories/publish-facts.sql.js';
import { stateOf } from '#stories/publish-state.js';
import { addTasks } from '#stories/publish-tasks.sql.js';
import { getStoryFacts } from '#stories/work.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import type { Desk } from './desk.ts';
import { mayLaunch } from './fronts-rights.ts';
import { demand, editorOf } from './manners.ts';
import { refused } from './refused.ts';
import type { FlashReply } from './shapes/publishing.ts';

const Flash = Type.Object(
  {
    headline: Type.String({ minLength: 1, maxLength: 300 }),
    sentence: Type.String({ minLength: 1, maxLength: 2_000 }),
    section: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    placeOnHome: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** POST /desk/api/flash: a headline and a sentence go out at once; the checklist is left as tasks on the story. */
export function flashRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/flash', { schema: { body: Flash } }, async (request, reply): Promise<FlashReply> => {
      const staff = editorOf(request);
      const now = desk.clock();
      demand(staff, 'publish');
      const done = await desk.store.db.transaction().execute((tx) => flash(tx, staff, request.body, now));
      const { id, outcome } = done;
      const wanted = request.body.placeOnHome === true && mayLaunch(staff, { section: null });
      const placed = wanted && (await placeAs(desk, id, staff, request.log));
      reply.code(201);
      return { story: id, path: outcome.story.path, placed, tasks: outcome.warnings.length };
    });
  };
}

type Wish = Static<typeof Flash>;
type Log = { error(facts: object, says: string): void };

/** The story is out by now: a front that cannot take it is a task for the desk and hinders nothing. */
async function placeAs(desk: Desk, story: StoryId, staff: Staff, log: Log): Promise<boolean> {
  const now = desk.clock();
  const { db } = desk.store;
  try {
    await db.transaction().execute((tx) => placeOnHome(tx, { story, by: staff.id, now }));
    return true;
  } catch (error) {
    log.error({ err: error, story }, 'A flash could not be placed on the home front.');
    const task = { code: 'place-on-home', part: '', details: {} };
    await db.transaction().execute((tx) => addTasks(tx, story, [task], now));
    return false;
  }
}

async function flash(
  tx: Tx,
  staff: Staff,
  wish: Wish,
  now: Date,
): Promise<{ id: StoryId; outcome: PublishOutcome }> {
  const id = await createStory(tx, begun(staff, wish), now);
  demand(staff, 'publish', await getStoryFacts(tx, id, now));
  const { working } = await loadPublishFacts(tx, id);
  const seen = stateOf(compareContents(null, working), working);
  const outcome = await publishStory(tx, id, { ...atOnce(staff), seen }, now);
  if (!outcome.ok) throw refused(outcome.refusal);
  await addTasks(tx, id, outcome.value.warnings, now);
  const details = { revision: outcome.value.revision };
  await note(tx, { by: staff.id, act: 'story.flashed', about: 'story', subject: id, details, at: now });
  return { id, outcome: outcome.value };
}

function begun(staff: Staff, { headline, sentence, section }: Wish) {
  const content = [{ type: 'text' as const, text: sentence.trim() }];
  const paragraph: Block = { type: 'paragraph', attrs: { id: '' }, content };
  return {
    by: staff.id,
    byName: staff.name,
    headline: headline.trim(),
    section: section as SectionId | null,
    draft: {
      body: giveIds({ type: 'doc' as const, content: [paragraph] }),
      credits: staff.byline === null ? [] : [{ byline: staff.byline, role: '' }],
    },
  };
}

function atOnce(staff: Staff) {
  return {
    by: staff.id,
    byName: staff.name,
    base: null,
    held: new Set<string>(),
    at: null,
    unpublishAt: null,
    updateNote: '',
    readersAreTold: false,
    waive: null,
  };
}
