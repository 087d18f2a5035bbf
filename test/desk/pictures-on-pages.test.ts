import sharp from 'sharp';
import { expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { openNewsroom } from '#harness/newsroom.js';
import { serveHere } from '#harness/serve-here.js';
import { addPicture, changePicture, getPicture, type Picture } from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';

/** Left half red, right half blue. */
async function twoColours(): Promise<Buffer> {
  const blue = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#00f' } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 1200, height: 800, channels: 3, background: '#f00' } })
    .composite([{ input: blue, left: 600, top: 0 }])
    .jpeg()
    .toBuffer();
}

test('a crop that an editor draws, and words that somebody writes, are on the pages at once', async () => {
  const here = await serveHere(await newFolder('pictures'));
  const { store, files } = here.house;
  const newsroom = await openNewsroom(store);
  const taken = await takeInFile(files, { bytes: await twoColours() }, { name: 'flag.jpg', alt: 'A flag' });
  const id = await store.db.transaction().execute((tx) => addPicture(tx, taken, new Date()));
  const lead = { media: id, alt: '', caption: '', credit: '' };
  const story = await newsroom.draft({ headline: 'Flag day', text: 'It flew.' });
  await newsroom.write(story, { lead });
  await newsroom.publish(story);
  const other = await newsroom.draft({ headline: 'Other news', text: 'None.' });
  await newsroom.publish(other);
  await here.caughtUp();
  const read = async (path: string) => (await fetch(here.url + path)).text();
  const change = async (differs: Partial<Picture>) => {
    const { madeAt: _, ...picture } = await getPicture(store.db, id);
    await store.db.transaction().execute((tx) => changePicture(tx, { ...picture, ...differs }, new Date()));
    await here.caughtUp();
  };
  expect(await read('/')).not.toContain('/crop/3x2');
  expect(await read('/news/flag-day')).toContain('alt="A flag"');

  await change({ crops: { '3x2': { x: 0.5, y: 0, w: 0.5, h: 0.5 } }, alt: 'A flag in two colours' });
  expect(await read('/news/flag-day')).toContain('alt="A flag in two colours"');
  const address = /\/media\/[^" ]+\/crop\/3x2-[0-9]+-c500x0x500\.jpg/.exec(await read('/'))?.[0];
  expect(address).toBeDefined();
  const cut = await sharp(await (await fetch(here.url + address)).arrayBuffer()).stats();
  const [red, , blue] = cut.channels.map((channel) => Math.round(channel.mean));
  expect(red).toBeLessThan(10);
  expect(blue).toBeGreaterThan(245);

  await change({ crops: { '3x2': { x: 0, y: 0, w: 0.5, h: 0.5 } } });
  expect(await read('/')).toContain('-c0x0x500.avif');
  const old = await fetch(here.url + address, { redirect: 'manual' });
  expect([old.status, old.headers.get('location')]).toEqual([302, address?.replace('c500x0', 'c0x0')]);
});
