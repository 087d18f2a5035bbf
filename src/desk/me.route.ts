import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { holds } from '#accounts/rights.js';
import { rights } from '#accounts/staff.js';
import type { Desk } from './desk.ts';
import { editorOf } from './manners.ts';
import type { Me } from './shapes/me.ts';

/** GET /desk/api/me: who is signed in, what they may do, and for which paper. */
export function meRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/me', async (request): Promise<Me> => {
      const staff = editorOf(request);
      const { name, address, language, timeZone } = desk.settings();
      return {
        id: staff.id,
        name: staff.name,
        email: staff.email,
        role: staff.role,
        rights: rights.filter((right) => holds(staff, right)),
        paper: { name, address, language, zone: timeZone },
      };
    });
  };
}
