import exifr from 'exifr';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import type { MediaId } from '#kit/ids.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import { withIptc } from './jpeg.fixture.ts';
import type { Held, Shape, SizeFormat } from './ladder.ts';
import { keepsMoving } from './make-size.ts';
import { findRendition, type Rendition } from './rendition.ts';
import { Sizes, sizesOf } from './sizes.io.ts';
import { takeInFile } from './take-in.io.ts';

let files: Files;
beforeEach(async () => {
  files = openFolderFiles(await newFolder('files'));
});

const complaints: unknown[] = [];
const complain = (error: unknown): unknown => complaints.push(error);

async function held(bytes: Uint8Array, differs: Partial<Held> = {}): Promise<Held> {
  return { ...(await takeInFile(files, { bytes }, { name: 'a' })), id: 1 as MediaId, ...differs } as Held;
}

function size(picture: Held, width: number, format: SizeFormat): Rendition {
  return findRendition(picture, { is: 'size', id: 1, version: '', width, format }) as Rendition;
}

function crop(picture: Held, shape: Shape, width: number): Rendition {
  return findRendition(picture, {
    ...{ is: 'crop', id: 1, version: '', shape, width, cut: '', format: 'jpg' },
  }) as Rendition;
}

async function made(rendition: Rendition): Promise<Buffer> {
  const outcome = await new Sizes(files).find(rendition, complain);
  if (!outcome.ok || outcome.value.is !== 'made') throw new Error(JSON.stringify(outcome));
  return Buffer.from(outcome.value.bytes);
}

const photo = (width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: '#357' } });

