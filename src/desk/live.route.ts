import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Desk } from './desk.ts';
import { editorOf } from './manners.ts';

/** GET /desk/api/live: news of what changed, as server-sent events `{name, subject}`. */
export function liveRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/live', { exposeHeadRoute: false }, (request, reply) => {
      reply.hijack();
      desk.live.listen(editorOf(request), reply.raw);
    });
  };
}
