import { expect, test } from 'vitest';
import { newDemo } from '#harness/demo.js';
import { openHouse } from '#main/house.io.js';
import { checkCopy } from '#main/leak-check/check-copy.io.js';

const wish = { sample: 200, most: 2_500, databaseUrl: undefined, keep: false };

test('the demonstration paper leaks nothing to anybody', { timeout: 300_000 }, async () => {
  const house = await openHouse(await newDemo(), { readOnly: true, mustExist: true });
  const { leaks, failures, checked } = await checkCopy(house, wish, () => {});
  await house.close();
  expect({ leaks: leaks.slice(0, 5), failures: failures.slice(0, 5) }).toEqual({ leaks: [], failures: [] });
  expect(checked.urls).toBeGreaterThan(500);
});
