import sharp from 'sharp';
import { expect, test } from 'vitest';
import { detectKind } from './detect-kind.ts';
import { extensionOf } from './file-kinds.ts';

function kindOf(content: Uint8Array | string, name = 'upload'): string | undefined {
  const head = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  return detectKind({ head, tail: head, cut: false, name });
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

test.each(['jpeg', 'png', 'gif', 'webp', 'avif', 'tiff'] as const)(
  'a %s is known by its bytes, whatever its name says',
  async (format) => {
    const bytes = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#357' } })
      .toFormat(format)
      .toBuffer();
    expect(kindOf(bytes, 'invoice.php')).toBe(`image/${format}`);
  },
);

test.each([
  ['%PDF-1.7\n%\xe2\xe3', 'application/pdf'],
  ['\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'video/mp4'],
  ['\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom', 'audio/mp4'],
  ['\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'video/quicktime'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'image/heic'],
  ['\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'image/avif'],
  ['ID3\x04\0\0\0\0\0\0', 'audio/mpeg'],
  ['OggS\0\x02\0\0\0\0\0\0\0\0OpusHead', 'audio/ogg'],
  ['fLaC\0\0\0\x22', 'audio/flac'],
  ['RIFF\x24\0\0\0WAVEfmt ', 'audio/wav'],
  ['\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm', 'video/webm'],
  ['{\\rtf1\\ansi Minutes of the council}', 'application/rtf'],
  ['WEBVTT\n\n00:01.000 --> 00:02.000\nGood evening', 'text/vtt'],
  ['Minutes of the council\nof 4 March', 'text/plain'],
])('%j is a %s', (content, mime) => {
  expect(kindOf(content)).toBe(mime);
  expect(extensionOf(mime)).not.toBe('bin');
});

test('an MP3 without a title is known by two frames, one after the other', () => {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  expect(kindOf(Buffer.concat([frame, frame]))).toBe('audio/mpeg');
  expect(kindOf(frame)).toBeUndefined();
});

test('office files are told apart by what is packed in them', () => {
  expect(kindOf(aZip('[Content_Types].xml', 'word/document.xml'))).toMatch(/wordprocessingml\.document$/);
  expect(kindOf(aZip('[Content_Types].xml', 'xl/workbook.xml'))).toMatch(/spreadsheetml\.sheet$/);
  expect(kindOf(aZip('minutes.txt', 'budget.txt'))).toBe('application/zip');
  const odt = 'PK\x03\x04'.padEnd(30, '\0');
  expect(kindOf(`${odt}mimetypeapplication/vnd.oasis.opendocument.textPK`)).toMatch(/opendocument\.text$/);
});

test('a program packed as a ZIP is not taken for a folder of files', () => {
  expect(kindOf(aZip('META-INF/MANIFEST.MF', 'Run.class'), 'report.zip')).toBeUndefined();
});

test('a drawing may begin with a declaration, comments and a doctype', () => {
  const before =
    '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made by hand --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n';
  expect(kindOf(utf8(`${before}<svg xmlns="http://www.w3.org/2000/svg"/>`))).toBe('image/svg+xml');
});

test.each([
  ['<!doctype html><svg xmlns="http://www.w3.org/2000/svg"/>', 'picture.svg'],
  ['<html><body>Hello</body></html>', 'picture.jpg'],
  ['\n\n <script>alert(1)</script>', 'notes.txt'],
  ['Dear reader <img src=x onerror=alert(1)>', 'notes.txt'],
  ['<?php system($_GET[0]); ?>', 'notes.txt'],
  ['#!/bin/sh\nrm -r .', 'notes.txt'],
  ['MZ\x90\0\x03\0\0\0', 'setup.pdf'],
  ['\x7fELF\x02\x01\x01', 'photo.jpg'],
  ['\x1f\x8b\x08\0\0\0\0\0', 'drawing.svgz'],
  ['<!-- never closed', 'drawing.svg'],
])('%j is refused even when it is called %s', (content, name) => {
  expect(kindOf(content, name)).toBeUndefined();
});

test('a long text full of the beginnings of comments is judged at once', () => {
  expect(kindOf('<!--'.repeat(16_000))).toBeUndefined();
  expect(kindOf(`${'<!-- -->'.repeat(8_000)}<svg/>`)).toBe('image/svg+xml');
  expect(kindOf(`<!doctype svg ${'['.repeat(60_000)}`)).toBeUndefined();
});

test('text in Latin-1 is text, and a letter cut in two at the end of what is read is no fault', () => {
  expect(kindOf('Stra\xdfe und M\xfcll')).toBe('text/plain');
  const cut = Buffer.from('Straße', 'utf8').subarray(0, 5);
  expect(detectKind({ head: cut, tail: cut, cut: true, name: 'a.txt' })).toBe('text/plain');
  expect(kindOf('a;b\n1;2', 'budget.CSV')).toBe('text/csv');
});

/** A ZIP with empty files of these names: local headers, then the list at the end. */
function aZip(...names: string[]): Uint8Array {
  const part = (sign: string, length: number, name: string): Buffer => {
    const header = Buffer.alloc(length);
    header.write(sign, 'latin1');
    header.writeUInt16LE(name.length, length === 46 ? 28 : 26);
    return Buffer.concat([header, Buffer.from(name)]);
  };
  return Buffer.concat([
    ...names.map((name) => part('PK\x03\x04', 30, name)),
    ...names.map((name) => part('PK\x01\x02', 46, name)),
    Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1'),
  ]);
}
