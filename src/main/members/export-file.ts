import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { MembersAct } from './act.ts';

/** `members export FILE.csv`: all members as a table. */
export const exportFileAct: MembersAct = {
  says: 'export FILE.csv: writes all members as a table; what they read is not in it',
  options: {},
  check: ({ operands }) => (operands.length === 1 ? undefined : 'Name the one file to write.'),
  async run({ store, clock }, given) {
    const { exportMembers } = await import('#members/member-export.sql.js');
    const path = resolve(given.cwd, given.operands[0] ?? '');
    // Nobody else on the machine is to read it.
    const file = await open(path, 'w', 0o600);
    let lines = -1;
    try {
      for await (const part of exportMembers(store.slow, {}, clock())) {
        await file.write(part);
        lines += part.split('\r\n').length - 1;
      }
    } finally {
      await file.close();
    }
    const members = Math.max(0, lines);
    return {
      exit: 0,
      json: { path, members },
      text: `Wrote ${members} ${members === 1 ? 'reader' : 'readers'} to ${path}.`,
    };
  },
};
