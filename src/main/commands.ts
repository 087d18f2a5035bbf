import type { CommandForm } from './arguments.ts';
import { backupCommand, restoreCommand, wakeCommand } from './backup.command.ts';
import { checkCommand } from './check.command.ts';
import type { Command } from './command.ts';
import { demoCommand } from './demo.command.ts';
import { exportCommand } from './export.command.ts';
import { importCommand } from './import.command.ts';
import { leakCheckCommand } from './leak-check.command.ts';
import { membersCommand } from './members.command.ts';
import { settingsCommand } from './settings.command.ts';
import { staffCommand } from './staff.command.ts';

/** `serve` is not like the others: it holds the folder until it is stopped. */
export const serveForm: CommandForm = {
  name: 'serve',
  says: 'runs the paper: pages, feeds, API and background work, in one process',
  operands: '',
  options: {
    port: { value: 'N', says: 'port to listen on; PORT of the environment, else 8080' },
    host: { value: 'ADDRESS', says: 'address to listen on; 127.0.0.1 when left out' },
  },
};

/** Every command but `serve`. */
export const commands: readonly Command[] = [
  demoCommand,
  importCommand,
  exportCommand,
  settingsCommand,
  staffCommand,
  membersCommand,
  backupCommand,
  restoreCommand,
  wakeCommand,
  checkCommand,
  leakCheckCommand,
];
