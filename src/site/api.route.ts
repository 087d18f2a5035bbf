import type { FastifyInstance } from 'fastify';
import type { SiteHouse } from './page.ts';

/** What the read API is made over. */
export type ApiSite = { readonly house: SiteHouse };

/** The read API. Its addresses follow. */
export async function registerApi(_app: FastifyInstance, _site: ApiSite): Promise<void> {}
