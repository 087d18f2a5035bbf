import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fault } from '#kit/fault.js';
import type { Given } from '../arguments.ts';
import { mainFaults } from '../faults.ts';

/** The bytes of the file that an act was given. throws  file-unreadable */
export async function readGivenFile({ cwd, operands }: Given): Promise<Buffer> {
  const path = resolve(cwd, operands[0] ?? '');
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(mainFaults, 'file-unreadable', { path, reason }, error);
  }
}
