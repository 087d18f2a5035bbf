import { expect, test } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { findReaderRow } from '#members/readers.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import type { Store } from '#store/store.io.js';
import { deskHere } from './testing/desk-here.ts';

const noon = new Date('2026-06-01T12:00:00Z');

async function openHere(store: Store, role: 'commercial' | 'editor' = 'commercial') {
  const { ask } = await deskHere(store, { clock: () => noon });
  const { cookie } = await signIn(store, { email: `${role}@paper.example`, name: 'Cora', role }, noon);
  return (method: string, path: string, body?: unknown) => ask(cookie, method, path, body);
}

onBothDatabases('what readers ask for by letter', (open) => {
  test('is listed by its deadline, late where it is, and settled with a word', async () => {
    const store = await open();
    const ask = await openHere(store);
    const { account, email } = await newReader(store, { name: 'Rosa' }, noon);
    const wish = { kind: 'export', reader: account, about: 'Asks for all her data', cameAt: noon.getTime() };
    const made = await ask('POST', '/reader-tasks', wish);
    expect(made).toMatchObject({ status: 201, json: { late: false, reader: { email } } });
    const late = { ...wish, kind: 'deletion', reader: null, cameAt: Date.parse('2026-04-20T09:00:00Z') };
    await ask('POST', '/reader-tasks', late);
    expect((await ask('GET', '/reader-tasks')).json).toMatchObject({
      tasks: [
        { kind: 'deletion', late: true, reader: null },
        { kind: 'export', late: false },
      ],
    });
    const { id } = made.json as { id: number };
    expect((await ask('POST', `/reader-tasks/${id}/settle`, { remark: 'Sent' })).status).toBe(204);
    expect((await ask('POST', `/reader-tasks/${id}/settle`, { remark: 'Sent' })).status).toBe(409);
    expect((await ask('GET', '/reader-tasks?done=true')).json).toMatchObject({
      tasks: [{ remark: 'Sent', doneBy: 'Cora' }],
    });
    expect((await ask('POST', '/reader-tasks', { ...wish, reader: 999 })).status).toBe(404);
  });

  test('data is given and an account deleted by staff, and both are written down', async () => {
    const store = await open();
    const ask = await openHere(store);
    const { account, email } = await newReader(store, {}, noon);
    expect((await ask('POST', `/members/${account}/data`)).json).toMatchObject({ account: { email } });
    expect((await ask('GET', `/members/${account}/leaving`)).json).toMatchObject({ receipts: 0 });
    expect((await ask('POST', `/members/${account}/delete`)).status).toBe(204);
    expect(await findReaderRow(store.db, account)).toBeUndefined();
    expect((await ask('POST', `/members/${account}/delete`)).status).toBe(404);
    const acts = (await listAudit(store.db, { about: 'reader', limit: 9 })).map(({ act }) => act);
    expect(acts).toEqual(['reader.deleted', 'reader.data-given']);
  });

  test('is nothing for editors', async () => {
    const store = await open();
    const ask = await openHere(store, 'editor');
    const { account } = await newReader(store, {}, noon);
    for (const path of ['/reader-tasks', `/members/${account}/leaving`])
      expect((await ask('GET', path)).status).toBe(403);
    for (const act of ['data', 'delete'])
      expect((await ask('POST', `/members/${account}/${act}`)).status).toBe(403);
    expect(await findReaderRow(store.db, account)).toBeDefined();
  });
});
