import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { serveHere } from '#harness/serve-here.js';
import type { StoryId } from '#kit/ids.js';
import { periodAt } from '#members/meter.js';
import { writeSpent } from '#members/meter-cookie.js';
import { newReader } from '#members/testing/new-reader.js';
import { saveSettings } from '#paper/settings.io.js';
import type { Store } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';

const WHOLE = 'The captain overslept.';
const PATH = '/news/ferry';

/** Writes down every statement that is asked of a store from now on; those of clocks and outbox too. */
function listenTo(store: Store): string[] {
  const asked: string[] = [];
  for (const db of new Set([store.db, store.slow])) {
    const executor = db.getExecutor();
    const execute = executor.executeQuery.bind(executor);
    executor.executeQuery = (query) => {
      asked.push(query.sql);
      return execute(query);
    };
  }
  return asked;
}

/** What is asked for a page or a reader, and by none of the clocks that run beside them. */
const forReaders = (asked: readonly string[]) =>
  asked.filter((sql) =>
    /\b(?:from|into|update)\s+"?(?:revision|session|account|reader|membership|meter_spent|tier|member_group)\b/i.test(
      sql,
    ),
  );

test('a whole page that is in memory costs no query, for a member or on the meter', async () => {
  const here = await serveHere(join(await newFolder('queries'), 'data'));
  const { store } = here.house;
  const now = new Date();
  const at = new Date(now.getTime() - 86_400_000).toISOString();
  const text = `The ferry was late.\n[cut]\n${WHOLE}\nHe said so.`;
  const [id] = await addTestStories(
    store,
    [{ headline: 'Ferry', path: PATH, at, text, access: { to: 'members' } }],
    now,
  );
  await saveSettings(store.db, { meterPeriod: 'month' }, now);
  await here.caughtUp();
  const member = (await newReader(store, { tiers: ['gold'] })).cookie;
  const { secret, settings } = here.desk.members;
  const period = periodAt(settings(), now);
  if (!period) throw new Error('The meter is on.');
  const spent =
    writeSpent([id as StoryId], { period, secret, address: here.url }, now).split(';', 1)[0] ?? '';
  const read = async (cookie: string) =>
    (await (await fetch(here.url + PATH, { headers: { cookie } })).text()).includes(WHOLE);

  const asked = listenTo(store);
  expect([await read(member), await read(spent), await read('other=1')]).toEqual([true, true, false]);
  expect(forReaders(asked).length).toBeGreaterThan(0);
  asked.length = 0;
  for (let again = 0; again < 20; again += 1)
    expect([await read(member), await read(spent), await read('other=1')]).toEqual([true, true, false]);
  expect(forReaders(asked)).toEqual([]);
});
