import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { listPlainPages } from '#stories/plain-pages.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { PagesReply } from './shapes/labels.ts';

const LIMIT = 500;
const NewPage = Type.Object({ headline: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }) });

/** /desk/api/pages: plain pages, which are written in the editor like any story. */
export function pagesRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/pages', async (request): Promise<PagesReply> => {
      demand(editorOf(request), 'edit');
      return { pages: await listPlainPages(desk.store.slow, LIMIT) };
    });
    api.post('/pages', { schema: { body: NewPage } }, async (request): Promise<{ id: number }> => {
      const staff = editorOf(request);
      demand(staff, 'edit');
      return recorded(desk, staff, async (tx, now) => {
        const headline = request.body.headline.trim();
        const begun = { by: staff.id, byName: staff.name, headline, section: null, kind: 'page' } as const;
        const id = await createStory(tx, begun, now);
        return { made: { id }, act: 'page.made', about: 'story', subject: id, details: {} };
      });
    });
  };
}
