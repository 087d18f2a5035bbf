import { defineConfig } from 'vitest/config';

// Tests run on the sources: `#room/file.js` means src/room/file.ts (or .tsx), as package.json means dist/ at run time.
export default defineConfig({
  resolve: {
    alias: [{ find: /^#(.+)\.js$/, replacement: `${import.meta.dirname}/src/$1` }],
    extensions: ['.ts', '.tsx', '.js', '.json'],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
