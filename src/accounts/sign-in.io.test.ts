import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { getSecret } from '#store/secret.sql.js';
import type { Store } from '#store/store.io.js';
import { endSessions, listSessions } from './session.sql.ts';
import { SESSION_MS, SessionTable } from './session-table.io.ts';
import { saveStaff } from './staff.sql.ts';
import { signIn } from './testing/sign-in.ts';

const ada = { name: 'Ada Finch', email: 'Ada@Paper.example', role: 'editor' as const };
/** Who is signed in, with nothing remembered. */
async function openSignedIn({ db }: Store, clock: () => Date) {
  const secret = await getSecret(db);
  return async (headers: { cookie?: string }) =>
    (await new SessionTable({ db, secret, clock }).find(headers))?.signedIn;
}

const noon = new Date('2026-06-01T12:00:00Z');

onBothDatabases('who is signed in', (open) => {
  test('a person is known by the cookie of their session, and by no other', async () => {
    const store = await open();
    const { staff, cookie } = await signIn(store, ada, noon);
    const find = await openSignedIn(store, () => noon);
    expect((await find({ cookie }))?.staff).toEqual(staff);
    expect(staff.email).toBe('ada@paper.example');
    expect((await find({ cookie: `theme=dark; ${cookie}` }))?.staff.name).toBe('Ada Finch');
    expect(await find({})).toBeUndefined();
    expect(await find({ cookie: `${cookie}x` })).toBeUndefined();
    expect(await find({ cookie: cookie.replace('token=', 'token=x') })).toBeUndefined();
    expect(await find({ cookie: 'standfirst.session_token=%E0%A4%A' })).toBeUndefined();
  });

  test('somebody put out of service is nobody at the desk any more', async () => {
    const store = await open();
    const { cookie } = await signIn(store, ada, noon);
    await store.db.transaction().execute((tx) => saveStaff(tx, { ...ada, active: false }, noon));
    expect(await (await openSignedIn(store, () => noon))({ cookie })).toBeUndefined();
  });

  test('a session lasts as long as it is used, and ends thirty days after it was not', async () => {
    const store = await open();
    const { staff, cookie } = await signIn(store, ada, noon);
    let now = noon;
    const table = new SessionTable({ db: store.db, secret: await getSecret(store.db), clock: () => now });
    now = new Date(noon.getTime() + SESSION_MS - 1000);
    expect((await table.find({ cookie }))?.signedIn.staff.id).toBe(staff.id);
    now = new Date(noon.getTime() + 2 * SESSION_MS - 2000);
    expect((await table.find({ cookie }))?.signedIn.staff.id).toBe(staff.id);
    now = new Date(noon.getTime() + 4 * SESSION_MS);
    expect(await table.find({ cookie })).toBeUndefined();
    expect(await listSessions(store.db, staff.id, now)).toEqual([]);
  });

  test('an ended session and a changed role are known at once where they are heard of', async () => {
    const store = await open();
    const { staff, cookie } = await signIn(store, ada, noon);
    const secret = await getSecret(store.db);
    const table = new SessionTable({ db: store.db, secret, clock: () => noon });
    const heardOf: number[] = [];
    table.onChanged((account) => heardOf.push(account));
    expect((await table.find({ cookie }))?.signedIn.staff.role).toBe('editor');
    await store.db.transaction().execute((tx) => saveStaff(tx, { ...ada, role: 'reporter' }, noon));
    const event = { id: 1, xact: 0, at: 0, payload: {} };
    await table.consumer.hear([{ ...event, name: 'staff.changed', subject: staff.id }]);
    expect((await table.find({ cookie }))?.signedIn.staff.role).toBe('reporter');
    await store.db.transaction().execute((tx) => endSessions(tx, staff.id, 'all', noon));
    table.forget();
    expect(await table.find({ cookie })).toBeUndefined();
    expect(heardOf).toEqual([staff.id]);
  });
});
