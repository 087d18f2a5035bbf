import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { restoreAccounts } from '#accounts/restore.sql.js';
import type { AccountId } from '#kit/ids.js';
import { type KeptTable, keptTables } from '#members/kept-tables.js';
import { restoreRows } from '#members/restore.sql.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import type { Arrivals } from './arrivals.ts';
import { AccountRow, MemberLine } from './desk-form.ts';
import { readerOf } from './form.ts';
import { readJsonLines } from './read-lines.io.ts';
import { bare, type LineStep, type Restoring } from './restore-lines.io.ts';

const FILE = 'members.jsonl';
const FEW = 200;

/** Accounts of readers in an export. They stand first in its file. */
export async function listReadersThere(folder: string): Promise<{ id: number; email: string }[]> {
  const path = join(folder, FILE);
  if (!existsSync(path)) return [];
  const there: { id: number; email: string }[] = [];
  const [readLine, readAccount] = [readerOf(MemberLine), readerOf(AccountRow)];
  for await (const line of readJsonLines(path)) {
    const member = line.ok ? readLine(line.value) : undefined;
    if (!member?.ok) continue;
    if (member.value.of !== 'account') break;
    const account = readAccount(member.value.row);
    if (account.ok) there.push({ id: account.value.id, email: account.value.email });
  }
  return there;
}

/** What a row is written as: its accounts have the numbers they have here. */
type KeptMember = { readonly of: 'account' | KeptTable; readonly row: Record<string, unknown> };

export function memberStep(work: Restoring, arrivals: Arrivals): LineStep<MemberLine, KeptMember> {
  const readAccount = readerOf(AccountRow);
  return {
    ...bare(FILE, 'members', MemberLine),
    batch: FEW,
    prepare: ({ of, row }): KeptMember | string => {
      if (of === 'account') {
        const account = readAccount(row);
        return account.ok ? { of, row } : account.refusal;
      }
      if (!isKept(of)) return `this version knows no ${of}.`;
      const accounts = keptTables[of].accounts.map(
        (name) => [name, numberHere(arrivals, row[name])] as const,
      );
      return { of, row: { ...row, ...Object.fromEntries(accounts) } };
    },
    write: async (tx, members) => {
      for (const run of runsOf(members)) await writeRun(tx, run, arrivals);
      // Who is kept in memory, and the pages on which tiers stand, are out of date.
      await tell(tx, 'tier.changed', null, {}, work.now);
    },
  };
}

async function writeRun(tx: Tx, run: readonly KeptMember[], arrivals: Arrivals): Promise<void> {
  const [first] = run;
  if (!first) return;
  const rows = run.map(({ row }) => row);
  if (first.of !== 'account') return restoreRows(tx, first.of, rows);
  const people = rows as unknown as AccountRow[];
  await restoreAccounts(
    tx,
    people.map(({ id, email, name, email_verified: isVerified, made_at: madeAt }) => ({
      ...{ id: arrivals.numberOf(id) as AccountId, email, name, isVerified: isVerified === 1, madeAt },
    })),
  );
}

/** Lines of the same table that follow each other. */
function runsOf(members: readonly KeptMember[]): KeptMember[][] {
  const runs: KeptMember[][] = [];
  for (const member of members) {
    const run = runs.at(-1);
    if (run?.[0]?.of === member.of) run.push(member);
    else runs.push([member]);
  }
  return runs;
}

function isKept(name: string): name is KeptTable {
  return Object.hasOwn(keptTables, name);
}

function numberHere(arrivals: Arrivals, there: unknown): unknown {
  return typeof there === 'number' ? arrivals.numberOf(there) : there;
}
