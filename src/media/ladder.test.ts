import { expect, test } from 'vitest';
import { cropArea, cropWidthsOf, type Held, isHeld, isSizeable, nearestWidth, widthsOf } from './ladder.ts';
import { aPicture } from './picture.fixture.ts';

const held = (differs: Parameters<typeof aPicture>[0] = {}): Held => aPicture(differs) as Held;

test('a large photograph comes in every width of the ladder and never at its full size', () => {
  expect(widthsOf(held())).toEqual([320, 480, 640, 800, 1080, 1400, 1920, 2560]);
});

test('a smaller photograph comes in the widths below its own, and in its own', () => {
  expect(widthsOf(held({ widthPx: 1000, heightPx: 700 }))).toEqual([320, 480, 640, 800, 1000]);
  expect(widthsOf(held({ widthPx: 800, heightPx: 600 }))).toEqual([320, 480, 640, 800]);
});

test('a picture narrower than the ladder comes in its own width alone', () => {
  expect(widthsOf(held({ widthPx: 120, heightPx: 90 }))).toEqual([120]);
});

test('a very tall graphic leaves out the widths at which no format could hold its height', () => {
  expect(widthsOf(held({ widthPx: 800, heightPx: 30_000 }))).toEqual([320]);
});

test('the size for a wanted width is the next one up, or the widest there is', () => {
  expect(nearestWidth(held(), 300)).toBe(320);
  expect(nearestWidth(held(), 641)).toBe(800);
  expect(nearestWidth(held({ widthPx: 1000, heightPx: 700 }), 1024)).toBe(1000);
});

test('a crop keeps the focal point in its middle as far as the edges allow', () => {
  expect(cropArea(held(), '1x1')).toEqual({ left: 500, top: 0, width: 2000, height: 2000 });
  expect(cropArea(held({ focalX: 0.4 }), '1x1').left).toBe(200);
  expect(cropArea(held({ focalX: 0 }), '1x1').left).toBe(0);
  expect(cropArea(held({ focalX: 1 }), '1x1').left).toBe(1000);
  const portrait = held({ widthPx: 2000, heightPx: 3000, focalY: 0.2 });
  expect(cropArea(portrait, '16x9')).toEqual({ left: 0, top: 38, width: 2000, height: 1125 });
});

test('a crop is never wider than what the picture gives', () => {
  expect(cropWidthsOf(held(), 'og')).toEqual([320, 1200]);
  expect(cropWidthsOf(held({ widthPx: 900, heightPx: 600 }), '1x1')).toEqual([320, 600]);
  expect(cropWidthsOf(held({ widthPx: 200, heightPx: 100 }), '1x1')).toEqual([100]);
});

test('a lost picture, a sound and a report have no sizes; a drawing has shapes but no sizes', () => {
  expect(isSizeable(aPicture({ fileKey: null }))).toBe(false);
  expect(isSizeable(aPicture({ mime: 'audio/mpeg', widthPx: null, heightPx: null }))).toBe(false);
  const drawing = held({ mime: 'image/svg+xml', widthPx: 300, heightPx: 200 });
  expect(isSizeable(drawing)).toBe(false);
  expect(isHeld(drawing)).toBe(true);
  expect(cropWidthsOf(drawing, '16x9')).toEqual([320, 1200]);
});
