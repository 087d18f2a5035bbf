/** A program: `hold-folder.ts FOLDER` holds the folder until it is killed, and prints `held`, or `refused CODE`. */
import { holdFolder } from '../lock.io.ts';

try {
  await holdFolder(process.argv[2] ?? '', async (request, tell) => {
    if (request === 'die') process.kill(process.pid, 'SIGKILL');
    tell({ says: 'half done', share: 0.5 });
    return { heard: request, by: process.pid };
  });
  process.stdout.write('held\n');
} catch (error) {
  process.stdout.write(`refused ${(error as { code: string }).code}\n`);
}
