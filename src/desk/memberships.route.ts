import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import type { MembershipId, PriceId } from '#kit/ids.js';
import type { Result } from '#kit/result.js';
import { changeMembership, dropChange, previewChange } from '#members/change-membership.io.js';
import {
  cancelMembership,
  endMembershipNow,
  extendGraceOf,
  pauseMembership,
  resumeMembership,
  undoCancelMembership,
} from '#members/keep-membership.io.js';
import { extendMembership } from '#members/membership.sql.js';
import { rulesOf } from '#members/money-house.js';
import { withdrawMembership } from '#members/refund.io.js';
import { type MoneyRefusal, refusedMoney } from '#members/refused.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { readMembership } from './memberships-reply.sql.ts';
import type { ChangePreview, GraceReply, MembershipView } from './shapes/memberships.ts';

const Until = Type.Object({ until: Type.Integer({ minimum: 1 }) });
const Why = Type.Object({ why: Type.String({ maxLength: 500 }) });
const To = Type.Object({ to: AskedId });
const Months = Type.Object({ months: Type.Integer({ minimum: 1, maximum: 120 }) });
const Selection = Type.Object({
  memberships: Type.Array(AskedId, { minItems: 1, maxItems: 500 }),
  until: Type.Integer({ minimum: 1 }),
});

type Answer = Result<unknown, MoneyRefusal>;
type Asked = FastifyRequest & { params: { id: number } };

/** /desk/api/memberships: one membership with its money, and every act on it. */
export function membershipsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { members } = desk;
  const act = actOf(desk);
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    const one = { schema: { params: IdParams } };
    api.get(
      '/memberships/:id',
      one,
      async ({ params }): Promise<MembershipView> => readMembership(desk, params.id as MembershipId),
    );
    api.post('/memberships/:id/cancel', one, (request) =>
      act(request, 'cancelled', (whose) => cancelMembership(members, whose)),
    );
    api.post('/memberships/:id/undo-cancel', one, (request) =>
      act(request, 'cancel-undone', (whose) => undoCancelMembership(members, whose)),
    );
    api.post('/memberships/:id/resume', one, (request) =>
      act(request, 'resumed', (whose) => resumeMembership(members, whose)),
    );
    api.post('/memberships/:id/withdraw', one, (request) =>
      act(request, 'withdrawn', (whose) => withdrawMembership(members, whose)),
    );
    api.post('/memberships/:id/pause', { schema: { params: IdParams, body: Until } }, (request) =>
      act(request, 'paused', (whose) => pauseMembership(members, { ...whose, until: request.body.until })),
    );
    api.post('/memberships/:id/end', { schema: { params: IdParams, body: Why } }, (request) =>
      act(request, 'ended', (whose) => endMembershipNow(members, { ...whose, why: request.body.why })),
    );
    api.post('/memberships/:id/extend', { schema: { params: IdParams, body: Months } }, (request) =>
      act(request, 'extended', async ({ id, staff }) => {
        const rules = rulesOf(desk.settings());
        const now = desk.clock();
        const wish = { months: request.body.months, rules, staff, why: 'staff' };
        const work = desk.store.db.transaction();
        return { ok: true, value: await work.execute((tx) => extendMembership(tx, id, wish, now)) };
      }),
    );
    await api.register(changes(desk));
    await api.register(grace(desk));
  };
}

function changes(desk: Desk): FastifyPluginAsyncTypebox {
  const { members } = desk;
  const act = actOf(desk);
  return async (api) => {
    api.get(
      '/memberships/:id/change',
      { schema: { params: IdParams, querystring: To } },
      async ({ params, query }): Promise<ChangePreview> => {
        const found = await previewChange(members, params.id as MembershipId, query.to as PriceId);
        if (!found.ok) throw refusedMoney(found.refusal);
        return found.value;
      },
    );
    api.post('/memberships/:id/change', { schema: { params: IdParams, body: To } }, (request) =>
      act(request, 'changed', (whose) =>
        changeMembership(members, { ...whose, to: request.body.to as PriceId }),
      ),
    );
    api.post('/memberships/:id/drop-change', { schema: { params: IdParams } }, (request) =>
      act(request, 'change-dropped', (whose) => dropChange(members, whose)),
    );
  };
}

/** More time to pay, for all that were ticked; those that cannot have it are named. */
function grace(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/memberships/grace', { schema: { body: Selection } }, async (request): Promise<GraceReply> => {
      const staff = editorOf(request).id;
      const { memberships, until } = request.body;
      const done: number[] = [];
      const refused: { membership: number; says: string }[] = [];
      for (const membership of new Set(memberships)) {
        const whose = { id: membership as MembershipId, staff, until };
        const kept = await extendGraceOf(desk.members, whose);
        if (kept.ok) done.push(membership);
        else refused.push({ membership, says: refusedMoney(kept.refusal).message });
      }
      await noteAct(desk, staff, 'membership.grace-extended', null, { done, until });
      return { done, refused };
    });
  };
}

function actOf(desk: Desk) {
  return async (
    request: Asked,
    act: string,
    work: (whose: { id: MembershipId; staff: ReturnType<typeof editorOf>['id'] }) => Promise<Answer>,
  ): Promise<MembershipView> => {
    const staff = editorOf(request).id;
    const id = request.params.id as MembershipId;
    const done = await work({ id, staff });
    if (!done.ok) throw refusedMoney(done.refusal);
    await noteAct(desk, staff, `membership.${act}`, id, {});
    return readMembership(desk, id);
  };
}

function noteAct(
  { store, clock }: Desk,
  by: ReturnType<typeof editorOf>['id'],
  act: string,
  subject: number | null,
  details: Record<string, unknown>,
): Promise<void> {
  return store.db
    .transaction()
    .execute((tx) => note(tx, { by, act, about: 'membership', subject, details, at: clock() }));
}
