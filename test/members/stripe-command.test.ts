import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standfirst } from '#harness/command.js';
import { newDemo } from '#harness/demo.js';
import { newFolder } from '#harness/folder.js';
import { serve } from '#harness/serve.js';
import { startStripe } from '#harness/stripe.js';
import { addCustomer, addPrice } from '../harness/stripe/answers.ts';
import { subscribe } from '../harness/stripe/billing.ts';

test('an operator moves subscriptions in and compares, with the paper at rest and while it serves', async () => {
  const local = await startStripe();
  const env = { STANDFIRST_STRIPE_KEY: local.key, STANDFIRST_STRIPE_ADDRESS: local.url };
  const folder = await newDemo();
  const recurring = { interval: 'month' };
  const price = addPrice(local.world, {
    currency: 'eur',
    unit_amount: '700',
    recurring,
    product: 'prod_old',
  });
  const customer = addCustomer(local.world, { email: 'otto@reader.example', name: 'Otto Older' });
  const one = subscribe(local.world, { customer: customer.id, price: price.id }, 'card');
  const file = join(await newFolder('moving'), 'members.csv');
  await writeFile(
    file,
    `Email;Name;Customer;Subscription\notto@reader.example;Otto;${customer.id};${one.id}\n`,
  );
  const run = (...words: string[]) => standfirst(['members', ...words, '--data', folder], { env });

  const unmapped = await run('import-stripe', file, '--json');
  expect(JSON.parse(unmapped.stdout)).toMatchObject({ taken: 0, left: [{ line: 2, ref: one.id }] });
  const unknown = await run('import-stripe', file, '--map', `${price.id}=nothing-like-it`);
  expect(unknown).toMatchObject({ code: 1 });
  const tier = await firstTier(folder);
  const taken = await run('import-stripe', file, '--map', `${price.id}=${tier}`, '--json');
  expect(JSON.parse(taken.stdout)).toEqual({ lines: 1, taken: 1, known: 0, left: [] });
  const compared = await run('reconcile', '--json');
  expect(JSON.parse(compared.stdout)).toEqual({ checked: 1, set: 0, others: 0, differ: [] });

  const served = await serve(folder, [], { env });
  const handed = await run('reconcile');
  expect(handed.stdout).toContain('Compared 1 subscriptions; 0 set right, 0 left for you.');
  await served.stop();

  const unset = await standfirst(['members', 'reconcile', '--data', folder]);
  expect(unset.code).toBe(1);
  expect(unset.stderr).toContain('its secret key is missing');
  expect((await run('dance')).code).toBe(2);
}, 180_000);

async function firstTier(folder: string): Promise<string> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(join(folder, 'standfirst.db'));
  const known = database.prepare('select slug from tier order by id').get() as { slug: string } | undefined;
  if (!known) {
    database.exec(
      "insert into tier (slug, name, made_at, changed_at) values ('gold', 'Gold', 1767225600000, 1767225600000)",
    );
  }
  database.close();
  return known?.slug ?? 'gold';
}
