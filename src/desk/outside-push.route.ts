import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { takeOutside } from '#members/outside-take.io.js';
import type { Desk } from './desk.ts';
import { fileBodyOf, takeFileBodies } from './file-body.ts';
import { OUTSIDE_BYTES } from './outside.route.ts';
import { demandKey } from './write-api-key.io.ts';
import { Refusal } from './write-api-shapes.ts';

const Reply = Type.Object({
  id: Type.Integer(),
  state: Type.String({
    description: 'done, or held: it names over 5 % fewer, and waits for a person at the desk',
  }),
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  ended: Type.Integer(),
  refused: Type.Array(
    Type.Object({ line: Type.Integer(), why: Type.String(), number: Type.Optional(Type.String()) }),
  ),
  refusedCount: Type.Integer({ description: 'lines that were not taken; refused names the first 500' }),
});

/** POST /api/outside/FEED: a circulation system sends its subscribers, as its file says them. */
export function outsidePush(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    takeFileBodies(api, OUTSIDE_BYTES);
    const schema = {
      summary: 'Send the subscribers of the printed paper',
      description:
        'The body is the whole file: a table with the columns number, name, postcode, product, from and to. Who is not in it any more has no paper any more. The same file may be sent again. Scope: subscribers.',
      params: Type.Object({ feed: Type.String({ maxLength: 60, description: 'as print' }) }),
      response: { 200: Reply, '4xx': Refusal, '5xx': Refusal },
      security: [{ key: [] }],
    };
    api.post('/outside/:feed', { schema, bodyLimit: OUTSIDE_BYTES }, async (request) => {
      const key = await demandKey(desk, request, 'subscribers');
      const wish = { feed: request.params.feed, source: `key ${key.name}`, bytes: fileBodyOf(request) };
      const run = await takeOutside(desk.members, wish, desk.clock());
      const { id, state, rows, added, changed, ended, refusedCount } = run;
      return { id, state, rows, added, changed, ended, refused: [...run.refused], refusedCount };
    });
  };
}
