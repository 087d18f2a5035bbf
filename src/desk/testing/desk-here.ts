import { join } from 'node:path';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { openAccounts } from '#accounts/accounts.io.js';
import { openMembers } from '#members/open-members.io.js';
import { readSettings, type Settings } from '#paper/settings.js';
import { openFolderFiles } from '#store/files.io.js';
import type { Store } from '#store/store.io.js';
import type { Desk } from '../desk.ts';
import { Live } from '../live.io.ts';
import { registerDesk } from '../register-desk.route.ts';

type Answer = { status: number; json: unknown; text: string; headers: Record<string, unknown> };

export type DeskHere = {
  readonly desk: Desk;
  readonly app: FastifyInstance;
  /** Every question that the desk knows. */
  readonly routes: readonly RouteOptions[];
  /** Asks as somebody's desk would: `path` stands below /desk/api, or begins with /desk/. */
  ask(cookie: string | undefined, method: string, path: string, body?: unknown): Promise<Answer>;
};

/**
 * The desk's routes on a store, without a port, an outbox or the paper's pages: what is asked is answered from the
 * database as it is.
 */
export async function deskHere(
  store: Store,
  wish: { clock?: () => Date; settings?: Partial<Settings> } = {},
): Promise<DeskHere> {
  const clock = wish.clock ?? (() => new Date());
  const settings = () => ({ ...readSettings([]), ...wish.settings });
  const log = { error: () => {}, warn: () => {}, info: () => {} };
  const accounts = await openAccounts({
    store,
    settings,
    address: () => 'https://paper.example',
    clock,
    log,
  });
  const files = openFolderFiles(join(store.folder, 'files'));
  const { findSignedIn } = accounts;
  const members = openMembers({ store, settings, accounts, clock, log });
  const desk: Desk = { store, files, clock, settings, accounts, members, findSignedIn, live: new Live() };
  const app = Fastify();
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  await registerDesk(app, desk);
  return {
    desk,
    app,
    routes,
    async ask(cookie, method, path, body) {
      accounts.sessions.forget();
      const answer = await app.inject({
        method: method as 'GET',
        url: path.startsWith('/desk/') ? path : `/desk/api${path}`,
        headers: { 'x-standfirst': 'desk', ...(cookie && { cookie }) },
        ...(body !== undefined && { payload: body as object }),
      });
      const isJson =
        answer.body !== '' && String(answer.headers['content-type']).startsWith('application/json');
      const json: unknown = isJson ? answer.json() : undefined;
      return { status: answer.statusCode, json, text: answer.body, headers: answer.headers };
    },
  };
}
