import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { loadSettings } from '#paper/settings.io.js';
import type { SettingsReply } from './shapes/settings.ts';
import { deskHere } from './testing/desk-here.ts';

onBothDatabases('settings at the desk', (open) => {
  const openDesk = async () => {
    const store = await open();
    const here = await deskHere(store);
    const admin = await signIn(store, { name: 'Ada', email: 'ada@paper.example', role: 'admin' });
    const reporter = await signIn(store, { name: 'Tom', email: 'tom@paper.example', role: 'reporter' });
    return { store, here, admin, reporter };
  };

  test('what is saved holds at once, and the record says who saved it', async () => {
    const { store, here, admin } = await openDesk();
    const answer = await here.ask(admin.cookie, 'PUT', '/settings', {
      values: { name: 'Harbour Ledger', accent: '#225588', navigation: [{ label: 'News', href: '/news' }] },
    });
    expect(answer.status).toBe(200);
    expect(await loadSettings(store.db, store.folder, {})).toMatchObject({
      name: 'Harbour Ledger',
      navigation: [{ label: 'News', href: '/news' }],
    });
    const [entry] = await listAudit(store.db, { limit: 1 });
    expect(entry).toMatchObject({
      by: admin.staff.id,
      act: 'settings.changed',
      details: { names: ['name', 'accent', 'navigation'] },
    });
    await here.ask(admin.cookie, 'DELETE', '/settings/name');
    expect((await loadSettings(store.db, store.folder, {})).name).toBe('Standfirst');
  });

  test('a mistake is told at its field, and nothing is saved', async () => {
    const { store, here, admin } = await openDesk();
    const values = { name: 'Harbour Ledger', timeZone: 'Moon/Crater', accent: 'reddish' };
    const answer = await here.ask(admin.cookie, 'PUT', '/settings', { values });
    expect(answer.status).toBe(400);
    const { details } = answer.json as { details: { fields: Record<string, string> } };
    expect(Object.keys(details.fields)).toEqual(['timeZone', 'accent']);
    expect((await loadSettings(store.db, store.folder, {})).name).toBe('Standfirst');
  });

  test('a secret is kept and never sent back', async () => {
    const { here, admin } = await openDesk();
    await here.ask(admin.cookie, 'PUT', '/settings', { values: { purgeToken: 'hush-hush-4711' } });
    const answer = await here.ask(admin.cookie, 'GET', '/settings');
    expect(answer.text).not.toContain('hush-hush');
    const { settings } = answer.json as SettingsReply;
    expect(settings.find(({ name }) => name === 'purgeToken')).toMatchObject({ value: null, isSet: true });
  });

  test('what the machine fixes is shown as fixed and cannot be changed here', async () => {
    const { store, here, admin } = await openDesk();
    await writeFile(join(store.folder, 'settings.json'), JSON.stringify({ timeZone: 'Europe/Oslo' }));
    const { settings } = (await here.ask(admin.cookie, 'GET', '/settings')).json as SettingsReply;
    expect(settings.find(({ name }) => name === 'timeZone')).toMatchObject({
      from: 'settings.json',
      value: 'Europe/Oslo',
    });
    const answer = await here.ask(admin.cookie, 'PUT', '/settings', { values: { timeZone: 'Europe/Paris' } });
    expect(answer.json).toMatchObject({ code: 'setting-fixed' });
  });

  test('only who may change settings sees them', async () => {
    const { here, reporter } = await openDesk();
    for (const [method, path] of [
      ['GET', '/settings'],
      ['PUT', '/settings'],
      ['GET', '/redirects'],
      ['POST', '/settings/test-letter'],
    ] as const) {
      const answer = await here.ask(
        reporter.cookie,
        method,
        path,
        method === 'PUT' ? { values: {} } : undefined,
      );
      expect(answer.json).toMatchObject({ code: 'not-allowed' });
    }
  });

  test('a test letter waits for the person who asked for it', async () => {
    const { here, admin } = await openDesk();
    const answer = await here.ask(admin.cookie, 'POST', '/settings/test-letter');
    expect(answer.json).toMatchObject({ to: 'ada@paper.example', state: 'waiting' });
    const { id } = answer.json as { id: number };
    expect((await here.ask(admin.cookie, 'GET', `/settings/test-letter/${id}`)).json).toMatchObject({
      state: 'waiting',
    });
  });
});
