import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Progress } from '../command.ts';
import type { House } from '../house.io.ts';
import { serve } from '../serve.io.ts';
import { makeAskers } from './askers.io.ts';
import { makeCopy } from './copy.io.ts';
import { type Findings, noFindings } from './findings.ts';
import { lookAtLetters } from './letters.sql.ts';
import { type Planted, plant } from './plant.io.ts';
import { visit } from './visit.io.ts';

/**
 * sample       closed stories of the paper's own that are looked at, at most
 * most         addresses that each kind of reader asks for at most
 * databaseUrl  an empty database for the copy of a paper on Postgres
 * keep         leaves the copy where it is
 */
export type CheckWish = {
  readonly sample: number;
  readonly most: number;
  readonly databaseUrl: string | undefined;
  readonly keep: boolean;
};

export type CopyChecked = Findings & {
  stories: { planted: number; known: number; of: number };
  folder: string | null;
};

/** Pages of one list, or the ways to sign in from one story or another, that are asked for at most. */
const ALIKE = 25;

/** Hides words in a copy of a publication, serves it on this machine alone, and looks for them as every kind of reader. */
export async function checkCopy(house: House, wish: CheckWish, tell: Progress): Promise<CopyChecked> {
  const folder = await mkdtemp(join(tmpdir(), 'standfirst-leak-check-'));
  tell('The archive is copied.');
  try {
    const { copy, remove } = await makeCopy(house, folder, wish.databaseUrl);
    try {
      const planted = await plant(copy, wish.sample, tell);
      const findings = await visitAll(copy, planted, wish, tell);
      const stories = { planted: planted.stories.length, known: planted.known.length, of: planted.of };
      return { ...findings, stories, folder: wish.keep ? folder : null };
    } finally {
      await copy.close();
      if (!wish.keep) await remove();
    }
  } finally {
    if (!wish.keep) await rm(folder, { recursive: true, force: true });
  }
}

async function visitAll(copy: House, planted: Planted, wish: CheckWish, tell: Progress): Promise<Findings> {
  const { canaries, stories, known } = planted;
  const findings = noFindings(canaries.all.length);
  // Before it is served, so that it knows them all from its first answer.
  const askers = await makeAskers(copy, planted);
  const serving = await serve(copy, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' }));
  try {
    const { most } = wish;
    const alike = Number.isFinite(most) ? ALIKE : most;
    const visited = { url: serving.address, canaries, stories, known, most, alike };
    for (const [at, asker] of askers.entries()) {
      tell(`The copy is read as ${asker.name}.`, at / askers.length);
      await visit(visited, asker, findings);
    }
    await lookAtLetters(copy.store.db, { url: serving.address, canaries }, askers, findings);
    return findings;
  } finally {
    await serving.stop();
  }
}
