import { accessSync, constants, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratchName = /^import-(\d+)-\d+\.scratch$/;
let made = 0;

/**
 * A path for what an import notes down while it runs: in the data folder, which has room for it, or elsewhere when that must not
 * be written. What an import that was killed left there is thrown away.
 */
export function newScratchPath(folder: string): string {
  const place = isWritable(folder) ? folder : tmpdir();
  for (const name of readdirSync(place)) {
    const maker = scratchName.exec(name)?.[1];
    if (maker !== undefined && !isRunning(Number(maker))) rmSync(join(place, name), { force: true });
  }
  made += 1;
  return join(place, `import-${process.pid}-${made}.scratch`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
