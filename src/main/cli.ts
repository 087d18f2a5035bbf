import { resolve } from 'node:path';
import { fault, isFault } from '#kit/fault.js';
import { askHolder, holdFolder } from '#store/lock.io.js';
import { toStoreFault } from '#store/trouble.js';
import { type Given, givenValue, hasFlag, readArguments, usageOf } from './arguments.ts';
import type { Command, HouseCommand, Outcome, Progress } from './command.ts';
import { commands, serveForm } from './commands.ts';
import { mainFaults } from './faults.ts';
import { openHouse } from './house.io.ts';
import { openPrepared } from './prepare.io.ts';
import { makeProgress } from './progress.io.ts';
import { runServe } from './run-serve.io.ts';

process.exitCode = await main(process.argv.slice(2));

async function main([name = '--help', ...words]: string[]): Promise<number> {
  if (name === '--help' || name === 'help' || name === '-h') return say(overview(), 0);
  const command = commands.find(({ form }) => form.name === name);
  const form = name === serveForm.name ? serveForm : command?.form;
  if (!form) return complain(`There is no command "${name}". "standfirst --help" lists them.`, 2);
  if (words.includes('--help')) return say(usageOf(form), 0);
  const read = readArguments(form, words, process.cwd());
  if (!read.ok) return complain(`${read.refusal}\n\n${usageOf(form)}`, 2);
  const folder = resolve(givenValue(read.value, 'data') ?? 'data');
  try {
    return command ? await runCommand(command, folder, read.value) : await runServe(folder, read.value);
  } catch (error) {
    return complain(sentenceOf(error, folder), 1);
  }
}

async function runCommand(command: Command, folder: string, given: Given): Promise<number> {
  const wrong = command.check?.(given);
  if (wrong) return complain(`${wrong}\n\n${usageOf(command.form)}`, 2);
  const progress = makeProgress(process.stderr);
  try {
    const outcome = await runWhereItMust(command, folder, given, progress.tell);
    progress.end();
    if (hasFlag(given, 'json')) process.stdout.write(`${JSON.stringify(outcome.json)}\n`);
    else if (outcome.text) process.stdout.write(`${outcome.text}\n`);
    if (outcome.why) process.stderr.write(`${outcome.why}\n`);
    return outcome.exit;
  } finally {
    progress.end();
  }
}

/** A command that writes is done by the process that serves the folder, if there is one. */
async function runWhereItMust(
  command: Command,
  folder: string,
  given: Given,
  tell: Progress,
): Promise<Outcome> {
  if (command.kind === 'makes') return command.make(folder, given, tell);
  if (command.kind === 'writes') {
    const request = { command: command.form.name, given };
    const answer = await askHolder(folder, request, (line) => tellLine(line, tell));
    if (answer) return answer.value as Outcome;
  }
  return command.kind === 'reads'
    ? runReading(command, folder, given, tell)
    : runWriting(command, folder, given, tell);
}

async function runReading(
  command: HouseCommand,
  folder: string,
  given: Given,
  tell: Progress,
): Promise<Outcome> {
  const house = await openHouse(folder, { readOnly: true, mustExist: true });
  try {
    return await command.run(house, given, tell);
  } finally {
    await house.close();
  }
}

/** Nobody serves the folder: it is ours while the command runs, so that no `serve` begins in the middle. */
async function runWriting(
  command: HouseCommand,
  folder: string,
  given: Given,
  tell: Progress,
): Promise<Outcome> {
  const hold = await holdFolder(folder, async () => {
    throw fault(mainFaults, 'folder-busy', { folder, command: command.form.name });
  });
  try {
    const house = await openPrepared(folder, { mustExist: command.needsData });
    try {
      return await command.run(house, given, tell);
    } finally {
      await house.close();
    }
  } finally {
    await hold.release();
  }
}

function tellLine(line: unknown, tell: Progress): void {
  const { says, share } = line as { says: string; share?: number };
  tell(says, share);
}

function sentenceOf(error: unknown, folder: string): string {
  const known = isFault(error) ? error : toStoreFault(error, folder);
  if (isFault(known)) return known.message;
  if (process.env.STANDFIRST_TRACE && known instanceof Error) return known.stack ?? known.message;
  return `Something went wrong that should not: ${known instanceof Error ? known.message : String(known)}`;
}

function overview(): string {
  const lines = [serveForm, ...commands.map(({ form }) => form)].map(
    ({ name, operands, says }) => `  ${`${name} ${operands}`.trim().padEnd(34)} ${says}`,
  );
  return [
    'Standfirst runs a news publication.',
    '',
    ...lines,
    '',
    'standfirst COMMAND --help tells the options of one.',
  ].join('\n');
}

function say(text: string, exit: number): number {
  process.stdout.write(`${text}\n`);
  return exit;
}

function complain(text: string, exit: number): number {
  process.stderr.write(`${text}\n`);
  return exit;
}
