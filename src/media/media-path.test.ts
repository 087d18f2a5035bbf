import { expect, test } from 'vitest';
import type { Held } from './ladder.ts';
import { cropOf, filePath, readMediaPath, renditionPath } from './media-path.ts';
import { aPicture } from './picture.fixture.ts';

const picture = aPicture() as Held;

test('an address of a size names picture, version, width and format, and reads back as it was written', () => {
  const path = renditionPath(picture, 640, 'avif');
  expect(path).toBe('/media/7-0a1b2c3d4e5f/640.avif');
  expect(readMediaPath(path)).toEqual({
    is: 'size',
    id: 7,
    version: '0a1b2c3d4e5f',
    width: 640,
    format: 'avif',
  });
});

test('another original under the same number has another address', () => {
  const replaced = { ...picture, sha256: 'f'.repeat(64) };
  expect(renditionPath(replaced, 640, 'avif')).not.toBe(renditionPath(picture, 640, 'avif'));
});

test('a crop names its focal point where that is not the middle, so that moving it makes another address', () => {
  expect(cropOf(picture, 'og')).toEqual({
    path: '/media/7-0a1b2c3d4e5f/crop/og-1200.jpg',
    width: 1200,
    height: 630,
  });
  const moved = cropOf({ ...picture, focalX: 0.3, focalY: 0.755 }, '16x9');
  expect(moved).toEqual({
    path: '/media/7-0a1b2c3d4e5f/crop/16x9-1200-30x76.jpg',
    width: 1200,
    height: 675,
  });
  expect(readMediaPath(moved.path)).toMatchObject({ is: 'crop', shape: '16x9', width: 1200, cut: '30x76' });
});

test('a report keeps a readable name, with the ending of what it really is', () => {
  const report = { ...picture, name: 'Jahresbericht für Größe 2019.exe', mime: 'application/pdf' };
  expect(filePath(report)).toBe('/media/7-0a1b2c3d4e5f/jahresbericht-fur-grosse-2019.pdf');
  expect(readMediaPath(filePath(report))).toMatchObject({
    is: 'file',
    name: 'jahresbericht-fur-grosse-2019.pdf',
  });
});

test.each([
  '/media',
  '/media/',
  '/media/7/640.avif',
  '/media/7-0a1b2c3d4e5f/',
  '/media/7-0a1b2c3d4e5f/../../standfirst.db',
  '/media/7-0a1b2c3d4e5f/..%2f..%2fstandfirst.db',
  '/media/7-0a1b2c3d4e5f/crop/../640.avif',
  '/media/7-0A1B2C3D4E5F/640.avif',
  '/media/07-0a1b2c3d4e5f/640.avif',
  '/media/7-0a1b2c3d4e5f/crop/2x1-1200.jpg',
  '/media/9999999999999999999-0a1b2c3d4e5f/640.avif',
  '/MEDIA/7-0a1b2c3d4e5f/640.avif',
])('%s is no address of a picture', (path) => {
  expect(readMediaPath(path)).toBeUndefined();
});
