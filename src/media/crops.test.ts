import { expect, test } from 'vitest';
import { readCrops, settleCrop, writeCrops } from './crops.ts';
import { cropArea, cropWidthsOf, type Held } from './ladder.ts';
import { cropOf, cropPath, readMediaPath } from './media-path.ts';
import { aPicture } from './picture.fixture.ts';

const landscape = { widthPx: 3000, heightPx: 2000 };

test('a crop drawn by hand is brought exactly into its shape and wholly into the picture', () => {
  const crop = settleCrop(landscape, '16x9', { x: 0.4003, y: 0.1, w: 0.5006, h: 0.4219 });
  expect(crop).toEqual({ x: 0.4, y: 0.1, w: 0.5, h: expect.closeTo(0.4219, 4) });
  const outside = settleCrop(landscape, '1x1', { x: 0.9, y: 0.9, w: 0.4, h: 0.6 });
  expect(outside).toMatchObject({ x: 0.6, y: 0.4, w: 0.4 });
  expect(settleCrop(landscape, '16x9', { x: 0, y: 0, w: 0.5, h: 0.9 })).toBeUndefined();
  expect(settleCrop(landscape, '1x1', { x: 0, y: 0, w: 0.001, h: 0.0015 })).toBeUndefined();
});

test('crops are read back as they were kept, and what is none counts for nothing', () => {
  const crops = { '1x1': { x: 0, y: 0, w: 0.5, h: 0.75 }, og: { x: 0, y: 0, w: 1, h: 0.787 } };
  expect(readCrops(writeCrops(crops))).toEqual(crops);
  expect(writeCrops({})).toBe('');
  expect(readCrops('{"16x9":{"x":2,"y":0,"w":1,"h":1},"7x7":{"x":0,"y":0,"w":1,"h":1}}')).toEqual({});
  expect(readCrops('not json')).toEqual({});
});

test('a crop drawn by hand stands in the address, so that another crop is another address', () => {
  const drawn = settleCrop(landscape, '3x2', { x: 0.25, y: 0.25, w: 0.5, h: 0.5 });
  const picture = aPicture({ crops: { '3x2': drawn ?? never() } }) as Held;
  expect(cropArea(picture, '3x2')).toEqual({ left: 750, top: 500, width: 1500, height: 1000 });
  expect(cropWidthsOf(picture, '3x2')).toEqual([320, 480, 640, 800, 1080, 1200, 1400, 1500]);
  const path = cropPath(picture, '3x2', 640, 'avif');
  expect(path).toBe('/media/7-0a1b2c3d4e5f/crop/3x2-640-c250x250x500.avif');
  expect(readMediaPath(path)).toMatchObject({
    shape: '3x2',
    width: 640,
    cut: 'c250x250x500',
    format: 'avif',
  });
  expect(cropOf(picture, '3x2').width).toBe(1200);
  expect(cropWidthsOf(picture, 'og')).toEqual([320, 1200]);
});

function never(): never {
  throw new Error('The crop was refused.');
}
