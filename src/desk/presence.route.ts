import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { listThese } from '#stories/work-lists.sql.js';
import { askerOf } from './asker.ts';
import type { Desk } from './desk.ts';
import type { PresenceReply } from './shapes/lists.ts';

const STORY = /^story\/(\d+)$/;

/** GET /desk/api/presence: who is in which story right now, of those stories that the asker may open. */
export function presenceRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/presence', async (request): Promise<PresenceReply> => {
      const present = [...(desk.present?.() ?? [])].flatMap(([name, people]) => {
        const story = Number(STORY.exec(name)?.[1] ?? 0);
        return story > 0 && people.length > 0 ? [{ story, people }] : [];
      });
      const ids = present.map(({ story }) => story).slice(0, 1_000);
      const seen = await listThese(desk.store.slow, ids, {}, askerOf(desk, request));
      // Who only may read what is published is not told who works on its next version either.
      const shown = new Set(
        seen.filter(({ standing, work }) => standing !== 'out' || work).map(({ id }) => Number(id)),
      );
      return {
        here: present
          .filter(({ story }) => shown.has(story))
          .map(({ story, people }) => ({ story, people: people.map(({ id, name }) => ({ id, name })) })),
      };
    });
  };
}
