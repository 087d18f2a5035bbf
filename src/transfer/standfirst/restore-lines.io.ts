import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { isFault } from '#kit/fault.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import type { ReportBook } from '../import-report.ts';
import { type LineFile, type Manifest, type Reader, readerOf } from './form.ts';
import { digestOf } from './origin-ids.ts';
import { type JsonLine, readJsonLines } from './read-lines.io.ts';
import { type RestoreProgress, type RestoreRun, saveRestore } from './restore-run.sql.ts';

/** What is put back, and how far that is. */
export type Restoring = {
  store: Store;
  folder: string;
  manifest: Manifest;
  run: RestoreRun;
  book: ReportBook;
  progress: (says: string, share: number) => void;
  now: Date;
};

/**
 * How the lines of one file come in.
 *
 * prepare  reads a line into what is written, outside the transaction; undefined where it brings nothing in
 * write    writes some at once; `digests` tell their lines from what they may be in a later export
 * skim     hears of a line that an earlier run brought in
 */
export type LineStep<Line, Value> = {
  file: LineFile;
  says: string;
  read: Reader<Line>;
  prepare(line: Line): Promise<Value | string> | Value | string;
  write(tx: Tx, values: readonly Value[], digests: readonly string[]): Promise<void>;
  skim?(line: Line): void;
  /** Lines written in one transaction. */
  batch: number;
  /** Whether a line is an item of the report. */
  isItem: boolean;
};

type Bare<Line> = Pick<LineStep<Line, Line>, 'file' | 'says' | 'read' | 'prepare' | 'batch' | 'isItem'>;

/** What steps have in common whose lines are written as they are read. */
export function bare<Schema extends TSchema>(
  file: LineFile,
  says: string,
  schema: Schema,
): Bare<Static<Schema>> {
  const read = readerOf(schema);
  return { file, says, read, prepare: (line) => line, batch: MANY, isItem: false };
}

/** Short lines come in many at a time. */
const MANY = 1_000;

type Waiting<Value> = { line: number; value: Value; digest: string };

/** Brings the lines of one file in, from where an earlier run broke off. A broken line is told of and harms no other. */
export async function restoreLines<Line, Value>(work: Restoring, step: LineStep<Line, Value>): Promise<void> {
  const path = join(work.folder, step.file);
  if (!existsSync(path)) {
    // Older exports have fewer files.
    if (step.file in work.manifest.lines)
      work.book.note('export', 'A file of the export is missing.', step.file);
    return;
  }
  const done = work.run.done[step.file] ?? 0;
  const lines = readJsonLines(path);
  let waiting: Waiting<Value>[] = [];
  for (;;) {
    const next = await lines.next();
    if (next.done) {
      await flush(work, step, waiting);
      compare(work, step.file, next.value.sha256);
      work.progress(step.says, 1);
      return;
    }
    const line = next.value;
    if (line.line <= done) {
      const known = line.ok && step.skim ? step.read(line.value) : undefined;
      if (known?.ok) step.skim?.(known.value);
      continue;
    }
    const value = await readLine(work, step, line);
    if (value !== undefined && line.ok) waiting.push({ line: line.line, value, digest: digestOf(line.text) });
    if (waiting.length < step.batch) continue;
    await flush(work, step, waiting);
    waiting = [];
    work.progress(step.says, line.share);
  }
}

async function readLine<Line, Value>(
  work: Restoring,
  step: LineStep<Line, Value>,
  line: JsonLine,
): Promise<Value | undefined> {
  const skip = (why: string): undefined => {
    work.book.skip({ item: `line ${line.line}`, file: step.file, line: line.line, why });
    return undefined;
  };
  if (!line.ok) return skip(line.why);
  const read = step.read(line.value);
  if (!read.ok) return skip(read.refusal);
  const value = await step.prepare(read.value);
  return typeof value === 'string' ? skip(value) : value;
}

async function flush<Line, Value>(
  work: Restoring,
  step: LineStep<Line, Value>,
  waiting: readonly Waiting<Value>[],
): Promise<void> {
  const last = waiting.at(-1);
  if (!last) return;
  try {
    await writeBatch(work, step, waiting);
    if (step.isItem) work.book.count('made', waiting.length);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // One of them does not fit; which one is found out by taking them one by one.
    for (const one of waiting) await writeOne(work, step, one);
  }
}

async function writeOne<Line, Value>(
  work: Restoring,
  step: LineStep<Line, Value>,
  one: Waiting<Value>,
): Promise<void> {
  try {
    await writeBatch(work, step, [one]);
    if (step.isItem) work.book.count('made');
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const why = `the database refuses it: ${error.message}`;
    work.book.skip({ item: `line ${one.line}`, file: step.file, line: one.line, why });
  }
}

async function writeBatch<Line, Value>(
  work: Restoring,
  step: LineStep<Line, Value>,
  batch: readonly Waiting<Value>[],
): Promise<void> {
  const done = { ...work.run.done, [step.file]: batch.at(-1)?.line ?? 0 };
  const before = progressOf(work);
  const progress = { ...before, done, made: before.made + (step.isItem ? batch.length : 0) };
  await work.store.db.transaction().execute(async (tx) => {
    await step.write(
      tx,
      batch.map(({ value }) => value),
      batch.map(({ digest }) => digest),
    );
    await saveRestore(tx, work.run.id, progress);
  });
  work.run.done = done;
}

/** What a run that goes on from here must know. */
export function progressOf({ run, book }: Restoring): RestoreProgress {
  return { done: run.done, made: book.report.made, skipped: book.report.skipped };
}

/** Something that the database will not have: two of one id, a story that is not there, a sign it cannot keep. */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error) || isFault(error)) return false;
  const { errcode, code } = error as { errcode?: number; code?: string };
  const SQLITE_CONSTRAINT = 19;
  return (errcode !== undefined && (errcode & 0xff) === SQLITE_CONSTRAINT) || /^2[23]\w{3}$/.test(code ?? '');
}

function compare({ manifest, book }: Restoring, file: LineFile, sha256: string): void {
  if (manifest.lines[file]?.sha256 === sha256) return;
  book.note('export', 'A file is not as it was exported: somebody or something changed it.', file);
}
