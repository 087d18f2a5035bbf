import type { MediaId } from '#kit/ids.js';
import type { Files } from '#store/files.io.js';
import { type CheckProgress, type Finding, someOf } from '#store/finding.js';
import { hashStream } from '#store/hashed.io.js';
import type { Db } from '#store/tables.js';

const BATCH = 500;

type Row = { id: MediaId; name: string; file_key: string | null; sha256: string | null; size_bytes: number };

/** Whether every picture and file of the library is there as it came, and whether files lie there that nobody names. */
export async function checkPictures(
  db: Db,
  files: Files,
  tell: CheckProgress = () => {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const named = new Set<string>();
  const lost: MediaId[] = [];
  for await (const row of listRows(db)) {
    if (row.file_key === null) {
      if (row.name !== '') lost.push(row.id);
      continue;
    }
    const known = named.has(row.file_key);
    named.add(row.file_key);
    const finding = known ? undefined : await checkFile(files, { ...row, file_key: row.file_key });
    if (finding) findings.push(finding);
    if (named.size % 100 === 0) tell(`Files that were read: ${named.size}.`);
  }
  if (lost.length > 0) {
    const says = `Pictures that an import names and nobody has found: ${lost.length} (${someOf(lost)}).`;
    findings.push({ level: 'note', code: 'pictures-lost', says });
  }
  return [...findings, ...(await checkUnnamed(files, named))];
}

async function checkFile(files: Files, row: Row & { file_key: string }): Promise<Finding | undefined> {
  const called = `${row.name || 'A file'} (number ${row.id})`;
  const body = await files.stream(row.file_key);
  if (!body) {
    const says = `${called} has lost its file ${row.file_key}.`;
    return { level: 'wrong', code: 'file-missing', says };
  }
  const found = await hashStream(body);
  if (row.sha256 === null ? found.sizeBytes === row.size_bytes : found.sha256 === row.sha256)
    return undefined;
  return { level: 'wrong', code: 'file-changed', says: `${called} is not what came in: ${row.file_key}.` };
}

async function checkUnnamed(files: Files, named: ReadonlySet<string>): Promise<Finding[]> {
  const unnamed: string[] = [];
  let count = 0;
  for await (const { key } of files.list('originals/')) {
    if (named.has(key)) continue;
    count += 1;
    if (unnamed.length < 3) unnamed.push(key);
  }
  if (count === 0) return [];
  const says = `Files that no picture rests on: ${count} (${someOf(unnamed, count)}). They harm nobody.`;
  return [{ level: 'note', code: 'files-unnamed', says }];
}

async function* listRows(db: Db): AsyncGenerator<Row, void> {
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom('media')
      .select(['id', 'name', 'file_key', 'sha256', 'size_bytes'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const row of rows) yield { ...row, id: row.id as MediaId };
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? after;
  }
}
