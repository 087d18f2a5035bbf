import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import { slugify } from '#stories/address.js';
import { OUT, type Stage } from '#stories/stage.js';
import { listStages, saveStages } from '#stories/stage.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';

const Wish = Type.Object({
  stages: Type.Array(
    Type.Object({
      slug: Type.String({ maxLength: 60 }),
      name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
      kind: Type.Union([Type.Literal('planned'), Type.Literal('work'), Type.Literal('ready')]),
    }),
    { minItems: 1, maxItems: 20 },
  ),
  movesTo: Type.Optional(Type.String({ maxLength: 60 })),
});

/** /desk/api/stages: the steps of the work, in the newsroom's order. */
export function stagesRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const list = async () => ({ stages: await listStages(desk.store.db, desk.settings().language) });
  return async (api) => {
    api.get('/stages', async (request) => {
      demand(editorOf(request), 'settings');
      return list();
    });
    api.put('/stages', { schema: { body: Wish } }, async (request) => {
      demand(editorOf(request), 'settings');
      const stages = withSlugs(request.body.stages);
      if (!stages.some(({ kind }) => kind === 'work')) throw fault(deskFaults, 'stages-without-work');
      const { movesTo } = request.body;
      const known = stages.some(({ slug }) => slug === movesTo) ? movesTo : undefined;
      await recorded(desk, editorOf(request), async (tx, now) => {
        await saveStages(tx, stages, now, known);
        const details = { stages: stages.map(({ slug }) => slug) };
        return { made: undefined, act: 'stages.changed', about: 'settings', subject: null, details };
      });
      return list();
    });
  };
}

/** A new stage is known by a slug of its name from now on, whatever it is called later. */
function withSlugs(wished: readonly Stage[]): Stage[] {
  const taken = new Set([OUT, ...wished.map(({ slug }) => slug).filter(Boolean)]);
  return wished.map(({ slug, name, kind }) => {
    if (slug) return { slug, name: name.trim(), kind };
    const plain = slugify(name);
    let free = plain;
    for (let at = 2; taken.has(free); at += 1) free = `${plain}-${at}`;
    taken.add(free);
    return { slug: free, name: name.trim(), kind };
  });
}
