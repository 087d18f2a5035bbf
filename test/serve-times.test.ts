import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Newsroom, openNewsroom, type Placing } from '#harness/newsroom.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { listShowing, surfacesOf } from '#harness/surfaces.js';

// The clock is set by hand, so no timer of the process fires in between: time is evaluated when somebody reads.
const MORNING = Date.parse('2026-06-01T05:00:00Z');
const SIX = new Date('2026-06-01T06:00:00Z');

let now = MORNING;
let here: Here;
let newsroom: Newsroom;

beforeAll(async () => {
  here = await serveHere(await newFolder('times'), { clock: () => new Date(now) });
  newsroom = await openNewsroom(here.house.store, () => new Date(now));
  // One that is out, so that every list is there.
  await newsroom.publish(await newsroom.draft({ headline: 'Tide of yesterday', text: 'It came.' }));
  await here.caughtUp();
});

/** Writes a story; gives all the places where it may be seen, and a look at where it is. */
async function write(word: string) {
  const headline = `${word} of the harbour`;
  const id = await newsroom.draft({ headline, text: `A long text on ${word} matters.` });
  const slug = `${word}-of-the-harbour`.toLowerCase();
  const surfaces = surfacesOf({ id, slug, word, month: '2026-06' });
  const look = () => listShowing(here.url, surfaces, new RegExp(`${word} of the harbour|/${slug}\\b`));
  return { id, slug, look, everywhere: [...surfaces.keys()].sort() };
}

/** Reads every surface twice, so that what is kept is kept. */
async function readAll(look: () => Promise<string[]>): Promise<string[]> {
  await look();
  return look();
}

test.each<[string, string, Placing]>([
  ['Schedule', 'a scheduled story', { at: SIX }],
  ['Embargo', 'a story under embargo', { embargo: { is: 'until', at: SIX.getTime() } }],
])(
  '%s: %s is nowhere before its second and everywhere from it, whatever was kept',
  async (word, _what, placing) => {
    now = MORNING;
    const { id, look, everywhere } = await write(word);
    expect(await readAll(look)).toEqual([]);
    await newsroom.publish(id, placing);
    await here.caughtUp();
    expect(await readAll(look)).toEqual([]);
    now = SIX.getTime() - 1;
    expect(await readAll(look)).toEqual([]);
    now = SIX.getTime();
    expect(await look()).toEqual(everywhere);
    expect(await look()).toEqual(everywhere);
  },
);

test('a story whose time ends is everywhere until its second and nowhere from it', async () => {
  now = MORNING;
  const { id, slug, look, everywhere } = await write('Ending');
  await newsroom.publish(id, { until: SIX });
  await here.caughtUp();
  expect(await readAll(look)).toEqual(everywhere);
  now = SIX.getTime() - 1;
  expect(await readAll(look)).toEqual(everywhere);
  now = SIX.getTime();
  expect(await look()).toEqual([]);
  expect((await fetch(`${here.url}/news/${slug}`)).status).toBe(410);
  expect((await fetch(`${here.url}/api/stories/${id}`)).status).toBe(410);
});
