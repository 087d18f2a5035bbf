import sharp from 'sharp';
import { expect, test } from 'vitest';
import { findHidden, findRunning } from './hidden.ts';
import { drawing, gifWithProgram, jpegWithArchive, jpegWithPage, photo } from './hostile.fixture.ts';

test('a picture that is a page, a program or an archive as well is told by its bytes', async () => {
  expect(findHidden(await jpegWithPage(), 'image/jpeg')).toBe('a web page or a program');
  expect(findHidden(gifWithProgram(), 'image/gif')).toBe('a program');
  expect(findHidden(await jpegWithArchive(), 'image/jpeg')).toBe('an archive');
  expect(findHidden(await photo(), 'image/jpeg')).toBeUndefined();
});

test('a moving picture is an honest one, and one with a load behind its end is not', async () => {
  const gif = await sharp(await photo(40, 30))
    .gif()
    .toBuffer();
  expect(findHidden(gif, 'image/gif')).toBeUndefined();
  const loaded = Buffer.concat([gif, Buffer.alloc(500, 0x41)]);
  expect(findHidden(loaded, 'image/gif')).toBe('something behind its end');
});

test.each([
  ['<script>alert(1)</script>', 'a <script> element'],
  ['<rect width="9" height="9" onload="alert(1)"/>', 'a program (onload)'],
  [
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    'a <foreignobject> element',
  ],
  ['<a xlink:href="java\tscript:alert(1)"><text>x</text></a>', 'a program'],
  ['<image href="https://tracker.example/x.png"/>', 'something from elsewhere'],
  ['<use xlink:href="data:image/svg+xml;base64,AAAA#x"/>', 'something from elsewhere'],
  ['<set attributeName="xlink:href" to="javascript:alert(1)"/>', 'an address that changes'],
  ['<style>@import "https://tracker.example/x.css";</style>', 'a style from elsewhere'],
  ['<rect width="9"', 'something that cannot be read'],
])('a drawing with %s is not taken in', (inside, says) => {
  expect(findRunning(drawing(inside).toString())).toBe(says);
});

test('a plain drawing with colours, fades, links and pictures inside it is fine', () => {
  const inside = `<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><style>rect{fill:url(#a)}</style>
    <rect width="9" height="9" fill="url(#a)"/><use href="#a"/><a href="https://paper.example"><text>Map</text></a>
    <image href="data:image/png;base64,AAAA"/>`;
  expect(findRunning(drawing(inside).toString())).toBeUndefined();
  expect(findRunning(`<!DOCTYPE svg [<!ENTITY x "y">]>${drawing('&x;').toString()}`)).toMatch(/entities/);
});
