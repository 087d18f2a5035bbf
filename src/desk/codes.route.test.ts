import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { isFault } from '#kit/fault.js';
import { tendCodes } from '#members/codes.job.js';
import { redeemCode } from '#members/redeem-code.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { saveTier } from '#members/tier.sql.js';
import { readSettings } from '#paper/settings.js';
import { listLetters } from '#store/letters.sql.js';
import { outsidePush } from './outside-push.route.ts';
import type {
  BatchesReply,
  CodesReply,
  GroupReply,
  GroupsReply,
  MadeReply,
  OutsideReply,
  RunReply,
  SubscribersReply,
} from './shapes/codes.ts';
import { deskHere } from './testing/desk-here.ts';

const now = new Date('2026-03-10T09:00:00Z');
const head = 'number,name,postcode,product,from,to\n';

onBothDatabases('codes, groups and the printed paper at the desk', (open) => {
  async function aDesk() {
    const store = await open();
    const settings = { outsideProducts: ['* = gold'], outsideFolder: 'incoming', timeZone: 'Europe/Berlin' };
    const here = await deskHere(store, { clock: () => now, settings });
    const wish = {
      slug: 'gold',
      name: 'Gold',
      says: '',
      benefits: [],
      position: 1,
      state: 'offered' as const,
    };
    const tier = (await store.db.transaction().execute((tx) => saveTier(tx, wish, now))).id;
    const { cookie, staff } = await signIn(
      store,
      { name: 'Cora', email: 'cora@paper.example', role: 'commercial' },
      now,
    );
    const ask = async <Reply>(method: string, path: string, body?: unknown) => {
      const answer = await here.ask(cookie, method, path, body);
      return { ...answer, json: answer.json as Reply };
    };
    return { store, here, tier, ask, staff };
  }

  test('a batch of codes is made, found, redeemed, taken out as a table, and made void', async () => {
    const { store, tier, ask, here } = await aDesk();
    const wish = {
      ...{ batch: 'Harbour fair', kind: 'membership', tier, months: 3, count: 25, usesMost: 1 },
      ...{ word: null, words: '', expiresAt: now.getTime() + 86_400_000 },
    };
    const made = await ask<MadeReply>('POST', '/codes', wish);
    expect(made.status).toBe(200);
    expect(new Set(made.json.codes).size).toBe(25);
    expect((await ask('POST', '/codes', wish)).json).toMatchObject({ code: 'code-batch-taken' });
    const [first = ''] = made.json.codes;
    const found = await ask<CodesReply>('GET', `/codes?q=${first.toLowerCase()}`);
    expect(found.json.codes).toMatchObject([{ printed: first, tierName: 'Gold', usedBy: null }]);
    const { account, email } = await newReader(store, {}, now);
    const rules = { zone: 'Etc/UTC', graceDays: 0, withdrawalDays: 14 };
    const code = found.json.codes[0]?.id ?? 0;
    await store.db.transaction().execute((tx) => redeemCode(tx, { code, account, rules }, now));
    const batches = await ask<BatchesReply>('GET', '/codes/batches');
    expect(batches.json).toMatchObject({
      batches: [{ batch: 'Harbour fair', codes: 25, uses: 1, gone: 0 }],
      tiers: { [tier]: 'Gold' },
    });
    const table = await ask('GET', '/codes.csv?batch=Harbour%20fair');
    expect(table.text.trim().split('\r\n')).toHaveLength(26);
    expect(table.text).toContain(`${first},membership,3,good,1,1,`);
    expect(table.text).toContain(email);
    expect((await ask('POST', '/codes/batches/void', { batch: 'Harbour fair' })).json).toEqual({ gone: 25 });
    const reporter = await signIn(store, { name: 'Rae', email: 'rae@paper.example', role: 'reporter' }, now);
    expect((await here.ask(reporter.cookie, 'GET', '/codes/batches')).status).toBe(403);
  });

  test('a word that is easily guessed makes no code, and one word makes one code for many', async () => {
    const { tier, ask } = await aDesk();
    const wish = {
      ...{ batch: 'Fair', kind: 'membership', tier, months: 1, count: 1, usesMost: 500 },
      ...{ word: 'fair', words: '', expiresAt: null },
    };
    expect((await ask('POST', '/codes', wish)).json).toMatchObject({ code: 'code-wish-wrong' });
    expect((await ask('POST', '/codes', { ...wish, word: 'Harbour-Fair 26' })).json).toEqual({
      batch: 'Fair',
      codes: ['HARBOURFAIR26'],
    });
  });

  test('a group is ordered with an invoice, its owner is told, and it ends', async () => {
    const { store, tier, ask } = await aDesk();
    const group = {
      ...{ name: 'Harbour School', tier, seats: 30, domain: 'school.example', networks: ['192.0.2.0/24'] },
      ...{
        from: now.getTime(),
        until: now.getTime() + 365 * 86_400_000,
        orderNumber: 'PO-77',
        invoiceTo: 'The Council',
      },
      ...{ remark: '', owner: { email: 'Olga@School.example', name: 'Olga' }, opensAtOnce: false },
      bill: { amountMinor: 120_000, taxBp: 700, currency: 'EUR', from: now.getTime(), to: null },
    };
    const made = await ask<GroupReply>('POST', '/groups', group);
    expect(made.json).toMatchObject({
      group: { name: 'Harbour School', standing: 'waiting', used: 0, ownerEmail: 'olga@school.example' },
      bill: { state: 'open', amountMinor: 120_000, number: '2026-000001' },
    });
    const letters = (await listLetters(store.db, 5)).map(({ kind, to }) => [kind, to]);
    expect(letters).toEqual([
      ['group-handed-over', 'olga@school.example'],
      ['group-invoice', 'olga@school.example'],
    ]);
    const id = made.json.group.id;
    const { payment = 0 } = made.json.bill ?? {};
    expect((await ask('POST', `/payments/${payment}/paid`, {})).status).toBe(200);
    const log = { error: () => {}, warn: () => {}, info: () => {} };
    const settings = readSettings([]);
    const house = {
      store,
      log,
      clock: () => now,
      settings: () => settings,
      address: () => 'https://paper.example',
    };
    await tendCodes(house);
    expect((await ask<GroupReply>('GET', `/groups/${id}`)).json.group.standing).toBe('running');
    const invited = await ask('POST', `/groups/${id}/invite`, {
      emails: 'ada@school.example\nbo@school.example',
    });
    expect(invited.json).toEqual({ invited: ['ada@school.example', 'bo@school.example'], already: [] });
    expect((await ask('POST', `/groups/${id}/invite`, { emails: 'nobody' })).status).toBe(400);
    const listed = await ask<GroupsReply>('GET', '/groups?q=po-77');
    expect(listed.json.groups).toMatchObject([{ name: 'Harbour School', used: 2, tierName: 'Gold' }]);
    expect((await ask('PUT', `/groups/${id}`, { seats: 1 })).json).toMatchObject({
      code: 'group-wish-wrong',
    });
    const changed = await ask<GroupReply>('PUT', `/groups/${id}`, { seats: 40, domain: 'gmail.com' });
    expect(changed.json).toMatchObject({ code: 'group-wish-wrong' });
    expect((await ask<GroupReply>('PUT', `/groups/${id}`, { seats: 40 })).json.group.seats).toBe(40);
    expect((await ask<GroupReply>('POST', `/groups/${id}/end`, {})).json.group.standing).toBe('ended');
  });

  test('a file that a circulation system sends with its key is taken in, and one that shrinks waits at the desk', async () => {
    const { store, here, ask } = await aDesk();
    const admin = await signIn(store, { name: 'Ana', email: 'ana@paper.example', role: 'admin' }, now);
    const key = { name: 'Circulation', scopes: ['subscribers'], sections: 'all', expiresAt: null };
    const { secret } = (await here.ask(admin.cookie, 'POST', '/keys', key)).json as { secret: string };
    const lines = Array.from({ length: 30 }, (_, at) => `${at + 1},N ${at},1000,Daily,2026-01-01,`);
    const app = Fastify();
    app.setErrorHandler((error, _request, reply) => {
      if (!isFault(error)) throw error;
      return reply.code(error.status).send({ code: error.code, says: error.message, details: {} });
    });
    await app.register(outsidePush(here.desk), { prefix: '/api' });
    const push = (text: string, word = secret) =>
      app.inject({
        ...{ method: 'POST', url: '/api/outside/print', payload: text },
        headers: { authorization: `Bearer ${word}`, 'content-type': 'text/csv' },
      });
    expect((await push(head + lines.join('\n'), 'nothing')).statusCode).toBe(401);
    expect((await push(head + lines.join('\n'))).json()).toMatchObject({ state: 'done', added: 30 });
    expect((await push(head + lines.slice(5).join('\n'))).json()).toMatchObject({ state: 'held', ended: 5 });
    const shown = await ask<OutsideReply>('GET', '/outside');
    expect(shown.json.feeds).toEqual([
      { feed: 'print', product: 'Daily', subscribers: 30, connected: 0, tier: 'gold' },
    ]);
    const [held] = shown.json.held;
    expect(held).toMatchObject({ source: 'key Circulation', ended: 5 });
    const path = `/outside/runs/${held?.id}`;
    const decided = await ask<RunReply>('POST', `${path}/decide`, { take: true });
    expect(decided.json).toMatchObject({ state: 'done', by: 'Cora' });
    expect((await ask('POST', `${path}/decide`, { take: false })).json).toMatchObject({
      code: 'outside-run-decided',
    });
    expect((await ask<SubscribersReply>('GET', '/outside/subscribers?q=%25')).json.subscribers).toEqual([]);
    const search = await ask<SubscribersReply>('GET', '/outside/subscribers?q=N%2029&connected=false');
    expect(search.json.subscribers).toMatchObject([{ number: '30', reader: null, isActive: true }]);
    await app.close();
  });

  test('a folder is looked into: a file is taken once it lies still, and not again while it stays the same', async () => {
    const { store } = await aDesk();
    const folder = join(store.folder, 'incoming');
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'Print.csv');
    const put = async (text: string, at: Date) => {
      await writeFile(path, text);
      await utimes(path, at, at);
    };
    const settings = readSettings([{ from: 'the test', values: { outsideFolder: 'incoming' } }]);
    const log = { error: () => {}, warn: () => {}, info: () => {} };
    const look = (at: Date) =>
      tendCodes({
        store,
        log,
        clock: () => at,
        settings: () => settings,
        address: () => 'https://paper.example',
      });
    const runs = () => store.db.selectFrom('outside_run').select(['state', 'rows']).orderBy('id').execute();
    const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    await put(`${head}1,Ada,1000,Daily,2026-01-01,\n`, now);
    await look(now);
    expect(await runs()).toEqual([]);
    await look(later(2));
    await look(later(12));
    expect(await runs()).toEqual([{ state: 'done', rows: 1 }]);
    await put('nothing of use', later(20));
    await look(later(30));
    await look(later(40));
    expect((await runs()).map(({ state }) => state)).toEqual(['done', 'refused']);
  });
});
