import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';

export const socketName = 'standfirst.sock';

/** What a socket's address may hold: 108 bytes on Linux, 104 on macOS, the last of them zero. */
const LONGEST_PATH_BYTES = 100;

/**
 * Gives `work` a path of the socket `name` in `folder` that is short enough for the system. Where the real one is too
 * long, it leads through a passing link in the temporary folder; the socket itself always lies in the data folder.
 */
export async function withinReach<Value>(
  folder: string,
  name: string,
  work: (path: string) => Promise<Value>,
): Promise<Value> {
  const direct = join(folder, name);
  if (Buffer.byteLength(direct) <= LONGEST_PATH_BYTES) return work(direct);
  const passing = await mkdtemp(join(tmpdir(), 'sf-'));
  try {
    await symlink(resolve(folder), join(passing, 'd'));
    return await work(join(passing, 'd', name));
  } finally {
    await rm(passing, { recursive: true, force: true });
  }
}

/**
 * Connects to whoever holds the folder; undefined when nobody listens there.
 *
 * throws  store-in-use when somebody listens and has no ear for us
 */
export async function connectTo(folder: string): Promise<Socket | undefined> {
  try {
    return await withinReach(folder, socketName, connected);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A socket of a process that crashed refuses; a folder that is not there has none.
    if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTDIR') return undefined;
    if (code === 'EAGAIN') throw fault(storeFaults, 'store-in-use', { folder }, error);
    throw error;
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
