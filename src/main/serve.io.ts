import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { pino } from 'pino';
import { openAccounts } from '#accounts/accounts.io.js';
import { Collab } from '#desk/collab.io.js';
import type { Desk } from '#desk/desk.js';
import { Live } from '#desk/live.io.js';
import { mayHearOf } from '#desk/may-hear.io.js';
import { registerDesk } from '#desk/register-desk.route.js';
import { writeApi } from '#desk/write-api.route.js';
import { MailRoom } from '#mail/mail-room.job.js';
import { openMembers } from '#members/open-members.io.js';
import { ReaderPasses } from '#members/passes.io.js';
import { registerAccount } from '#site/account.route.js';
import { registerApi } from '#site/api.route.js';
import { lookCss } from '#site/look-css.js';
import { registerPreview } from '#site/preview.route.js';
import { Site } from '#site/site.io.js';
import { OutboxRunner } from '#store/runner.job.js';
import { JobWorker } from '#store/worker.job.js';
import { followSearch } from '#stories/desk-search-follow.job.js';
import { startClockWork } from './clock-work.job.ts';
import { Door } from './door.io.ts';
import type { House } from './house.io.ts';
import { mayPreviewBy } from './may-preview.io.ts';
import { pruneOnTime } from './prune.job.ts';
import { announceOnTime } from './turns.job.ts';
import { clockWorkOf, consumersOf, jobsOf, outwardJobsOf } from './wiring.ts';

export type Serving = {
  readonly address: string;
  readonly site: Site;
  readonly desk: Desk;
  stop(): Promise<void>;
};

/**
 * Everything in one process: pages, feeds and API on one port, the outbox's consumers, the jobs and the clock.
 *
 * throws  port-taken and its like; what settings and theme are complained of. Nothing is left open then.
 */
export async function serve(
  house: House,
  where: { host: string; port: number },
  log: Logger = pino(),
): Promise<Serving> {
  const door = new Door(log);
  // Listening comes first, so that absolute links know their port; whoever comes before the site is there waits.
  const address = await door.listen(where);
  try {
    const site = await Site.open({ ...house, log, listening: address });
    const desk = await openDesk(house, site, log);
    await registerApi(door.app, site, writeApi(desk));
    registerOperating(door.app, house, site);
    await registerDesk(door.app, desk);
    await registerPreview(door.app, site, mayPreviewBy(desk));
    await desk.members.networks.load();
    const passes = new ReaderPasses(desk.members, (request) => site.clientOf(request));
    site.letIn(passes);
    await registerAccount(door.app, { site, members: desk.members, files: house.files, passes });
    await door.open((request, response) => site.take(request, response));
    const stopWork = await startWork({ house, site, desk, log });
    const stop = async () => {
      await desk.collab?.close();
      desk.live.hangUp();
      await door.close();
      await stopWork();
    };
    return { address, site, desk, stop };
  } catch (error) {
    await door.slam();
    throw error;
  }
}

async function openDesk(house: House, site: Site, log: Logger): Promise<Desk> {
  const { store, files, clock } = house;
  const settings = () => site.paper.settings;
  const accounts = await openAccounts({ store, settings, address: () => site.paper.address, clock, log });
  const members = openMembers({ store, settings, accounts, clock, log });
  const live = new Live(mayHearOf(store.db, clock));
  // Whoever lost a role or a session hears nothing more; a desk that may still listen calls again by itself.
  accounts.sessions.onChanged((account) => live.hangUp(account));
  const collab = new Collab({
    ...{ store, clock, log },
    findSignedIn: accounts.findSignedIn,
    address: accounts.address,
  });
  accounts.sessions.onChanged((account) => void collab.recheck(account));
  return {
    ...{ store, files, clock, settings, accounts, findSignedIn: accounts.findSignedIn, live },
    members,
    ...{ collab, present: () => collab.present },
    environment: house.environment,
    follow: (address) => site.follow(address),
    lookCss,
  };
}

function registerOperating(app: FastifyInstance, house: House, site: Site): void {
  app.get('/health', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await house.store.db.selectFrom('migration').select('name').limit(1).execute();
      return { status: 'ok' };
    } catch (error) {
      reply.code(503);
      return { status: 'failing', why: error instanceof Error ? error.message : String(error) };
    }
  });
  app.get('/metrics', async (request, reply) => {
    if (!site.mayMeasure(request.raw))
      return reply.code(404).type('text/plain').send('There is nothing here.\n');
    reply.header('cache-control', 'no-store').type(site.metrics.registry.contentType);
    return site.metrics.registry.metrics();
  });
}

type Work = { house: House; site: Site; desk: Desk; log: Logger };

async function startWork({ house, site, desk, log }: Work): Promise<() => Promise<void>> {
  const search = followSearch(house.store, house.clock, log);
  const consumers = [...consumersOf(site, desk), search.consumer];
  const runners = consumers.map((consumer) => new OutboxRunner(house.store, consumer, log));
  for (const runner of runners) await runner.start();
  // Whoever is called outside may be slow to answer: those jobs hold up no other.
  const workers = [jobsOf(house), outwardJobsOf(desk)].map(
    (jobs) => new JobWorker(house.store, jobs, house.clock, log),
  );
  for (const worker of workers) worker.start();
  const { settings, accounts } = desk;
  const mail = new MailRoom({ ...house, settings, address: accounts.address, log });
  mail.start();
  const stopTurns = announceOnTime(house, log);
  const stopClocks = clockWorkOf(desk).map((work) => startClockWork(work, house.store, log));
  const stopPruning = pruneOnTime(house, log);
  site.readership.start();
  return async () => {
    await stopTurns();
    stopPruning();
    await Promise.all(stopClocks.map((stop) => stop()));
    await Promise.all(workers.map((worker) => worker.stop()));
    await mail.stop();
    await site.readership.stop();
    await Promise.all(runners.map((runner) => runner.stop()));
    await search.stop();
  };
}
