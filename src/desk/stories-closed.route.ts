import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { may, type StoryFacts } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { getFactsFor } from '#stories/work.sql.js';
import { closeStory } from '#stories/work-closed.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { editorOf } from './manners.ts';
import { demandPeople } from './stories.route.ts';

const Id = Type.Integer({ minimum: 1 });
const Closed = Type.Object({ people: Type.Union([Type.Array(Id, { maxItems: 200 }), Type.Null()]) });

/**
 * PUT /desk/api/stories/:id/closed: closes a story to named people, or with null opens it to everybody. Whoever closes
 * it is always one of them.
 */
export function storiesClosedRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.put(
      '/stories/:id/closed',
      { schema: { params: Type.Object({ id: Id }), body: Closed } },
      async (request): Promise<{ closedTo: number[] | null }> => {
        const id = request.params.id as StoryId;
        const staff = editorOf(request);
        const at = desk.clock();
        const closedTo = request.body.people && [...new Set([...request.body.people, staff.id])];
        await desk.store.db.transaction().execute(async (tx) => {
          const facts = await getFactsFor(tx, id, staff, at);
          if (!mayClose(staff, facts)) throw fault(deskFaults, 'not-allowed', { right: 'edit' });
          await demandPeople(tx, closedTo ?? []);
          await closeStory(tx, id, { to: closedTo as AccountId[] | null, by: staff.id }, at);
          const [act, details] = closedTo ? ['story.closed', { people: closedTo }] : ['story.opened', {}];
          await note(tx, { by: staff.id, act: act as string, about: 'story', subject: id, details, at });
        });
        return { closedTo };
      },
    );
  };
}

/** Somebody on the story who edits, or who leads the desk. */
function mayClose(staff: Staff, facts: StoryFacts): boolean {
  const isOn = facts.team.includes(staff.id) || (facts.closedTo?.includes(staff.id) ?? false);
  const leads = staff.role === 'chief' || staff.role === 'admin';
  return may(staff, 'edit', facts) && (isOn || leads);
}
