import type { Metadata } from 'sharp';
import { readIptc } from './embedded/iptc.ts';
import { readXmp } from './embedded/xmp.ts';

/**
 * What photographers, agencies and cameras wrote into a picture; '' where they wrote nothing. Where it was taken is
 * left alone.
 *
 * credit   who is to be named: 'Mara Lindqvist/dpa'
 * creator  who made it, without the agency: 'Mara Lindqvist'
 * takenAt  as the camera's clock had it, without zone: '2019-05-04T06:31:00', or the date alone, or ''
 */
export type Embedded = {
  headline: string;
  alt: string;
  caption: string;
  credit: string;
  creator: string;
  source: string;
  rights: string;
  usageTerms: string;
  takenAt: string;
};

type Texts = ReadonlyMap<string, readonly string[]>;

/** Longest text taken over, in characters. */
const LONGEST = 4000;
/** What cameras and programs write on their own into the caption of every picture. */
const EMPTY_WORDS =
  /^(?:olympus digital camera|minolta digital camera|konica minolta.*|kodak.*|samsung.*|sony dsc|dcf|dig|dsc|exif[_ ]jpeg[_ ]picture|digital still camera|screenshot|untitled|created with (?:the )?gimp.*|file written by adobe photoshop.*|default|-+|\.)$/i;

/**
 * Reads what stands in a picture beside its pixels. Where several blocks say the same thing differently, XMP counts
 * before IPTC, and IPTC before EXIF; a block that cannot be read is passed over.
 */
export async function readEmbedded({
  exif,
  iptc,
  xmp,
}: Pick<Metadata, 'exif' | 'iptc' | 'xmp'>): Promise<Embedded> {
  const blocks: Texts[] = [
    xmp ? readXmp(xmp) : new Map(),
    iptc ? readIptc(iptc) : new Map(),
    exif ? await readExif(exif) : new Map(),
  ];
  const say = (name: string): string[] => {
    const lists = blocks.map((block) => (block.get(name) ?? []).map(cleaned).filter((text) => text !== ''));
    return lists.find((list) => list.length > 0) ?? [];
  };
  return {
    headline: say('headline')[0] ?? '',
    alt: say('alt')[0] ?? '',
    caption: say('caption')[0] ?? '',
    credit: creditLine(say('byline'), say('credit')[0] ?? say('source')[0] ?? ''),
    creator: [...new Set(say('byline'))].join(', '),
    source: say('source')[0] ?? '',
    rights: say('rights')[0] ?? '',
    usageTerms: say('terms')[0] ?? '',
    takenAt: takenAt(say('date')[0] ?? ''),
  };
}

async function readExif(block: Uint8Array): Promise<Texts> {
  // The block of a JPEG names itself before the TIFF that it is.
  const named = Buffer.from(block.buffer, block.byteOffset, 6).toString('latin1') === 'Exif\0\0';
  const { default: exifr } = await import('exifr');
  const tags: Record<string, unknown> | undefined = await exifr
    .parse(Buffer.from(named ? block.subarray(6) : block), {
      ifd0: { pick: ['ImageDescription', 'Artist', 'Copyright'] },
      exif: { pick: ['DateTimeOriginal'] },
      gps: false,
      xmp: false,
      iptc: false,
      icc: false,
      reviveValues: false,
    })
    .catch(() => undefined);
  const text = (name: string): string[] => (typeof tags?.[name] === 'string' ? [tags[name]] : []);
  return new Map([
    ['caption', text('ImageDescription')],
    ['byline', text('Artist')],
    ['rights', text('Copyright')],
    ['date', text('DateTimeOriginal')],
  ]);
}

/** One line of plain words; '' for what a camera says of every picture, and for letters lost in a wrong encoding. */
function cleaned(raw: string): string {
  const text = raw
    .toWellFormed()
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();
  return text.includes('\ufffd') || EMPTY_WORDS.test(text) ? '' : text;
}

/** The people first, then who they work for, unless one of the two already says it all. */
function creditLine(bylines: readonly string[], credit: string): string {
  const people = [...new Set(bylines)].join(', ');
  if (people.toLowerCase().includes(credit.toLowerCase())) return people;
  return people === '' || credit.toLowerCase().includes(people.toLowerCase())
    ? credit
    : `${people}/${credit}`;
}

/** '2019:05:04 06:31:00', '20190504' and ISO forms; a camera whose clock was never set says year 0. */
function takenAt(raw: string): string {
  const [, year, month, day, time] =
    /^(\d{4})[:-]?(\d\d)[:-]?(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?/.exec(raw) ?? [];
  if (!year || Number(year) < 1826) return '';
  return `${year}-${month}-${day}${time ? `T${time.length === 5 ? `${time}:00` : time}` : ''}`;
}
