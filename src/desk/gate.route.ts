import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { may } from '#accounts/rights.js';
import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { memberFaults } from '#members/faults.js';
import { traceGate } from '#members/gate-trace.sql.js';
import { decisionTable } from '#members/meter.js';
import { listTiers } from '#members/tier.sql.js';
import type { Db } from '#store/tables.js';
import { openAccess, writeAccess } from '#stories/access.js';
import { storyFaults } from '#stories/faults.js';
import { isMeterFree, setMeterFree } from '#stories/meter-free.sql.js';
import { type ReadableStory, readStory } from '#stories/readable.sql.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { getWorkingFacts } from './publish-reply.io.ts';
import { recorded } from './recorded.sql.ts';
import type { GateReply, GateTableReply, StoryMeterReply } from './shapes/gate.ts';

const Question = Type.Object({
  story: AskedId,
  reader: Type.Union([Type.Literal('anonymous'), AskedId]),
  address: Type.Optional(Type.String({ maxLength: 60 })),
});
const Wish = Type.Object({ free: Type.Boolean() }, { additionalProperties: false });

/** /desk/api/gate: why a reader was stopped, what the gate decides by, and which stories are taken out of the meter. */
export function gateRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/gate', { schema: { querystring: Question } }, async (request): Promise<GateReply> => {
      demand(editorOf(request), 'members');
      const { story, reader, address = '' } = request.query;
      return gateReply(desk, { story, address, account: reader === 'anonymous' ? null : reader });
    });
    api.get('/gate/table', async (): Promise<GateTableReply> => ({ rows: decisionTable(desk.settings()) }));
    api.get('/stories/:id/meter', { schema: { params: IdParams } }, async (request) => {
      const id = request.params.id as StoryId;
      return meterReply(desk, id, await mayChange(desk, request, id));
    });
    api.put('/stories/:id/meter', { schema: { params: IdParams, body: Wish } }, async (request) => {
      const id = request.params.id as StoryId;
      const staff = editorOf(request);
      demand(staff, 'publish', await getWorkingFacts(desk.store.db, id, staff, desk.clock()));
      const { free } = request.body;
      await recorded(desk, staff, async (tx, now) => {
        const made = await setMeterFree(tx, id, free, now);
        return { made, act: 'story.meter-changed', about: 'story', subject: id, details: { free } };
      });
      return meterReply(desk, id, true);
    });
  };
}

async function mayChange(desk: Desk, request: Parameters<typeof editorOf>[0], id: StoryId): Promise<boolean> {
  const staff = editorOf(request);
  return may(staff, 'publish', await getWorkingFacts(desk.store.db, id, staff, desk.clock()));
}

async function meterReply(desk: Desk, id: StoryId, mayChange: boolean): Promise<StoryMeterReply> {
  const metered = desk.settings().meterPeriod !== 'off';
  return { free: await isMeterFree(desk.store.db, id), metered, mayChange };
}

type Asked = { readonly story: number; readonly account: number | null; readonly address: string };

async function gateReply(desk: Desk, { story: id, account, address }: Asked): Promise<GateReply> {
  const { db } = desk.store;
  const now = desk.clock();
  const settings = desk.settings();
  const story = await getOut(db, id as StoryId, now);
  const exempt = story.meterFree && settings.meterPeriod !== 'off';
  const access = exempt ? openAccess : story.content.access;
  const trace = await traceGate(
    db,
    {
      ...{ settings, account: account as AccountId | null, story: { id: story.id, access } },
      network: address === '' ? undefined : desk.members.networks.find(address.trim(), now.getTime()),
    },
    now,
  );
  if (account !== null && trace.reader === null) throw fault(memberFaults, 'reader-unknown', { account });
  const names = new Map((await listTiers(db)).map(({ slug, name }) => [slug, name]));
  const asked = story.content.access;
  return {
    ...trace,
    needs: asked.to === 'tiers' ? asked.tiers.map((slug) => names.get(slug) ?? slug) : [],
    story: {
      ...{ id: story.id, headline: story.content.headline, path: story.path, exempt },
      access: writeAccess(asked),
    },
  };
}

/** throws  story-not-found for one that readers do not see: its headline is nobody's to know here */
async function getOut(db: Db, id: StoryId, now: Date): Promise<ReadableStory> {
  const found = await readStory(db, id, now);
  if (found.is !== 'out') throw fault(storyFaults, 'story-not-found', { id });
  return found.story;
}
