import { expect, test } from 'vitest';
import { isOldFilePath, oldPathKey, originalOf, readOldPath } from './old-path.ts';

const UPLOADS = '/wp-content/uploads/2019/05';

/** Where among the candidates the original stands. */
function traces(asked: string, original: string): boolean {
  return originalOf(asked).includes(original);
}

test('an address is its own likeliest original, even when its name looks like a size', () => {
  expect(originalOf(`${UPLOADS}/stadium-1920x1080.jpg`)[0]).toBe(`${UPLOADS}/stadium-1920x1080.jpg`);
  expect(originalOf(`${UPLOADS}/bridge.jpg`)[0]).toBe(`${UPLOADS}/bridge.jpg`);
});

test.each([
  ['bridge-300x200.jpg', 'bridge.jpg'],
  ['bridge-300x200.jpg', 'bridge-scaled.jpg'],
  ['bridge-1-300x200.jpg', 'bridge-1.jpg'],
  ['bridge-scaled.jpg', 'bridge.jpg'],
  ['bridge.jpg', 'bridge-scaled.jpg'],
  ['bridge-rotated.jpeg', 'bridge.jpeg'],
  ['bridge.jpg', 'bridge-rotated.jpg'],
  ['bridge-e1557829389123.jpg', 'bridge.jpg'],
  ['bridge-e1557829389123-300x200.jpg', 'bridge-e1557829389123.jpg'],
  ['bridge-e1557829389123-300x200.jpg', 'bridge.jpg'],
  ['bridge-scaled-e1557829389123-300x200.jpg', 'bridge-scaled.jpg'],
  ['bridge-scaled-e1557829389123-300x200.jpg', 'bridge.jpg'],
  ['bridge@2x.png', 'bridge.png'],
  ['bridge-300x200@2x.png', 'bridge.png'],
  ['bridge.thumbnail.jpg', 'bridge.jpg'],
  ['bridge.jpg.webp', 'bridge.jpg'],
  ['bridge-300x200.jpg.webp', 'bridge.jpg'],
  ['bridge-300x200.png.avif', 'bridge.png'],
  ['bridge-300x200-jpg.webp', 'bridge.jpg'],
  ['bridge-jpeg.avif', 'bridge.jpeg'],
  ['bridge-300x200.webp', 'bridge.webp'],
  ['bridge-300x200.webp', 'bridge.jpg'],
  ['bridge.webp', 'bridge.png'],
  ['BRIDGE-300X200.JPG', 'BRIDGE-300X200.JPG'],
  ['Br%C3%BCcke-300x200.jpg', 'Brücke.jpg'],
  ['Br%FCcke-300x200.jpg', 'Brücke.jpg'],
  ['Br%25C3%25BCcke.jpg', 'Brücke.jpg'],
  ['Bru%CC%88cke.jpg', 'Brücke.jpg'],
  ['salt&amp;water.jpg', 'salt&water.jpg'],
  ['100%-local.jpg', '100%-local.jpg'],
  ['before%20after.jpg', 'before after.jpg'],
])('%s is traced to %s', (asked, original) => {
  expect(traces(`${UPLOADS}/${asked}`, `${UPLOADS}/${original}`)).toBe(true);
});

test('the likeliest original comes before less likely ones', () => {
  expect(originalOf(`${UPLOADS}/bridge-e1557829389123-300x200.jpg`)).toEqual([
    `${UPLOADS}/bridge-e1557829389123-300x200.jpg`,
    `${UPLOADS}/bridge-e1557829389123.jpg`,
    `${UPLOADS}/bridge.jpg`,
    `${UPLOADS}/bridge-scaled.jpg`,
    `${UPLOADS}/bridge-rotated.jpg`,
  ]);
  expect(originalOf(`${UPLOADS}/bridge.jpg.webp`).indexOf(`${UPLOADS}/bridge.jpg`)).toBe(1);
});

