import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { StoryId } from '#kit/ids.js';
import type { Ask } from './page.ts';
import { type MayPreview, type PreviewSite, sendDrawn } from './preview.ts';
import { loadPreview } from './preview-story.io.ts';
import { drawStory } from './story.route.ts';

const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const Query = Type.Object({
  as: Type.Optional(Type.Union([Type.Literal('opening'), Type.Literal('whole'), Type.Literal('member')])),
  revision: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
});

/**
 * GET /preview/story/ID?as=opening|whole|member&revision=NUMBER: the working document, or one revision by its number,
 * by the same renderer and for the same audiences as readers' pages.
 */
export function storyPreview(site: PreviewSite, may: MayPreview): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/story/:id', { schema: { params: Params, querystring: Query } }, async (request, reply) => {
      const id = request.params.id as StoryId;
      if (!(await may.story(request.headers, id))) return reply.callNotFound();
      const { house } = site;
      const now = house.clock();
      const story = await loadPreview(house.db, id, request.query.revision ?? null, now);
      if (!story) return reply.callNotFound();
      const audience = request.query.as === 'opening' ? 'opening' : 'whole';
      const ask: Ask = { path: story.path, rawPath: story.path, query: new URLSearchParams(), audience, now };
      return sendDrawn(reply, site, await drawStory(house, ask, story));
    });
  };
}
