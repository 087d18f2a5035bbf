/** The attributes that are read at all. Any other, `on…` and `srcdoc` among them, is passed over unseen. */
const KNOWN = [
  'align',
  'alt',
  'cite',
  'class',
  'colspan',
  'data',
  'data-attribution',
  'data-caption',
  'data-credit',
  'data-full-url',
  'data-height',
  'data-instgrm-permalink',
  'data-keep',
  'data-lazy-src',
  'data-lazy-srcset',
  'data-level',
  'data-media',
  'data-mime',
  'data-name',
  'data-orig-file',
  'data-original',
  'data-provider',
  'data-role',
  'data-size',
  'data-speaker',
  'data-src',
  'data-srcset',
  'data-stories',
  'data-story',
  'data-title',
  'data-url',
  'height',
  'hidden',
  'href',
  'id',
  'name',
  'rowspan',
  'src',
  'srcset',
  'start',
  'style',
  'title',
  'type',
  'width',
] as const;

export type AttributeName = (typeof KNOWN)[number];
export type Attributes = { readonly [name in AttributeName]?: string };

/** How long a value may be; a longer one is as good as missing. What is kept as foreign may be long. */
export const LONGEST_VALUE = 16_384;
export const LONGEST_ORIGINAL = 10_000_000;

const names: ReadonlyMap<string, AttributeName> = new Map(KNOWN.map((name) => [name, name]));

export const noAttributes: Attributes = Object.freeze({});

export function attributeCalled(name: string): AttributeName | undefined {
  return names.get(name) ?? (name.length > 25 ? undefined : names.get(name.toLowerCase()));
}

/** Whether the element carries this class. */
export function hasClass(attrs: Attributes, name: string): boolean {
  const classes = attrs.class;
  return classes?.includes(name) === true && classes.split(/\s+/).includes(name);
}

export function hasAnyClass(attrs: Attributes, wanted: ReadonlySet<string>): boolean {
  const classes = attrs.class;
  return classes?.split(/\s+/).some((name) => wanted.has(name)) === true;
}

/** A whole number of an attribute, held between two bounds; `otherwise` where there is none. */
export function numberOf<Otherwise>(
  value: string | undefined,
  least: number,
  most: number,
  otherwise: Otherwise,
): number | Otherwise {
  const found = value === undefined ? null : /^\s*([+-]?\d{1,15})/.exec(value);
  return found ? Math.min(most, Math.max(least, Number(found[1]))) : otherwise;
}

/** An id of ours written into an attribute by an importer, or null. */
export function idNumber(value: string | undefined): number | null {
  return value !== undefined && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
