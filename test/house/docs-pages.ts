import type { FaultList } from '#kit/fault.js';

export type SettingRow = { name: string; default: string; says: string; environment: string };

/** The text of docs/faults.md. */
export function faultsPage(rooms: ReadonlyMap<string, FaultList>): string {
  const parts = [...rooms].map(([room, faults]) => {
    const rows = Object.entries(faults).map(([code, { status, says }]) => [
      `\`${code}\``,
      String(status),
      says,
    ]);
    return `## ${room}\n\n${table(['Code', 'Status', 'What it says'], rows)}`;
  });
  return `${[
    '# Faults',
    'Made by `npm run docs` from the lists `src/*/faults.ts`; a test keeps the two equal.',
    'A fault is something that went wrong and is known by its code, which does not change. Over HTTP it answers with its status and `{"code": …, "says": …}`; on the command line the sentence goes to standard error and the exit code is 1. What stands in braces is filled in.',
    ...parts,
  ].join('\n\n')}\n`;
}

/** The text of docs/settings.md. */
export function settingsPage(settings: readonly SettingRow[]): string {
  const rows = settings.map(({ name, environment, says, ...entry }) => [
    `\`${name}\``,
    entry.default === '' ? 'empty' : `\`${entry.default}\``,
    says,
    `\`${environment}\``,
  ]);
  return `${[
    '# Settings',
    'Made by `npm run docs` from the table in `src/paper/settings.ts`; a test keeps the two equal.',
    'A setting comes from three places, and the last one wins: what the newsroom saved, `settings.json` in the data folder (one JSON object, names as below), and the environment. A mistake in any of them is told at the start, all at once.',
    '`standfirst settings` lists them all as they are in force and tells where each comes from; `standfirst settings NAME` shows one, `standfirst settings NAME VALUE` saves one, and `standfirst settings NAME --standard` goes back to the standard. Lists are written with commas or as JSON, yes and no as `yes` and `no`. A running `serve` follows at once.',
    table(['Setting', 'Standard', 'What it does', 'In the environment'], rows),
  ].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
