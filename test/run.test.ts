import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCheckout } from '#harness/checkout.js';
import { run } from '#harness/command.js';
import { newFolder } from '#harness/folder.js';

const good = `import { expect, test } from 'vitest';

test('a headline fits', () => {
  expect('Ferry returns'.length).toBeLessThan(60);
});
`;
const wrong = `import { expect, test } from 'vitest';

test('the wrong headline is noticed', () => {
  expect('Ferry sinks').toBe('Ferry returns');
});
`;
const unloadable = `import { missing } from './nowhere.js';

missing();
`;
const endless = `import { test } from 'vitest';

test('an endless loop is ended', () => {
  for (;;);
});
`;

async function runTests(checkout: string, limitMs: number) {
  const temporary = await newFolder('tmp');
  const env = { TMPDIR: temporary, TEST_LIMIT_MS: String(limitMs), NO_COLOR: '1', CI: '1' };
  const outcome = await run(process.execPath, [join(checkout, 'test', 'run.mjs'), 'src/'], { env });
  const lastLine = outcome.stdout.trimEnd().split('\n').at(-1);
  return { code: outcome.code, lastLine, said: outcome.stdout, left: await readdir(temporary) };
}

test('a sound checkout passes, with the types and the lint counted as one each', async () => {
  const checkout = await newCheckout({ 'src/paper/headline.test.ts': good });
  expect(await runTests(checkout, 60_000)).toMatchObject({
    code: 0,
    lastLine: '3 passed, 0 failed',
    left: [],
  });
});

test('wrong types, bad style, a failing test and a file that cannot be loaded are counted one each', async () => {
  const checkout = await newCheckout({
    'src/paper/headline.test.ts': good,
    'src/paper/wrong.test.ts': wrong,
    'src/paper/unloadable.test.ts': unloadable,
    'src/paper/style.ts': 'var x : number = "one"\n',
  });
  expect(await runTests(checkout, 60_000)).toMatchObject({
    code: 1,
    lastLine: '1 passed, 4 failed',
    left: [],
  });
});

test('tests that never end are ended, named and counted, and what passed before still counts', async () => {
  const checkout = await newCheckout({
    'src/paper/headline.test.ts': good,
    'src/paper/endless.test.ts': endless,
  });
  const outcome = await runTests(checkout, 15_000);
  expect(outcome).toMatchObject({ code: 1, lastLine: '3 passed, 1 failed', left: [] });
  expect(outcome.said).toMatch(/Never ended: .*endless\.test\.ts/);
});
