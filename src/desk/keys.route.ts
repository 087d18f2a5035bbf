import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { makeApiKey } from '#accounts/api-key.io.js';
import { type ApiKey, type ApiScope, apiScopes } from '#accounts/api-key.js';
import { addApiKey, listApiKeys, revokeApiKey } from '#accounts/api-key.sql.js';
import { listStaff } from '#accounts/staff.sql.js';
import type { SectionId } from '#kit/ids.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { KeyRow, KeysReply, NewKeyReply } from './shapes/machines.ts';

const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const NewKey = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
  scopes: Type.Array(Type.Union(apiScopes.map((scope) => Type.Literal(scope))), {
    minItems: 1,
    maxItems: apiScopes.length,
  }),
  sections: Type.Union([
    Type.Literal('all'),
    Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 500 }),
  ]),
  expiresAt: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
});

/** /desk/api/keys: keys of machines. A key is shown once, when it is made; only its hash is kept. */
export function keysRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get('/keys', async (request): Promise<KeysReply> => {
      demand(editorOf(request), 'machines');
      const names = await staffNames(desk);
      return { keys: (await listApiKeys(db)).map((key) => rowOf(key, names)) };
    });
    api.post('/keys', { schema: { body: NewKey } }, async (request): Promise<NewKeyReply> => {
      const staff = editorOf(request);
      demand(staff, 'machines');
      const { key: secret, hash, hint } = makeApiKey();
      const { name, expiresAt } = request.body;
      const sections = request.body.sections as 'all' | SectionId[];
      const scopes = new Set<ApiScope>(request.body.scopes);
      const key = await recorded(desk, staff, async (tx, now) => {
        const reach = sections === 'all' ? sections : new Set(sections);
        const wish = { name: name.trim(), scopes, sections: reach, expiresAt, by: staff.id, hash, hint };
        const made = await addApiKey(tx, wish, now);
        return { made, ...line('key.added', made.id, { name: made.name, scopes: [...scopes] }) };
      });
      return { key: rowOf(key, await staffNames(desk)), secret };
    });
    api.post('/keys/:id/revoke', { schema: { params: Id } }, async (request): Promise<KeyRow> => {
      demand(editorOf(request), 'machines');
      const key = await recorded(desk, editorOf(request), async (tx, now) => {
        const made = await revokeApiKey(tx, request.params.id, now);
        return { made, ...line('key.revoked', made.id, { name: made.name }) };
      });
      return rowOf(key, await staffNames(desk));
    });
  };
}

async function staffNames({ store }: Desk): Promise<Map<number, string>> {
  return new Map((await listStaff(store.db)).map(({ id, name }) => [id, name]));
}

function rowOf(key: ApiKey, names: ReadonlyMap<number, string>): KeyRow {
  const { id, name, hint, madeAt, expiresAt, revokedAt, usedAt } = key;
  return {
    ...{ id, name, hint, madeAt, expiresAt, revokedAt, usedAt },
    scopes: [...key.scopes],
    sections: key.sections === 'all' ? 'all' : [...key.sections],
    by: names.get(key.madeBy) ?? '',
  };
}

function line(act: string, subject: number, details: Record<string, unknown>) {
  return { act, about: 'key', subject, details };
}
