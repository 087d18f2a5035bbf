/** What is not published yet, drawn as readers would get it: for staff who may read it, and for nobody else. */
import type { FastifyInstance } from 'fastify';
import { checkWhenAsked } from '#kit/check-when-asked.js';
import { isFault } from '#kit/fault.js';
import type { MayPreview, PreviewSite } from './preview.ts';
import { frontPreview } from './preview-front.route.ts';
import { storyPreview } from './preview-story.route.ts';

/** Sent to those who may see it and to all others alike: no cache keeps it, no search engine lists it. */
const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow, noarchive' };
const NOTHING_HERE = 'There is nothing here.\n';

/**
 * Everything under /preview. Only the desk frames it, nothing of it is kept or counted, and whoever may not see it is
 * told that there is nothing.
 */
export async function registerPreview(
  app: FastifyInstance,
  site: PreviewSite,
  may: MayPreview,
): Promise<void> {
  await app.register(
    async (preview) => {
      preview.setValidatorCompiler(checkWhenAsked);
      preview.addHook('onSend', async (_request, reply) => {
        reply.headers(PRIVATE);
      });
      preview.setErrorHandler((error, request, reply) => {
        const status = isFault(error) ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
        if (status >= 500) request.log.error({ err: error }, 'A preview could not be drawn.');
        return reply.code(status).type('text/plain').send(NOTHING_HERE);
      });
      preview.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send(NOTHING_HERE));
      await preview.register(storyPreview(site, may));
      await preview.register(frontPreview(site, may));
    },
    { prefix: '/preview' },
  );
}
