import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { tally } from './test/harness/tally.ts';

const tallyPath = process.env.TEST_TALLY;

// Tests run on the sources: `#room/file.js` means src/room/file.ts (or .tsx), as package.json means dist/ at run time.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^#harness\/(.+)\.js$/, replacement: `${import.meta.dirname}/test/harness/$1` },
      { find: /^#(.+)\.js$/, replacement: `${import.meta.dirname}/src/$1` },
    ],
    extensions: ['.ts', '.tsx', '.js', '.json'],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts', 'test/**/*.test.tsx'],
    reporters: tallyPath ? ['default', tally(tallyPath)] : ['default'],
    globalSetup: ['test/harness/run.ts'],
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
