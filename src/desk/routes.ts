import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Desk } from './desk.ts';
import { liveRoutes } from './live.route.ts';
import { meRoutes } from './me.route.ts';
import { pictureRoutes } from './pictures.route.ts';
import { pictureChangeRoutes } from './pictures-change.route.ts';
import { pictureUploadRoutes } from './pictures-upload.route.ts';

/** What answers under /desk/api, one line a subject. */
export const deskRoutes: readonly ((desk: Desk) => FastifyPluginAsyncTypebox)[] = [
  meRoutes,
  liveRoutes,
  pictureRoutes,
  pictureChangeRoutes,
  pictureUploadRoutes,
];
