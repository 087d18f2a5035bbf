/** A front as it is arranged, or as it was up once, drawn as readers would get it: for staff alone. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { findDraft } from '#fronts/draft.sql.js';
import type { Container } from '#fronts/front.js';
import { type Front, findUp, getFront, getVersion } from '#fronts/front.sql.js';
import { settleRules } from '#fronts/settled.sql.js';
import type { FrontId } from '#kit/ids.js';
import { showContainers } from './containers.io.ts';
import { arrangedFrontView } from './front.route.ts';
import type { SiteHouse } from './page.ts';
import { type MayPreview, type PreviewSite, sendDrawn } from './preview.ts';
import { arrangedSectionView } from './section.route.ts';
import { renderPage } from './theme/render-page.tsx';

const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const Query = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
});

/**
 * GET /preview/front/ID?version=NUMBER: the draft, or one version of what was up, with the stories that readers may
 * see now.
 */
export function frontPreview(site: PreviewSite, may: MayPreview): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/front/:id', { schema: { params: Params, querystring: Query } }, async (request, reply) => {
      if (!(await may.fronts(request.headers))) return reply.callNotFound();
      const { house } = site;
      const front = await getFront(house.db, request.params.id as FrontId);
      const body = await draw(house, front, await containersOf(house, front, request.query.version));
      return sendDrawn(reply, site, { body, type: 'text/html; charset=utf-8' });
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
