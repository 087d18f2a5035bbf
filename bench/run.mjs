// `npm run bench [-- --stories=1000000] [--only=search]`: builds what is stale, then measures.
import { join } from 'node:path';
import { buildIfStale } from '../bin/build.mjs';

const failure = buildIfStale(join(import.meta.dirname, '..'));
if (failure !== null) {
  process.stderr.write(`${failure}\n`);
  process.exit(1);
}
await import('./run.ts');
