import { pino } from 'pino';
import { afterAll, expect, vi } from 'vitest';
import { type House, openHouse } from '#main/house.io.js';
import { type Serving, serve } from '#main/serve.io.js';
import { prepareDatabase } from '#store/upgrade.io.js';

export type Here = {
  /** http://127.0.0.1:PORT, without a final slash. */
  url: string;
  house: House;
  site: Serving['site'];
  desk: Serving['desk'];
  /** Waits until the pages know of everything that was committed. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Serves a data folder in the test's own process, for what cannot be asked of another one: a clock that is set by hand,
 * or what is counted in memory. It stops by itself when the file ends.
 */
export async function serveHere(
  folder: string,
  wish: { clock?: () => Date; environment?: Readonly<Record<string, string>> } = {},
): Promise<Here> {
  const { clock = () => new Date() } = wish;
  const environment = { ...process.env, ...wish.environment };
  await prepareDatabase({ folder, databaseUrl: environment.STANDFIRST_DATABASE, mustExist: false }, clock());
  const house = await openHouse(folder, { clock, environment });
  const serving = await serve(
    house,
    { host: '127.0.0.1', port: 0 },
    pino({ level: 'error' }, pino.destination(2)),
  );
  const eventsBefore = await countEvents(house);
  const caughtUp = async () => {
    const told = (await countEvents(house)) - eventsBefore;
    const heard = async () => expect(await countHeard(serving.site)).toBeGreaterThanOrEqual(told);
    await vi.waitFor(heard, { timeout: 10_000 });
  };
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= serving.stop().then(() => house.close());
    return stopped;
  };
  afterAll(stop);
  return { url: serving.address, house, site: serving.site, desk: serving.desk, caughtUp, stop };
}

async function countEvents({ store }: House): Promise<number> {
  const { count } = await store.db
    .selectFrom('event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

async function countHeard({ metrics }: Serving['site']): Promise<number> {
  const { values } = await metrics.publishSeconds.get();
  return values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
}
