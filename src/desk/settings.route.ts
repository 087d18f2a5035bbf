import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { holds } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import { findWrongSettings } from '#paper/check-settings.js';
import { paperFaults } from '#paper/faults.js';
import { inScreenOrder, placeOf } from '#paper/setting-groups.js';
import { forgetSetting, listSettings, type SettingInForce, saveSettings } from '#paper/settings.io.js';
import { listLetters, post } from '#store/letters.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand, editorOf } from './manners.ts';
import { type Recorded, recorded } from './recorded.sql.ts';
import type { LookReply, SettingsReply, SettingView, TestLetterReply } from './shapes/settings.ts';

const Values = Type.Object({ values: Type.Record(Type.String(), Type.Unknown()) });
const Name = Type.Object({ name: Type.String({ maxLength: 60 }) });
const colour = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });
const Look = Type.Object({
  accent: colour,
  accentDark: Type.Optional(colour),
  scheme: Type.Union([Type.Literal('light'), Type.Literal('dark')]),
});
const LetterId = Type.Object({ id: Type.Integer({ minimum: 1 }) });

/** /desk/api/settings: what is in force and what set it, changes by name, the look before it is saved, a test letter. */
export function settingsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/settings', async (request): Promise<SettingsReply> => {
      const staff = editorOf(request);
      if (!holds(staff, 'members')) demand(staff, 'settings');
      return settingsFor(desk, staff);
    });
    api.put('/settings', { schema: { body: Values } }, async (request): Promise<SettingsReply> => {
      const { values } = request.body;
      const staff = editorOf(request);
      await demandChangeable(desk, Object.keys(values));
      // Whoever looks after members sets what concerns them, but no key to money.
      const views = (await inForce(desk)).map(viewOf);
      const own = new Set(views.filter(isOfMembers).map(({ name }) => name));
      const isOwn = holds(staff, 'members') && Object.keys(values).every((name) => own.has(name));
      if (!isOwn) demand(staff, 'settings');
      demandRight(values);
      await recorded(desk, staff, async (tx, now) => {
        await saveSettings(tx, values, now);
        return changed(Object.keys(values));
      });
      return settingsFor(desk, staff);
    });
    api.delete('/settings/:name', { schema: { params: Name } }, async (request): Promise<SettingsReply> => {
      const { name } = request.params;
      demand(editorOf(request), 'settings');
      await demandChangeable(desk, [name]);
      await recorded(desk, editorOf(request), async (tx, now) => {
        await forgetSetting(tx, name, now);
        return changed([name]);
      });
      return { settings: inScreenOrder(await inForce(desk)).map(viewOf) };
    });
    await api.register(lookRoutes(desk));
    await api.register(letterRoutes(desk));
  };
}

function lookRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/settings/look', { schema: { querystring: Look } }, async (request): Promise<LookReply> => {
      demand(editorOf(request), 'settings');
      const { accent, accentDark, scheme } = request.query;
      return { css: desk.lookCss?.({ light: accent, dark: accentDark ?? accent }, scheme) ?? '' };
    });
  };
}

function letterRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/settings/test-letter', async (request): Promise<TestLetterReply> => {
      const staff = editorOf(request);
      demand(staff, 'settings');
      const now = desk.clock();
      const { name } = desk.settings();
      const text = `This letter shows that ${name} can send mail. Nothing has to be done.\n`;
      const html = `<p>${escapeText(text.trim())}</p>`;
      const letter = { kind: 'test', to: staff.email, subject: `A test letter from ${name}`, text, html };
      const id = await desk.store.db.transaction().execute((tx) => post(tx, letter, now));
      return { id, to: staff.email, state: 'waiting', why: null };
    });
    api.get(
      '/settings/test-letter/:id',
      { schema: { params: LetterId } },
      async (request): Promise<TestLetterReply> => {
        demand(editorOf(request), 'settings');
        const letters = await listLetters(desk.store.db, 200);
        const found = letters.find(({ id, kind }) => id === request.params.id && kind === 'test');
        if (!found) throw fault(deskFaults, 'desk-address-unknown');
        return { id: found.id, to: found.to, state: found.state, why: found.why };
      },
    );
  };
}

/** What somebody may see and set: all, or what concerns members. */
async function settingsFor(desk: Desk, staff: Staff): Promise<SettingsReply> {
  const all = inScreenOrder(await inForce(desk)).map(viewOf);
  return { settings: holds(staff, 'settings') ? all : all.filter(isOfMembers) };
}

function isOfMembers({ group, secret, name }: SettingView): boolean {
  return group === 'members' && !secret && name !== 'stripeAddress' && name !== 'outsideFolder';
}

function inForce({ store, environment = {} }: Desk): Promise<SettingInForce[]> {
  return listSettings(store.db, store.folder, environment);
}

/** Secrets stay here: a screen learns only whether there is one. */
function viewOf(setting: SettingInForce): SettingView {
  const { name, value, from, secret, says, environment: variable } = setting;
  const isSet = Array.isArray(value) ? value.length > 0 : value !== '';
  return { ...placeOf(name), name, from, secret, says, variable, isSet, value: secret ? null : value };
}

/** throws  setting-unknown, setting-fixed */
async function demandChangeable(desk: Desk, names: readonly string[]): Promise<void> {
  const known = new Map((await inForce(desk)).map((setting) => [setting.name, setting]));
  for (const name of names) {
    const setting = known.get(name);
    if (!setting) throw fault(paperFaults, 'setting-unknown', { name });
    if (setting.from !== 'environment' && setting.from !== 'settings.json') continue;
    const from = setting.from === 'environment' ? `the environment (${setting.environment})` : setting.from;
    throw fault(paperFaults, 'setting-fixed', { name, from });
  }
}

/** throws  settings-wrong, with what is wrong at each field */
function demandRight(values: Readonly<Record<string, unknown>>): void {
  const fields = findWrongSettings(values);
  const [first] = Object.values(fields);
  if (first === undefined) return;
  const problem = first.charAt(0).toUpperCase() + first.slice(1);
  throw fault(deskFaults, 'settings-wrong', { problem, fields });
}

function changed(names: readonly string[]): Recorded<void> {
  return { made: undefined, act: 'settings.changed', about: 'settings', subject: null, details: { names } };
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
