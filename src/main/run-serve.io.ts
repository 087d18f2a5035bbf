import { pino } from 'pino';
import { makeFirstLink } from '#accounts/ways-in.io.js';
import { holdFolder } from '#store/lock.io.js';
import { type Given, givenValue } from './arguments.ts';
import { answerRequests } from './handed.io.ts';
import { openPrepared } from './prepare.io.ts';
import { type Serving, serve } from './serve.io.ts';

const DEFAULT_PORT = 8080;

/** Serves a data folder until the process is told to stop. */
export async function runServe(folder: string, given: Given): Promise<number> {
  const port = readPort(givenValue(given, 'port') ?? process.env.PORT);
  if (port === undefined) {
    process.stderr.write('--port needs a number from 0 to 65535.\n');
    return 2;
  }
  const host = givenValue(given, 'host') ?? '127.0.0.1';
  const log = pino({ level: process.env.STANDFIRST_LOG ?? 'info' }, pino.destination(2));
  const requests = answerRequests();
  // The lock comes before the database is touched: two servers never migrate or serve one folder.
  const hold = await holdFolder(folder, requests.handle);
  try {
    const house = await openPrepared(folder, { mustExist: false });
    try {
      requests.open(house);
      // From here on it can be told to stop, also while it still starts.
      const told = untilTold();
      const serving = await serve(house, { host, port }, log);
      house.listening = serving.address;
      process.stdout.write(`Standfirst serves ${serving.site.paper.settings.name} at ${serving.address}\n`);
      await tellFirstLink(serving);
      await told;
      await serving.stop();
      return 0;
    } finally {
      await house.close();
    }
  } finally {
    await hold.release();
  }
}

/** While there is nobody on the staff, whoever runs the machine makes the first. */
async function tellFirstLink({ desk }: Serving): Promise<void> {
  const path = await makeFirstLink(desk.accounts);
  if (path === undefined) return;
  const link = `${desk.accounts.address()}${path}`;
  process.stdout.write(
    `Nobody can sign in at the desk yet. This link makes the first admin, once:\n${link}\n`,
  );
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}
