import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Desk } from './desk.ts';
import { liveRoutes } from './live.route.ts';

/** What answers under /desk/api, one line a subject. */
export const deskRoutes: readonly ((desk: Desk) => FastifyPluginAsyncTypebox)[] = [liveRoutes];
