import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { toldEvents } from '#store/testing/told.js';
import { loadSettings, saveSettings } from './settings.io.ts';

const now = new Date('2026-06-01T12:00:00Z');

onBothDatabases('settings', (open) => {
  test('what was saved holds, settings.json over it, the environment over both', async () => {
    const { db } = await open();
    const folder = await newFolder();
    await saveSettings(db, { name: 'Harbour Ledger', timeZone: 'Europe/Lisbon', searchesPerMinute: 5 }, now);
    await writeFile(
      join(folder, 'settings.json'),
      JSON.stringify({ timeZone: 'Europe/Oslo', searchesPerMinute: 6 }),
    );
    const settings = await loadSettings(db, folder, { STANDFIRST_SEARCHES_PER_MINUTE: '7' });
    expect(settings).toMatchObject({ name: 'Harbour Ledger', timeZone: 'Europe/Oslo', searchesPerMinute: 7 });
  });

  test('a change is told once, by name and without its value', async () => {
    const { db } = await open();
    await saveSettings(db, { name: 'Harbour Ledger', purgeToken: 'secret' }, now);
    await vi.waitFor(async () => {
      const events = await toldEvents(db);
      expect(events.map(({ name, payload }) => [name, payload])).toEqual([
        ['settings.changed', { names: ['name', 'purgeToken'] }],
      ]);
    });
  });

  test('lists may be written as in the documentation, and a machine that is none is told', async () => {
    const { db } = await open();
    const folder = await newFolder();
    const lists = {
      STANDFIRST_PROXIES: '["10.0.0.0/8", "loopback"]',
      STANDFIRST_METRICS_FROM: '192.0.2.1, ::1',
    };
    const settings = await loadSettings(db, folder, lists);
    expect(settings).toMatchObject({
      proxies: ['10.0.0.0/8', 'loopback'],
      metricsFrom: ['192.0.2.1', '::1'],
    });
    expect((await loadSettings(db, folder, { STANDFIRST_PROXIES: '[]' })).proxies).toEqual([]);
    await expect(loadSettings(db, folder, { STANDFIRST_PROXIES: '10.0.0.0/99' })).rejects.toThrow(
      /proxies.*"10\.0\.0\.0\/99" is no address/,
    );
  });

  test('one wrong setting keeps all of them from being saved', async () => {
    const { db } = await open();
    const refused = saveSettings(db, { name: 'Harbour Ledger', timeZone: 'Moon/Crater' }, now);
    await expect(refused).rejects.toMatchObject({ code: 'setting-wrong' });
    const unknown = saveSettings(db, { colour: 'red' }, now);
    await expect(unknown).rejects.toThrow(/colour/);
    expect((await loadSettings(db, await newFolder(), {})).name).toBe('Standfirst');
  });

  test('a settings.json that is broken is named', async () => {
    const { db } = await open();
    const folder = await newFolder();
    await writeFile(join(folder, 'settings.json'), '{"name": ');
    await expect(loadSettings(db, folder, {})).rejects.toMatchObject({ code: 'settings-file-wrong' });
    await writeFile(join(folder, 'settings.json'), '["name"]');
    await expect(loadSettings(db, folder, {})).rejects.toThrow(/settings\.json/);
  });

  test('a setting that a newer version saved does not keep the paper from starting', async () => {
    const { db } = await open();
    await db.insertInto('setting').values({ name: 'hologram', value: 'true', changed_at: 0 }).execute();
    expect((await loadSettings(db, await newFolder(), {})).language).toBe('en-GB');
  });
});
