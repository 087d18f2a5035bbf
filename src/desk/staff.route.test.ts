import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { saveSection } from '#paper/section.sql.js';
import { listDueLetters } from '#store/letters.sql.js';
import type { Store } from '#store/store.io.js';
import type { AuditPage, StaffList } from './shapes/staff.ts';
import { deskHere } from './testing/desk-here.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const news = { slug: 'news', name: 'News', description: '', parent: null, position: 1, access: 'open' };

async function openStaffed(store: Store) {
  const here = await deskHere(store, { clock: () => noon });
  const mo = await signIn(store, { name: 'Mo Quill', email: 'mo@paper.example', role: 'admin' }, noon);
  const ada = await signIn(store, { name: 'Ada Finch', email: 'ada@paper.example', role: 'editor' }, noon);
  return { here, mo, ada };
}

onBothDatabases('the staff', (open) => {
  test('an admin makes an account, and the newcomer gets a letter', async () => {
    const store = await open();
    const { here, mo } = await openStaffed(store);
    const section = await store.db.transaction().execute((tx) => saveSection(tx, news, noon));
    const wish = {
      email: 'Zoe@paper.example',
      name: 'Zoe',
      role: 'reporter',
      sections: [section],
      invite: true,
    };
    const made = await here.ask(mo.cookie, 'POST', '/staff', wish);
    expect(made.status).toBe(201);
    const list = (await here.ask(mo.cookie, 'GET', '/staff')).json as StaffList;
    expect(list.staff.find(({ name }) => name === 'Zoe')).toMatchObject({
      email: 'zoe@paper.example',
      role: 'reporter',
      sections: [section],
      active: true,
      seenAt: null,
    });
    const [letter] = await listDueLetters(store.db, noon, 9);
    expect(letter).toMatchObject({ to: 'zoe@paper.example', kind: 'invitation' });
    const token = /\/desk\/sign-in\/(\S+)/.exec(letter?.text ?? '')?.[1];
    const used = await here.ask(undefined, 'POST', '/desk/auth/link/use', { token });
    expect(used.json).toEqual({ is: 'in' });
    const twice = await here.ask(mo.cookie, 'POST', '/staff', wish);
    expect(twice.json).toMatchObject({ code: 'staff-email-taken' });
  });

  test('a role taken away holds at the next question, in a session that is open', async () => {
    const store = await open();
    const { here, mo, ada } = await openStaffed(store);
    const path = `/staff/${ada.staff.id}`;
    expect((await here.ask(ada.cookie, 'GET', '/staff')).json).toMatchObject({ code: 'not-allowed' });
    await here.ask(mo.cookie, 'PATCH', path, { granted: ['staff'] });
    expect((await here.ask(ada.cookie, 'GET', '/staff')).status).toBe(200);
    expect((await here.ask(mo.cookie, 'PATCH', path, { granted: [], role: 'reporter' })).status).toBe(204);
    expect((await here.ask(ada.cookie, 'GET', '/staff')).json).toMatchObject({ code: 'not-allowed' });
    expect((await here.ask(mo.cookie, 'PATCH', path, { active: false })).status).toBe(204);
    expect((await here.ask(ada.cookie, 'GET', '/me')).status).toBe(401);
    const page = (await here.ask(mo.cookie, 'GET', `/audit?about=staff&subject=${ada.staff.id}`)).json;
    expect((page as AuditPage).lines.map(({ by, act, details }) => [by, act, details])).toEqual([
      ['Mo Quill', 'staff.changed', { active: [true, false] }],
      ['Mo Quill', 'staff.changed', { role: ['editor', 'reporter'], granted: [['staff'], []] }],
      ['Mo Quill', 'staff.changed', { granted: [[], ['staff']] }],
    ]);
  });

  test('nobody gives rights they do not have, and the last admin stays', async () => {
    const store = await open();
    const { here, mo, ada } = await openStaffed(store);
    await here.ask(mo.cookie, 'PATCH', `/staff/${ada.staff.id}`, { granted: ['staff'] });
    const own = await here.ask(ada.cookie, 'PATCH', `/staff/${ada.staff.id}`, { role: 'admin' });
    expect(own.json).toMatchObject({ code: 'staff-beyond-own' });
    const other = await here.ask(ada.cookie, 'PATCH', `/staff/${mo.staff.id}`, { active: false });
    expect(other.json).toMatchObject({ code: 'staff-beyond-own' });
    for (const change of [{ role: 'chief' }, { active: false }]) {
      const last = await here.ask(mo.cookie, 'PATCH', `/staff/${mo.staff.id}`, change);
      expect(last.json).toMatchObject({ code: 'staff-last-admin' });
    }
    expect((await here.ask(mo.cookie, 'GET', '/me')).status).toBe(200);
  });

  test('what nobody knows is refused with its name', async () => {
    const store = await open();
    const { here, mo, ada } = await openStaffed(store);
    const ask = async (change: object) =>
      (await here.ask(mo.cookie, 'PATCH', `/staff/${ada.staff.id}`, change)).json;
    expect(await ask({ role: 'pope' })).toMatchObject({ code: 'desk-question-wrong' });
    expect(await ask({ sections: [4711] })).toMatchObject({ code: 'section-unknown' });
    expect(await ask({ granted: ['everything'] })).toMatchObject({ code: 'desk-question-wrong' });
    expect((await here.ask(mo.cookie, 'GET', '/staff/4711')).json).toMatchObject({ code: 'staff-unknown' });
    const bad = { email: 'nobody', name: 'No', role: 'reporter', invite: false };
    expect((await here.ask(mo.cookie, 'POST', '/staff', bad)).json).toMatchObject({ code: 'email-wrong' });
  });

  test('an admin signs somebody out everywhere, and takes a lost app away', async () => {
    const store = await open();
    const { here, mo, ada } = await openStaffed(store);
    expect((await here.ask(mo.cookie, 'POST', `/staff/${ada.staff.id}/sign-out`)).status).toBe(204);
    expect((await here.ask(ada.cookie, 'GET', '/me')).status).toBe(401);
    const reset = await here.ask(mo.cookie, 'POST', `/staff/${ada.staff.id}/reset-second-step`);
    expect(reset.status).toBe(204);
  });

  test('one’s own sessions are listed and ended one by one, or all others at once', async () => {
    const store = await open();
    const { here, ada } = await openStaffed(store);
    const phone = await signIn(store, { ...ada.staff }, noon);
    const laptop = await signIn(store, { ...ada.staff }, noon);
    const own = (await here.ask(ada.cookie, 'GET', '/account')).json as {
      sessions: { id: number; here: boolean }[];
    };
    expect(own.sessions.map((session) => session.here).sort()).toEqual([false, false, true]);
    const [first] = own.sessions.filter((session) => !session.here);
    await here.ask(ada.cookie, 'DELETE', `/account/sessions/${first?.id}`);
    const statuses = async () =>
      Promise.all([phone, laptop].map(async ({ cookie }) => (await here.ask(cookie, 'GET', '/me')).status));
    expect((await statuses()).sort()).toEqual([200, 401]);
    expect((await here.ask(ada.cookie, 'POST', '/account/sessions/end-others')).json).toEqual({ ended: 1 });
    expect(await statuses()).toEqual([401, 401]);
    expect((await here.ask(ada.cookie, 'GET', '/me')).status).toBe(200);
  });

  test('nobody ends the sessions of others by their numbers', async () => {
    const store = await open();
    const { here, mo, ada } = await openStaffed(store);
    const own = (await here.ask(mo.cookie, 'GET', '/account')).json as { sessions: { id: number }[] };
    await here.ask(ada.cookie, 'DELETE', `/account/sessions/${own.sessions[0]?.id}`);
    expect((await here.ask(mo.cookie, 'GET', '/me')).status).toBe(200);
  });
});
