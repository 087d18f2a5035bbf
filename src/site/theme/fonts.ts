/** Families that come with the house. `plain` is the reader's own: nothing is loaded. */
export type FontName =
  | 'source-serif'
  | 'newsreader'
  | 'public-sans'
  | 'libre-franklin'
  | 'plain-serif'
  | 'plain-sans';

/**
 * One face of the stand-in that is shown while a font is on its way. It is a font of the reader's machine, stretched
 * until a line of it is as long and as high as a line of ours, so that nothing jumps when ours arrives.
 *
 * weights  the weights it stands in for
 * source   measured on English and German text at weights 400, 600 and 710 against fonts with the widths of Times New
 *          Roman and Arial: width of ours by width of theirs; ascent and descent of ours divided by that
 */
export type FallbackFace = {
  readonly style: 'normal' | 'italic';
  readonly bold: boolean;
  readonly weights: string;
  readonly sizeAdjust: number;
  readonly ascent: number;
  readonly descent: number;
};

export type Family = {
  /** Value of a font-family property. */
  readonly stack: string;
  readonly name: string | null;
  /** Its package under @fontsource-variable, and the beginning of its files' names. */
  readonly packageName: string;
  readonly stands: 'serif' | 'sans';
  readonly faces: readonly FallbackFace[];
};

/** Which letters a file holds; browsers fetch it only for pages that have them. */
export const subsets = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C4,U+2113,U+2C60-2C7F,U+A720-A7FF',
} as const;

const SERIF_END = "'Times New Roman',Times,serif";
const SANS_END = 'system-ui,Arial,sans-serif';

/** What each measure stands in for, in order. The sans has no italic of its own here. */
const STANDING = [
  { style: 'normal', bold: false, weights: '100 500' },
  { style: 'normal', bold: true, weights: '501 670' },
  { style: 'normal', bold: true, weights: '671 900' },
  { style: 'italic', bold: false, weights: '100 900' },
] as const;

export const families: Readonly<Record<FontName, Family>> = {
  'source-serif': family('Source Serif 4', 'source-serif-4', 'serif', [
    [117.61, 88.09, 28.48],
    [112.03, 92.48, 29.9],
    [113.88, 90.97, 29.42],
    [107.67, 96.22, 31.11],
  ]),
  newsreader: family('Newsreader', 'newsreader', 'serif', [
    [105.09, 69.94, 25.22],
    [103.54, 70.99, 25.59],
    [106.52, 69, 24.88],
    [98.16, 74.88, 27],
  ]),
  'public-sans': family('Public Sans', 'public-sans', 'sans', [
    [103.75, 91.56, 21.69],
    [97.9, 97.04, 22.98],
    [99.07, 95.89, 22.71],
  ]),
  'libre-franklin': family('Libre Franklin', 'libre-franklin', 'sans', [
    [103.36, 93.46, 23.8],
    [98.31, 98.26, 25.02],
    [99.42, 97.16, 24.74],
  ]),
  'plain-serif': {
    stack: `Charter,'Iowan Old Style',Georgia,${SERIF_END}`,
    name: null,
    packageName: '',
    stands: 'serif',
    faces: [],
  },
  'plain-sans': { stack: SANS_END, name: null, packageName: '', stands: 'sans', faces: [] },
};

type Measures = readonly [sizeAdjust: number, ascent: number, descent: number];

function family(
  name: string,
  packageName: string,
  stands: Family['stands'],
  measures: readonly Measures[],
): Family {
  const end = stands === 'serif' ? SERIF_END : SANS_END;
  const faces = STANDING.flatMap((standing, index) => {
    const measured = measures[index];
    if (!measured) return [];
    const [sizeAdjust, ascent, descent] = measured;
    return { ...standing, sizeAdjust, ascent, descent };
  });
  return { stack: `'${name}','${name} Stand-in',${end}`, name, packageName, stands, faces };
}
