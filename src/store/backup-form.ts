import { Type } from 'typebox';
import { Value } from 'typebox/value';

/**
 * How a backup lies in its folder:
 *
 * manifest.json       says what belongs to it; written last, so a backup that broke off is still the one before
 * database-….db       the SQLite database, or database-….jsonl the tables of Postgres: each table's line, then its rows
 * files-….jsonl       a line for each file: where it belongs and which content it has
 * content/AB/CDEF…    the contents, each once, named by their SHA-256
 */
export const manifestName = 'manifest.json';

export const MANIFEST_VERSION = 1;

const Kept = Type.Object({
  file: Type.String({ pattern: '^[a-z]+-[0-9a-zA-Z]+\\.(db|jsonl)$' }),
  sizeBytes: Type.Integer({ minimum: 0 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

const Manifest = Type.Object({
  standfirst: Type.Literal('backup'),
  version: Type.Integer({ minimum: 1 }),
  madeAt: Type.String(),
  /** The steps its database has, so that an older version refuses it. */
  steps: Type.Array(Type.String()),
  database: Type.Intersect([
    Kept,
    Type.Object({ kind: Type.Union([Type.Literal('sqlite'), Type.Literal('postgres')]) }),
  ]),
  files: Type.Intersect([Kept, Type.Object({ count: Type.Integer({ minimum: 0 }) })]),
});

export type KeptFile = Type.Static<typeof Kept>;
export type Manifest = Type.Static<typeof Manifest>;

/** The manifest in this text, or undefined when it is none of ours. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(Manifest, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const Entry = Type.Object({
  in: Type.Union([Type.Literal('files'), Type.Literal('folder')]),
  path: Type.String({ minLength: 1 }),
  sizeBytes: Type.Integer({ minimum: 0 }),
  /** Milliseconds since 1970: while size and time stay, the file is not read again. */
  changedAt: Type.Number(),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

/** A file of the backup. `in` 'files': its key among the files; 'folder': its path in the data folder. */
export type Entry = Type.Static<typeof Entry>;

export function readEntry(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return Value.Check(Entry, value) && isInside(value.path) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function contentPath(sha256: string): string {
  return `content/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}

/** Whether a path of a backup stays below the folder it is restored to. */
function isInside(path: string): boolean {
  return (
    !path.includes('\0') && path.split(/[\\/]/).every((part) => part !== '' && part !== '..' && part !== '.')
  );
}
