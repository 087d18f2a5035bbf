// `standfirst start`, which `npm start` runs: the demonstration paper into an empty data folder, then `serve`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Fills the data folder where it is empty, and turns the arguments `start …` into `serve …`. */
export function start(argv) {
  const rest = argv.slice(3);
  const folder = dataFolder(rest);
  if (!rest.includes('--help') && isEmpty(folder)) {
    const demo = spawnSync(join(import.meta.dirname, 'standfirst'), ['demo', '--data', folder], {
      stdio: 'inherit',
    });
    if (demo.status !== 0) process.exit(demo.status ?? 1);
  }
  argv.splice(2, argv.length, 'serve', ...rest);
}

function dataFolder(args) {
  const at = args.indexOf('--data');
  if (at >= 0) return args[at + 1] ?? '';
  return args.find((arg) => arg.startsWith('--data='))?.slice('--data='.length) ?? 'data';
}

function isEmpty(folder) {
  try {
    return readdirSync(folder).length === 0;
  } catch (cause) {
    if (cause.code === 'ENOENT') return true;
    return false; // not ours to judge: serve says what is wrong with it
  }
}