test('a size has the width and the format that were asked for', async () => {
  const picture = await held(await photo().jpeg().toBuffer());
  for (const format of ['avif', 'webp', 'jpg'] as const) {
    const { width, height, mediaType } = await sharp(await made(size(picture, 640, format))).metadata();
    expect({ width, height, mediaType }).toEqual({
      width: 640,
      height: 427,
      mediaType: { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' }[format],
    });
  }
});

test('widths, formats and shapes outside the list are not made', async () => {
  const picture = await held(await photo().jpeg().toBuffer());
  expect(size(picture, 641, 'webp')).toBeUndefined();
  expect(size(picture, 1080, 'webp')).toBeUndefined();
  expect(size(picture, 640, 'png')).toBeUndefined();
  expect(crop(picture, '16x9', 640)).toBeUndefined();
  expect(crop(picture, '16x9', 900)).toBeDefined();
});

test('a size says neither where nor with what it was taken', async () => {
  const bytes = await photo()
    .withExif({
      IFD0: { Artist: 'Secret Source', Make: 'Camera' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 0/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 7/1 0/1',
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Secret Source</x:xmpmeta>')
    .jpeg()
    .toBuffer();
  const picture = await held(withIptc(bytes, { 80: ['Secret Source'] }));
  expect((await exifr.gps(Buffer.from((await files.read(picture.fileKey)) ?? [])))?.latitude).toBe(51.5);
  const renditions = [
    size(picture, 640, 'avif'),
    size(picture, 640, 'webp'),
    size(picture, 640, 'jpg'),
    crop(picture, 'og', 320),
  ];
  for (const rendition of renditions) {
    const bytes = await made(rendition);
    const { exif, iptc, xmp } = await sharp(bytes).metadata();
    expect({ exif, iptc, xmp }).toEqual({ exif: undefined, iptc: undefined, xmp: undefined });
    expect(bytes.includes('Secret Source')).toBe(false);
  }
});

test('a page hidden in a picture is gone from its sizes', async () => {
  const jpeg = await photo().jpeg().toBuffer();
  const picture = await held(Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')]));
  expect((await made(size(picture, 900, 'jpg'))).includes('<script>')).toBe(false);
});

test('a picture taken upright is shown upright', async () => {
  const picture = await held(await photo(900, 600).withMetadata({ orientation: 6 }).jpeg().toBuffer());
  const { width, height } = await sharp(await made(size(picture, 320, 'webp'))).metadata();
  expect({ width, height }).toEqual({ width: 320, height: 480 });
});

test('a crop holds the focal point', async () => {
  const red = await sharp({ create: { width: 100, height: 400, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const bytes = await sharp({ create: { width: 1600, height: 400, channels: 3, background: 'blue' } })
    .composite([{ input: red, left: 1500, top: 0 }])
    .png()
    .toBuffer();
  const colourAtRight = async (focalX: number): Promise<boolean> => {
    const picture = await held(bytes, { focalX });
    const { data, info } = await sharp(await made(crop(picture, '1x1', 320)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([320, 320]);
    const at = (info.width - 3) * info.channels;
    return (data[at] ?? 0) > 200;
  };
  expect(await colourAtRight(0.95)).toBe(true);
  expect(await colourAtRight(0.5)).toBe(false);
});

test('a network’s crop has exactly the measure its page names', async () => {
  const picture = await held(await photo(3001, 1999).jpeg().toBuffer(), { focalX: 0.99, focalY: 0.01 });
  const { width, height } = await sharp(await made(crop(picture, 'og', 1200))).metadata();
  expect({ width, height }).toEqual({ width: 1200, height: 630 });
});

test('a drawing is cut at full sharpness, and fetches nothing from the disk', async () => {
  const folder = await newFolder('secret');
  await photo(10, 10).png().toFile(`${folder}/secret.png`);
  const drawing = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
    <svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="#fff"/>
    <image href="file://${folder}/secret.png" width="30" height="20"/></svg>`;
  const picture = await held(Buffer.from(drawing));
  expect(picture.mime).toBe('image/svg+xml');
  const bytes = await made(crop(picture, '16x9', 1200));
  expect((await sharp(bytes).metadata()).width).toBe(1200);
  expect((await sharp(bytes).stats()).channels.map(({ min }) => min)).toEqual([255, 255, 255]);
});

test('a moving picture goes on moving in WebP and GIF, and stands still in a crop', async () => {
  const frames = await Promise.all(
    ['red', 'lime', 'blue'].map((background) =>
      sharp({ create: { width: 500, height: 400, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const picture = await held(
    await sharp(frames, { join: { animated: true } })
      .gif({ delay: [90, 90, 90] })
      .toBuffer(),
  );
  for (const format of ['webp', 'gif'] as const) {
    const { pages, width, height } = await sharp(await made(size(picture, 320, format))).metadata();
    expect({ pages, width, height }).toEqual({ pages: 3, width: 320, height: 256 });
  }
  expect((await sharp(await made(crop(picture, '1x1', 320))).metadata()).pages).toBeUndefined();
});

test('what shines through stays transparent, and turns white in a JPEG', async () => {
  const logo = sharp({
    create: { width: 400, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  });
  const picture = await held(await logo.png().toBuffer());
  expect((await sharp(await made(size(picture, 320, 'png'))).metadata()).hasAlpha).toBe(true);
  expect((await sharp(await made(crop(picture, '1x1', 200))).stats()).channels[0]?.min).toBe(255);
});

test('a size is made once, however many ask for it at the same moment, and then kept', async () => {
  const picture = await held(await photo().jpeg().toBuffer());
  const sizes = new Sizes(files);
  const asked = await Promise.all(
    Array.from({ length: 20 }, () => sizes.find(size(picture, 640, 'avif'), complain)),
  );
  expect(
    new Set(asked.map((outcome) => outcome.ok && outcome.value.is === 'made' && outcome.value.bytes)).size,
  ).toBe(1);
  expect(await sizes.find(size(picture, 640, 'avif'), complain)).toMatchObject({
    ok: true,
    value: { is: 'kept' },
  });
});

test('when very many sizes wait, the next one is told to come back, and those that wait are made', async () => {
  const sizes = new Sizes(files, 5);
  const picture = await held(await photo(320, 10).png().toBuffer());
  const renditions = Array.from({ length: 20 }, (_, at) => ({
    ...size(picture, 320, 'webp'),
    key: `sizes/many/${at}.webp`,
  }));
  const outcomes = await Promise.all(renditions.map((rendition) => sizes.find(rendition, complain)));
  const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal]));
  expect(new Set(refused)).toEqual(new Set(['busy']));
  expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(7);
  expect(await sizes.find(size(picture, 320, 'png'), complain)).toMatchObject({ ok: true });
});

test('a lost original and one that cannot be read give no size, and the log says why', async () => {
  const picture = await held(await photo().png().toBuffer());
  await files.remove(picture.fileKey);
  expect(await new Sizes(files).find(size(picture, 320, 'webp'), complain)).toEqual({
    ok: false,
    refusal: 'lost',
  });
  await files.write(picture.fileKey, Buffer.from('not a picture'), 'image/png');
  const sizes = new Sizes(files);
  complaints.length = 0;
  expect(await sizes.find(size(picture, 320, 'webp'), complain)).toEqual({ ok: false, refusal: 'broken' });
  expect(await sizes.find(size(picture, 480, 'webp'), complain)).toEqual({ ok: false, refusal: 'broken' });
  expect(complaints.length).toBe(1);
});

test('a photograph that breaks off half way is shown as far as it goes', async () => {
  const jpeg = await sharp({
    create: {
      width: 900,
      height: 600,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  const picture = await held(jpeg.subarray(0, jpeg.length / 2));
  expect((await sharp(await made(size(picture, 320, 'jpg'))).metadata()).height).toBe(213);
});

test('a full disk keeps nobody from seeing a picture', async () => {
  const full: Files = { ...files, write: async () => Promise.reject(new Error('ENOSPC')) };
  const picture = await held(await photo().jpeg().toBuffer());
  complaints.length = 0;
  expect(await new Sizes(full).find(size(picture, 320, 'webp'), complain)).toMatchObject({
    ok: true,
    value: { is: 'made' },
  });
  expect(complaints).toHaveLength(1);
});

test('a moving picture too long to be unpacked at once stands still', () => {
  expect(keepsMoving({ width: 500, height: 400, pages: 1000 })).toBe(true);
  expect(keepsMoving({ width: 500, height: 400, pages: 1001 })).toBe(false);
  expect(keepsMoving({ width: 500, height: 400, pages: 1 })).toBe(false);
});

test('nothing is left of a removed picture, not even a size that was being made', async () => {
  const picture = await held(await photo().jpeg().toBuffer());
  const sizes = sizesOf(files);
  await sizes.find(size(picture, 320, 'webp'), complain);
  const making = sizes.find(size(picture, 640, 'avif'), complain);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await sizes.remove(picture.fileKey);
  await making;
  const left: string[] = [];
  for await (const { key } of files.list('')) left.push(key);
  expect(left).toEqual([]);
});
