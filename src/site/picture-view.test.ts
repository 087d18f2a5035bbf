import { expect, test } from 'vitest';
import { aPicture } from '#media/picture.fixture.js';
import { fileAddress, pictureView } from './picture-view.ts';

test('a photograph is offered as AVIF and WebP in every width, with a JPEG for everyone else', () => {
  const view = pictureView(aPicture({ widthPx: 700, heightPx: 500, focalX: 0.25 }));
  expect(view).toEqual({
    src: '/media/7-0a1b2c3d4e5f/700.jpg',
    sources: [
      {
        type: 'image/avif',
        srcset:
          '/media/7-0a1b2c3d4e5f/320.avif 320w, /media/7-0a1b2c3d4e5f/480.avif 480w, /media/7-0a1b2c3d4e5f/640.avif 640w, /media/7-0a1b2c3d4e5f/700.avif 700w',
      },
      {
        type: 'image/webp',
        srcset:
          '/media/7-0a1b2c3d4e5f/320.webp 320w, /media/7-0a1b2c3d4e5f/480.webp 480w, /media/7-0a1b2c3d4e5f/640.webp 640w, /media/7-0a1b2c3d4e5f/700.webp 700w',
      },
    ],
    width: 700,
    height: 500,
    focalX: 0.25,
    focalY: 0.5,
    alt: 'A bridge over a river in low sun',
    caption: 'The Old Bridge on Sunday morning',
    credit: 'Mara Lindqvist',
  });
});

test("a story's own words stand before the library's, and empty ones do not", () => {
  const view = pictureView(aPicture(), { alt: 'Two men on a bridge', caption: '', credit: null });
  expect(view).toMatchObject({
    alt: 'Two men on a bridge',
    caption: 'The Old Bridge on Sunday morning',
    credit: 'Mara Lindqvist',
  });
  expect(pictureView(aPicture({ caption: '', credit: '' }))).toMatchObject({ caption: null, credit: null });
});

test('a picture that may move is offered only in formats that move', () => {
  expect(pictureView(aPicture({ mime: 'image/gif', name: 'count.gif' }))).toMatchObject({
    src: '/media/7-0a1b2c3d4e5f/1080.gif',
    sources: [{ type: 'image/webp' }],
  });
});

test('a drawing is shown as it is, at any size', () => {
  const drawing = aPicture({
    mime: 'image/svg+xml',
    name: 'Seats in the council.svg',
    widthPx: 300,
    heightPx: 200,
  });
  expect(pictureView(drawing)).toMatchObject({
    src: '/media/7-0a1b2c3d4e5f/seats-in-the-council.svg',
    sources: [],
    width: 300,
    height: 200,
  });
});

test('a lost picture and a file that is no picture are not shown', () => {
  const lost = aPicture({ fileKey: null, sha256: null });
  expect(pictureView(lost)).toBeNull();
  expect(fileAddress(lost)).toBeNull();
  const report = aPicture({
    mime: 'application/pdf',
    name: 'Budget 2026.pdf',
    widthPx: null,
    heightPx: null,
  });
  expect(pictureView(report)).toBeNull();
  expect(fileAddress(report)).toBe('/media/7-0a1b2c3d4e5f/budget-2026.pdf');
});

test('a crop drawn by hand is offered in every format beside the whole picture, and only that one', () => {
  const view = pictureView(aPicture({ crops: { '3x2': { x: 0.25, y: 0.25, w: 0.2, h: 0.2 } } }));
  expect(view?.crops).toEqual({
    '3x2': {
      ...{ width: 600, height: 400, src: '/media/7-0a1b2c3d4e5f/crop/3x2-600-c250x250x200.jpg' },
      sources: [
        { type: 'image/avif', srcset: expect.stringContaining('crop/3x2-480-c250x250x200.avif 480w') },
        { type: 'image/webp', srcset: expect.stringContaining('crop/3x2-600-c250x250x200.webp 600w') },
      ],
    },
  });
  expect(view?.src).toBe('/media/7-0a1b2c3d4e5f/1080.jpg');
});
