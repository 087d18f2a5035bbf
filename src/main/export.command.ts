import { resolve } from 'node:path';
import { webhookKeeper } from '#desk/webhooks-kept.sql.js';
import type { HouseCommand } from './command.ts';

const MEGABYTE = 1_000_000;

export const exportCommand: HouseCommand = {
  form: {
    name: 'export',
    says: 'writes everything into a folder, in documented open forms',
    operands: 'DIR',
    options: {},
  },
  kind: 'reads',
  needsData: true,
  check: (given) => (given.operands.length === 1 ? undefined : 'Name one folder.'),
  async run(house, given, progress) {
    const target = resolve(given.cwd, given.operands[0] ?? '');
    const { exportPublication } = await import('#transfer/export.io.js');
    const made = await exportPublication({ ...house, webhooks: webhookKeeper }, target, progress);
    const lost = made.lost > 0 ? ` ${made.lost} files of the library are lost and could not be written.` : '';
    return {
      exit: 0,
      json: made,
      text: `Exported to ${target}: ${made.stories} stories, ${made.files} files, ${(made.bytes / MEGABYTE).toFixed(1)} MB.${lost}`,
    };
  },
};
