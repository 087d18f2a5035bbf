import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type AccountParts, findReader } from './door.ts';

/** What a page's island fills in, so that pages themselves carry nothing personal. */
export type Me = { readonly name: string | null; readonly tiers: readonly string[] };

/** GET /account/me: who reads here; `name` null for somebody who is not signed in, or gave none. */
export function mePages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/account/me', async (request): Promise<Me> => {
      const reader = await findReader(parts, request);
      if (!reader) return { name: null, tiers: [] };
      return { name: reader.name || null, tiers: reader.tiers.map(({ slug }) => slug) };
    });
  };
}
