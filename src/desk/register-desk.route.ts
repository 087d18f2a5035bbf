import type { FastifyInstance } from 'fastify';
import { checkWhenAsked } from '#kit/check-when-asked.js';
import { fault } from '#kit/fault.js';
import { registerAppFiles } from './app-files.route.ts';
import { registerCollab } from './collab.route.ts';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { addDeskManners } from './manners.ts';
import { deskRoutes } from './routes.ts';
import { signInRoutes } from './sign-in.route.ts';

/** The desk: its questions under /desk/api, and the program that browsers run, at /desk and below. */
export async function registerDesk(app: FastifyInstance, desk: Desk): Promise<void> {
  await app.register(
    async (api) => {
      api.setValidatorCompiler(checkWhenAsked);
      addDeskManners(api, desk);
      for (const routes of deskRoutes) await api.register(routes(desk));
      // Without this, what is not known here would open the program.
      api.all('/*', async () => {
        throw fault(deskFaults, 'desk-address-unknown');
      });
    },
    { prefix: '/desk/api' },
  );
  await app.register(
    async (api) => {
      api.setValidatorCompiler(checkWhenAsked);
      await api.register(signInRoutes(desk));
    },
    { prefix: '/desk/auth' },
  );
  if (desk.collab) registerCollab(app, desk.collab);
  await registerAppFiles(app);
}