test.each([
  ['/content/images/size/w600/2020/01/ferry.jpg', '/content/images/2020/01/ferry.jpg'],
  ['/content/images/size/w1000h500/2020/01/ferry.jpg', '/content/images/2020/01/ferry.jpg'],
  ['/content/images/size/w600/format/webp/2020/01/ferry.jpg', '/content/images/2020/01/ferry.jpg'],
  ['/blog/content/images/size/w600/2020/01/ferry.jpg', '/blog/content/images/2020/01/ferry.jpg'],
  ['/content/images/2020/01/ferry_o.jpg', '/content/images/2020/01/ferry.jpg'],
  ['/content/files/2022/06/Budget-2022.pdf', '/content/files/2022/06/Budget-2022.pdf'],
  ['/content/media/2022/06/flood.mp4', '/content/media/2022/06/flood.mp4'],
])('Ghost: %s is traced to %s', (asked, original) => {
  expect(traces(asked, original)).toBe(true);
});

test('wherever the old site lay, its folders stay in the path', () => {
  for (const folder of ['/news/wp-content/uploads', '/wp-content/uploads/sites/3', '/files', '/app/uploads'])
    expect(traces(`${folder}/2019/05/bridge-150x150.jpg`, `${folder}/2019/05/bridge.jpg`)).toBe(true);
});

test('the size and the format that an address tells are read', () => {
  expect(readOldPath(`${UPLOADS}/bridge-300x200.jpg`)).toMatchObject({
    widthPx: 300,
    heightPx: 200,
    format: 'jpg',
  });
  expect(readOldPath(`${UPLOADS}/bridge-300x200@2x.png`)).toMatchObject({
    widthPx: 600,
    heightPx: 400,
    format: 'png',
  });
  expect(readOldPath(`${UPLOADS}/bridge-300x200.jpg.webp`)).toMatchObject({ widthPx: 300, format: 'webp' });
  expect(readOldPath(`${UPLOADS}/bridge.jpeg`)).toMatchObject({
    widthPx: null,
    heightPx: null,
    format: 'jpg',
  });
  expect(readOldPath('/content/images/size/w600/format/avif/2020/01/ferry.jpg')).toMatchObject({
    widthPx: 600,
    heightPx: null,
    format: 'avif',
  });
});

test('a report is only ever itself', () => {
  expect(originalOf(`${UPLOADS}/report-300x200.pdf`)).toEqual([`${UPLOADS}/report-300x200.pdf`]);
});

test.each([
  '/wp-content/uploads/../../standfirst.db',
  '/wp-content/uploads/%2e%2e/%2e%2e/standfirst.db',
  '/wp-content/uploads/%252e%252e/%252e%252e/standfirst.db',
  '/wp-content/uploads/..%5c..%5cstandfirst.db',
  '/wp-content/uploads/bridge%00.jpg',
  '/wp-content/uploads/',
])('%s leads nowhere', (asked) => {
  expect(
    originalOf(asked).filter((path) => path.includes('..') || path.includes('\0') || path.endsWith('/')),
  ).toEqual([]);
});

test('doubled slashes, dots and queries do not make another address', () => {
  expect(originalOf('//wp-content/./uploads//2019/05/bridge.jpg?ver=2')[0]).toBe(`${UPLOADS}/bridge.jpg`);
});

test('an address of endless marks is read at once', () => {
  expect(originalOf(`${UPLOADS}/${'-scaled'.repeat(500)}.jpg`).length).toBeLessThan(50);
  expect(originalOf(`${UPLOADS}/${'-1x1'.repeat(900)}@2x.webp`).length).toBeLessThan(50);
});

test('an old path is looked up in one form, whatever case it is asked in', () => {
  expect(oldPathKey('/WP-Content/Uploads/2019/05/BRU\u0308CKE.JPG')).toBe(
    '/wp-content/uploads/2019/05/brücke.jpg',
  );
});

test('files are told from pages by their folder or their ending', () => {
  expect(
    ['/photo.jpg', '/files/2019/report.PDF', '/wp-content/uploads/data.csv', '/content/files/x'].every(
      isOldFilePath,
    ),
  ).toBe(true);
  expect(
    [
      '/',
      '/news/bridge',
      '/feed.xml',
      '/robots.txt',
      '/2019/05/page.html',
      '/wp-content/themes/x/style.css',
    ].some(isOldFilePath),
  ).toBe(false);
});
