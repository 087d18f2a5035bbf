import { fault } from '#kit/fault.js';
import { paperFaults } from '#paper/faults.js';
import { forgetSetting, listSettings, type SettingInForce, saveSettings } from '#paper/settings.io.js';
import { findSetting } from '#paper/settings.js';
import { hasFlag } from './arguments.ts';
import type { HouseCommand, Outcome } from './command.ts';
import type { House } from './house.io.ts';

export const settingsCommand: HouseCommand = {
  form: {
    name: 'settings',
    says: 'lists the settings, shows one, or saves one: settings timeZone Europe/London',
    operands: '[NAME [VALUE]]',
    options: { standard: { says: 'goes back to the standard value of NAME' } },
  },
  kind: 'writes',
  needsData: false,
  check({ operands, flags }) {
    if (operands.length > 2) return 'Write a value with spaces in quotation marks.';
    const standard = flags.includes('standard');
    return standard && operands.length !== 1 ? '--standard goes with one name and no value.' : undefined;
  },
  async run(house, given) {
    const [name, value] = given.operands;
    if (name === undefined) return list(await inForce(house));
    if (!findSetting(name)) throw fault(paperFaults, 'setting-unknown', { name });
    if (hasFlag(given, 'standard')) await forgetSetting(house.store.db, name, house.clock());
    else if (value !== undefined) await saveSettings(house.store.db, { [name]: value }, house.clock());
    const settings = await inForce(house);
    return show(
      settings.filter((setting) => setting.name === name),
      value !== undefined,
    );
  },
};

function inForce({ store, folder, environment }: House): Promise<SettingInForce[]> {
  return listSettings(store.db, folder, environment);
}

/** What is secret is not read over somebody's shoulder. */
function list(settings: readonly SettingInForce[]): Outcome {
  const shown = settings.map(({ secret, value, ...setting }) => ({
    ...setting,
    value: secret && isSet(value) ? '(set)' : value,
  }));
  const width = Math.max(...shown.map(({ name }) => name.length));
  const lines = shown.map(({ name, value, from }) => {
    return `${name.padEnd(width)}  ${written(value)}${from === 'standard' ? '' : `  (${from})`}`;
  });
  return { exit: 0, json: { settings: shown }, text: lines.join('\n') };
}

function show([setting]: readonly SettingInForce[], wasSaved: boolean): Outcome {
  if (!setting) throw new Error('There is no such setting.');
  const { name, value, from, says, environment } = setting;
  const source = from === 'environment' ? `${environment} of the environment` : from;
  const isOver = wasSaved && from !== 'saved' ? ` What you saved waits behind ${source}.` : '';
  return {
    exit: 0,
    json: { name, value, from, says },
    text: `${name}: ${written(value)} (${source})${isOver}\n${says}`,
  };
}

function written(value: unknown): string {
  if (value === '') return 'empty';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== '';
}
