import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { listPlainPages } from '#stories/plain-pages.sql.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import type { PagesReply } from './shapes/labels.ts';

const LIMIT = 500;

/** /desk/api/pages: plain pages, which are written in the editor like any story. */
export function pagesRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/pages', async (request): Promise<PagesReply> => {
      demand(editorOf(request), 'edit');
      return { pages: await listPlainPages(desk.store.slow, LIMIT) };
    });
  };
}
