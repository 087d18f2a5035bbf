import { type Fault, fault, isFault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';

type Code = keyof typeof storeFaults;

/** SQLite's primary result codes; extended ones carry theirs in the lowest byte. source  sqlite.org/rescode.html */
const sqliteCodes: Readonly<Record<number, Code>> = {
  5: 'store-busy',
  8: 'store-not-writable',
  11: 'store-damaged',
  13: 'store-full',
  14: 'store-not-writable',
  26: 'store-damaged',
};

const systemCodes: Readonly<Record<string, Code>> = {
  ENOSPC: 'store-full',
  EDQUOT: 'store-full',
  EACCES: 'store-not-writable',
  // A file stands where the folder should.
  EEXIST: 'store-not-writable',
  ENOTDIR: 'store-not-writable',
  EPERM: 'store-not-writable',
  EROFS: 'store-not-writable',
  ECONNREFUSED: 'store-unreachable',
  ECONNRESET: 'store-unreachable',
  ENOTFOUND: 'store-unreachable',
  ETIMEDOUT: 'store-unreachable',
};

/** Postgres: disk full, server starting or stopping, too many connections, wrong password, no such database. */
const postgresCodes: Readonly<Record<string, Code>> = {
  '53100': 'store-full',
  '53300': 'store-unreachable',
  '57P01': 'store-unreachable',
  '57P03': 'store-unreachable',
  '28000': 'store-unreachable',
  '28P01': 'store-unreachable',
  '3D000': 'store-unreachable',
  '25006': 'store-not-writable',
};

/**
 * What a database or a disk complains of, as a fault with a plain sentence; undefined for a complaint about what we
 * asked of it (a broken rule, a wrong query), which is a mistake of ours.
 *
 * folder  the data folder, or the place that was written to, as the sentence names it
 */
export function findStoreFault(error: unknown, folder: string): Fault | undefined {
  if (isFault(error)) return error;
  const code = codeOf(error);
  return code && fault(storeFaults, code, { folder, reason: reasonOf(error) }, error);
}

/** The same for a `catch` that throws on: the fault where there is one, else the error as it came. */
export function toStoreFault(error: unknown, folder: string): unknown {
  return findStoreFault(error, folder) ?? error;
}

/** What a row refers to is not there, or what may stand once stands there already. */
export type BrokenRule = 'missing' | 'taken';

/** SQLite's extended codes: foreign key; primary key, row id, unique. */
const sqliteRules: Readonly<Record<number, BrokenRule>> = {
  787: 'missing',
  1555: 'taken',
  2067: 'taken',
  2579: 'taken',
};
const postgresRules: Readonly<Record<string, BrokenRule>> = { '23503': 'missing', '23505': 'taken' };

/** Which rule between rows a statement would have broken; undefined for every other error. */
export function findBrokenRule(error: unknown): BrokenRule | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return sqliteRules[errcode];
  return typeof code === 'string' ? postgresRules[code] : undefined;
}

function codeOf(error: unknown): Code | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return sqliteCodes[errcode & 0xff];
  if (typeof code !== 'string') return undefined;
  return systemCodes[code] ?? postgresCodes[code];
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : '';
  return message.replace(/[.\s]+$/, '');
}
