import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { dayIn } from '#kit/zone.js';
import { listDay } from '#stories/work-lists.sql.js';
import { askerOf } from './asker.ts';
import type { Desk } from './desk.ts';
import { startsAt, wishOf } from './lists.route.ts';
import type { NewslistReply } from './shapes/lists.ts';

const Question = Type.Object({
  day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  section: Type.Optional(Type.Integer({ minimum: 1 })),
});

/** GET /desk/api/newslist: what is meant for a day, planned lines without a text among it. */
export function newslistRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/newslist', { schema: { querystring: Question } }, async (request): Promise<NewslistReply> => {
      const { section } = request.query;
      const zone = desk.settings().timeZone;
      const today = dayIn(zone, desk.clock());
      const day = request.query.day ?? today;
      const { sections } = await wishOf(desk, section === undefined ? {} : { section });
      const window = { day, from: startsAt(zone, day, 0), to: startsAt(zone, day, 1), sections };
      const stories = await listDay(desk.store.slow, window, askerOf(desk, request));
      return { day, today, stories };
    });
  };
}
