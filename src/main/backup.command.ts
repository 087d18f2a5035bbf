import { resolve } from 'node:path';
import { isAsleep, wake } from '#store/asleep.sql.js';
import { backup } from '#store/backup.io.js';
import { restore } from '#store/restore.io.js';
import { type Given, hasFlag } from './arguments.ts';
import type { FolderCommand, HouseCommand } from './command.ts';
import { openFiles } from './house.io.ts';

/** Sizes of pictures are made again when somebody asks for them. */
const REMADE = /^sizes\//;
const MEGABYTE = 1_000_000;

export const backupCommand: HouseCommand = {
  form: {
    name: 'backup',
    says: 'copies database and files to a folder, while the paper is served; adds only what changed',
    operands: 'DIR',
    options: {},
  },
  kind: 'reads',
  needsData: true,
  check: oneFolder,
  async run(house, given, progress) {
    const target = resolve(given.cwd, given.operands[0] ?? '');
    const made = await backup(house, target, house.clock(), {
      leaveOut: (key) => REMADE.test(key),
      tell: (says) => progress(says),
    });
    const added = `${made.added} new of ${made.files} files, ${(made.addedBytes / MEGABYTE).toFixed(1)} MB`;
    return {
      exit: 0,
      json: made,
      text: `Backed up to ${target}: the database (${(made.databaseBytes / MEGABYTE).toFixed(1)} MB), ${added}.`,
    };
  },
};

export const restoreCommand: FolderCommand = {
  form: {
    name: 'restore',
    says: 'makes a data folder of a backup',
    operands: 'DIR',
    options: {
      'as-copy': { says: 'a copy that sends, charges, fetches and publishes nothing until "wake"' },
    },
  },
  kind: 'makes',
  check: oneFolder,
  async make(folder, given, progress) {
    const source = resolve(given.cwd, given.operands[0] ?? '');
    const asCopy = hasFlag(given, 'as-copy');
    const place = {
      folder,
      files: openFiles(folder, process.env),
      databaseUrl: process.env.STANDFIRST_DATABASE,
    };
    const made = await restore(place, source, { asCopy, now: new Date(), tell: progress });
    const state = asCopy ? ' It is a copy and sleeps until "standfirst wake".' : '';
    return {
      exit: 0,
      json: { ...made, asleep: asCopy },
      text: `Restored the paper of ${made.madeAt} to ${folder}, with ${made.files} files.${state}`,
    };
  },
};

export const wakeCommand: HouseCommand = {
  form: { name: 'wake', says: 'makes of a restored copy the publication itself', operands: '', options: {} },
  kind: 'writes',
  needsData: true,
  async run(house) {
    const slept = await isAsleep(house.store.db);
    await wake(house.store.db, house.clock());
    const text = slept
      ? 'The copy is awake: from now on it publishes and sends.'
      : 'This publication was not asleep.';
    return { exit: 0, json: { woken: slept }, text };
  },
};

function oneFolder(given: Given): string | undefined {
  return given.operands.length === 1 ? undefined : 'Name one folder.';
}
