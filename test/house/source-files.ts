import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SourceFile = { path: string; code: string };

export const root = join(import.meta.dirname, '..', '..');

const notOurs = new Set(['.cache', '.git', 'data', 'dist', 'node_modules']);

/** Every file of the project that is, or would be, kept in git. Paths are relative to the root. */
export function listProjectFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const git = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const paths = git.status === 0 ? git.stdout.split('\0').filter(Boolean) : walk('');
  return paths.filter((path) => existsSync(join(root, path))).sort();
}

/** Where there is no git, or the project came as an archive. */
function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return folder === '' && notOurs.has(entry.name) ? [] : walk(path);
  });
}

/** The TypeScript of the rooms, without the tests. */
export function readRooms(): SourceFile[] {
  return listProjectFiles()
    .filter((path) => /^src\/.*\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, code: readFileSync(join(root, path), 'utf8') }));
}
