/** A front as it is arranged, or as it was up once, drawn as readers would get it: for staff alone. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { findDraft } from '#fronts/draft.sql.js';
import type { Container } from '#fronts/front.js';
import { type Front, findUp, getFront, getVersion } from '#fronts/front.sql.js';
import { settleRules } from '#fronts/settled.sql.js';
import { isFault } from '#kit/fault.js';
import type { FrontId } from '#kit/ids.js';
import { showContainers } from './containers.io.ts';
import { arrangedFrontView } from './front.route.ts';
import type { SiteHouse } from './page.ts';
import { arrangedSectionView } from './section.route.ts';
import { contentPolicy, securityHeaders } from './security.ts';
import { renderPage } from './theme/render-page.tsx';

/** Whether whoever sends these headers may see fronts that are not up. */
export type MayPreviewFronts = (headers: IncomingHttpHeaders) => Promise<boolean>;

const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const Query = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
});

const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow, noarchive' };
const NOTHING_HERE = 'There is nothing here.\n';

/**
 * GET /preview/front/ID?version=NUMBER: the draft, or one version of what was up, with the stories that readers may
 * see now. Only the desk frames it, and nothing of it is kept.
 */
export async function registerFrontPreview(
  app: FastifyInstance,
  site: { readonly house: SiteHouse },
  mayPreview: MayPreviewFronts,
): Promise<void> {
  await app.register(routes(site, mayPreview), { prefix: '/preview/front' });
}

function routes(
  site: { readonly house: SiteHouse },
  mayPreview: MayPreviewFronts,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.addHook('onSend', async (_request, reply) => {
      reply.headers(PRIVATE);
    });
    app.setErrorHandler((error, request, reply) => {
      const status = isFault(error) ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
      if (status >= 500) request.log.error({ err: error }, 'A preview of a front could not be drawn.');
      return reply.code(status).type('text/plain').send(NOTHING_HERE);
    });
    app.get('/:id', { schema: { params: Params, querystring: Query } }, async (request, reply) => {
      if (!(await mayPreview(request.headers))) return reply.code(404).type('text/plain').send(NOTHING_HERE);
      const { house } = site;
      const front = await getFront(house.db, request.params.id as FrontId);
      const body = await draw(house, front, await containersOf(house, front, request.query.version));
      const { settings } = house.paper;
      return reply
        .headers({ ...securityHeaders(settings), 'content-security-policy': contentPolicy(settings, []) })
        .type('text/html; charset=utf-8')
        .send(body);
    });
  };
}

/** The draft; what is up where there is none yet. */
async function containersOf(
  house: SiteHouse,
  { id }: Front,
  version: number | undefined,
): Promise<readonly Container[]> {
  if (version !== undefined) return (await getVersion(house.db, id, version)).containers;
  const draft = await findDraft(house.db, id);
  return draft?.containers ?? (await findUp(house.db, id, house.clock())).up.containers;
}

async function draw(house: SiteHouse, front: Front, arranged: readonly Container[]): Promise<string> {
  const now = house.clock();
  const { containers } = await showContainers(house, await settleRules(house.db, arranged), now);
  const section = front.section === null ? undefined : house.paper.sectionById.get(front.section);
  if (!section)
    return renderPage('front', await arrangedFrontView(house, containers, now), house.paper.theme);
  const view = await arrangedSectionView(house, section, containers, now);
  return renderPage('section', view, house.paper.theme);
}
