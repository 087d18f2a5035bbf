import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readEmbedded } from './embedded.ts';
import { withIptc } from './jpeg.fixture.ts';

const plain = sharp({ create: { width: 40, height: 30, channels: 3, background: '#357' } });

async function embeddedIn(bytes: Uint8Array) {
  return readEmbedded(await sharp(bytes).metadata());
}

test('what an agency wrote into a picture is read, umlauts and all', async () => {
  const bytes = withIptc(await plain.clone().jpeg().toBuffer(), {
    80: ['Jürgen Müller', 'Mara Lindqvist'],
    110: ['dpa'],
    116: ['© dpa 2019'],
    120: ['Die Brücke am\r\nSonntagmorgen.'],
    55: ['20190504'],
  });
  expect(await embeddedIn(bytes)).toMatchObject({
    headline: '',
    caption: 'Die Brücke am Sonntagmorgen.',
    credit: 'Jürgen Müller, Mara Lindqvist/dpa',
    rights: '© dpa 2019',
    takenAt: '2019-05-04',
  });
});

test('an older program that wrote Latin-1 without saying so is understood', async () => {
  const bytes = withIptc(await plain.clone().jpeg().toBuffer(), { 120: ['Straßenfest'] }, 'latin1');
  expect((await embeddedIn(bytes)).caption).toBe('Straßenfest');
});

test.each(['jpeg', 'png', 'webp', 'tiff'] as const)('XMP is read from a %s', async (format) => {
  const bytes = await plain.clone().withXmp(PACKET).toFormat(format).toBuffer();
  expect(await embeddedIn(bytes)).toMatchObject({
    headline: 'Low water & high hopes',
    caption: 'The ferry leaves the quay.',
    credit: 'Anna Keller/The Harbour Ledger',
    rights: '',
    takenAt: '2026-03-01T06:00:00',
  });
});

test("a camera's own words are no caption, and its owner is the credit", async () => {
  const bytes = await plain
    .clone()
    .withExif({
      IFD0: { ImageDescription: 'OLYMPUS DIGITAL CAMERA', Artist: 'Tom Weiss', Copyright: 'T. Weiss' },
      IFD2: { DateTimeOriginal: '2012:07:31 18:04:05' },
    })
    .jpeg()
    .toBuffer();
  expect(await embeddedIn(bytes)).toMatchObject({
    headline: '',
    caption: '',
    credit: 'Tom Weiss',
    rights: 'T. Weiss',
    takenAt: '2012-07-31T18:04:05',
  });
});

test('a name is not said twice where the byline or the credit holds both', async () => {
  const bytes = withIptc(await plain.clone().jpeg().toBuffer(), {
    80: ['Ann Lee/Reuters'],
    110: ['Reuters'],
  });
  expect((await embeddedIn(bytes)).credit).toBe('Ann Lee/Reuters');
});

test('broken and endless blocks are passed over at once', async () => {
  const endless = Buffer.from(`<x:xmpmeta ${'a'.repeat(900_000)}`);
  const broken = Buffer.from('Exif\0\0II*\0\xff\xff\xff\xff', 'latin1');
  const iptc = Buffer.from([0x1c, 2, 120, 0x7f, 0xff, 65]);
  expect(await readEmbedded({ exif: broken, iptc, xmp: endless })).toMatchObject({
    headline: '',
    caption: '',
    credit: '',
    rights: '',
    takenAt: '',
  });
});

const PACKET = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:p="http://ns.adobe.com/photoshop/1.0/"
  p:Headline="Low water &amp; high hopes" p:DateCreated="2026-03-01T06:00:00Z">
<p:Credit>The Harbour Ledger</p:Credit>
<d:creator><rdf:Seq><rdf:li>Anna Keller</rdf:li></rdf:Seq></d:creator>
<d:description><rdf:Alt><rdf:li xml:lang="x-default">The ferry leaves the quay.</rdf:li>
<rdf:li xml:lang="de">Die Fähre legt ab.</rdf:li></rdf:Alt></d:description>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
