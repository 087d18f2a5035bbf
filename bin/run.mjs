// Builds what is stale, then becomes the command line of dist/main/cli.js in this same process: signals, exit codes and
// standard streams are the command's own.
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';
import { start } from './start.mjs';

const root = join(import.meta.dirname, '..');
const failure = buildIfStale(root);
if (failure !== null) {
  process.stderr.write(`${failure}\n`);
  process.exit(1);
}
// What was compiled once is kept beside the build: the next start takes half as long. Where it cannot be, nothing is lost.
modules.enableCompileCache?.(join(root, 'dist', '.compiled'));
const cli = join(root, 'dist', 'main', 'cli.js');
if (!existsSync(cli)) {
  process.stderr.write('The build has no command line (dist/main/cli.js). Is this checkout complete?\n');
  process.exit(1);
}
if (process.argv[2] === 'start') start(process.argv);
await import(pathToFileURL(cli).href);
