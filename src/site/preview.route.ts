/** What is not published yet, drawn as readers would get it: for staff who may read it, and for nobody else. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { isFault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import type { Ask, SiteHouse } from './page.ts';
import { loadPreview } from './preview-story.io.ts';
import { contentPolicy, securityHeaders } from './security.ts';
import { drawStory } from './story.route.ts';

/** Whether whoever sends these headers may read what is not published of a story. */
export type MayPreview = (headers: IncomingHttpHeaders, story: StoryId) => Promise<boolean>;

const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const Query = Type.Object({
  as: Type.Optional(Type.Union([Type.Literal('opening'), Type.Literal('whole'), Type.Literal('member')])),
  revision: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
});

/** Sent to those who may see it and to all others alike: no cache keeps it, no search engine lists it. */
const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow, noarchive' };
const NOTHING_HERE = 'There is nothing here.\n';

/**
 * GET /preview/story/ID?as=opening|whole|member&revision=NUMBER: the working document, or one revision by its number,
 * by the same renderer and for the same audiences as readers' pages. Only the desk frames it. Nothing of it is kept or
 * counted, and whoever may not open the story is told that there is nothing.
 */
export async function registerPreview(
  app: FastifyInstance,
  site: { readonly house: SiteHouse },
  mayPreview: MayPreview,
): Promise<void> {
  await app.register(previewRoutes(site, mayPreview), { prefix: '/preview' });
}

function previewRoutes(
  site: { readonly house: SiteHouse },
  mayPreview: MayPreview,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.addHook('onSend', async (_request, reply) => {
      reply.headers(PRIVATE);
    });
    app.setErrorHandler((error, request, reply) => {
      const status = isFault(error) ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
      if (status >= 500) request.log.error({ err: error }, 'A preview could not be drawn.');
      return reply.code(status).type('text/plain').send(NOTHING_HERE);
    });
    app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send(NOTHING_HERE));

    app.get('/story/:id', { schema: { params: Params, querystring: Query } }, async (request, reply) => {
      const id = request.params.id as StoryId;
      if (!(await mayPreview(request.headers, id))) return reply.callNotFound();
      const { house } = site;
      const now = house.clock();
      const story = await loadPreview(house.db, id, request.query.revision ?? null, now);
      if (!story) return reply.callNotFound();
      const audience = request.query.as === 'opening' ? 'opening' : 'whole';
      const ask: Ask = { path: story.path, rawPath: story.path, query: new URLSearchParams(), audience, now };
      const { body, type, frameHosts = [] } = await drawStory(house, ask, story);
      const { settings } = house.paper;
      return reply
        .headers({
          ...securityHeaders(settings),
          'content-security-policy': contentPolicy(settings, frameHosts),
        })
        .type(type)
        .send(body);
    });
  };
}
