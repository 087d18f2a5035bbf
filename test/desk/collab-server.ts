/**
 * A program: `collab-server.ts FOLDER PORT` lets people type together in the documents of a data folder until it is
 * killed. It prints its port once it answers; told to stop (SIGTERM), it commits what it has and ends.
 */

import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { openAccounts } from '#accounts/accounts.io.js';
import { Collab } from '#desk/collab.io.js';
import { readSettings } from '#paper/settings.js';
import { openStore } from '#store/store.io.js';

const [, , folder = '', port = '0'] = process.argv;
const store = await openStore({ folder });
const log = { error: (_facts: object, says: string) => process.stderr.write(`${says}\n`), warn: () => {} };
const clock = () => new Date();
const settings = () => readSettings([]);
const accounts = await openAccounts({ store, settings, address: () => 'http://127.0.0.1', clock, log });
const collab = new Collab({ store, clock, log, findSignedIn: accounts.findSignedIn });
const server = createServer();
server.on('upgrade', (request, socket, head) => collab.upgrade(request, socket, head));
server.listen(Number(port), '127.0.0.1', () => {
  writeSync(1, `${(server.address() as { port: number }).port}\n`);
});
process.once('SIGTERM', async () => {
  await collab.close();
  server.close();
  await store.close();
  process.exit(0);
});
