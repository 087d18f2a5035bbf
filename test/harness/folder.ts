import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder inside the run's own, which is removed when the run ends. */
export async function newFolder(name = 'folder'): Promise<string> {
  return mkdtemp(join(tmpdir(), `${name}-`));
}
