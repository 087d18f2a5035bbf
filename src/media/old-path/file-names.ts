/** Names that an original may have had, and the size that the name of its variant told. */
export type OriginalNames = { names: string[]; widthPx: number | null; heightPx: number | null };

type Parts = { stem: string; ending: string };

const PICTURE = /^(.+)\.(jpe?g|jpe|png|gif|webp|avif|heic|tiff?|bmp)$/i;
const NEW_FORMAT = /^(?:webp|avif)$/i;
/** bridge.jpg.webp: what picture compressors put behind the name. */
const APPENDED = /^(.+)\.(jpe?g|png|gif)$/i;
/** bridge-300x200-jpg.webp: the same, as WordPress's own plugin writes it. */
const WRITTEN_OUT = /^(.+)-(jpe?g|png|gif)$/i;
const SIZE = /^(.+)-([0-9]{1,5})x([0-9]{1,5})$/;
const SHARP = /^(.+)@([23])x$/i;
/** WordPress: edited at this second; scaled down or turned at upload; older than 2.5 `bridge.thumbnail.jpg`. */
const MARKS: readonly RegExp[] = [
  /^(.+)-e[0-9]{10,14}$/i,
  /^(.+)-(?:scaled|rotated)$/i,
  /^(.+)\.thumbnail$/i,
  /^(.+)_o$/,
];
/** More marks than this no system ever put behind a name. */
const MOST_MARKS = 4;
/** Under which ending the original of a WebP or AVIF lies. */
const ORIGINAL_ENDINGS = ['jpg', 'jpeg', 'png', 'gif'];

/**
 * Traces the name of a size to names its original may have. Systems put the size, the edit and the format behind the
 * name; a name that only looks like that is its own original, so the name as it is comes first.
 */
export function originalNames(name: string): OriginalNames {
  const [, stem, ending] = PICTURE.exec(name) ?? [];
  if (!stem || !ending) return { names: [name], widthPx: null, heightPx: null };
  let size: { widthPx: number; heightPx: number } | null = null;
  let sharpness = 1;
  const names = [name];
  for (const form of inEveryFormat({ stem, ending })) {
    let left = form.stem;
    names.push(`${left}.${form.ending}`);
    const sharp = SHARP.exec(left);
    if (sharp) {
      left = sharp[1] ?? left;
      sharpness = Number(sharp[2]);
    }
    const sized = SIZE.exec(left);
    if (sized) {
      left = sized[1] ?? left;
      size ??= { widthPx: Number(sized[2]), heightPx: Number(sized[3]) };
    }
    names.push(...withAndWithoutMarks(left).map((one) => `${one}.${form.ending}`));
  }
  return {
    names: [...new Set(names)],
    widthPx: size && size.widthPx * sharpness,
    heightPx: size && size.heightPx * sharpness,
  };
}

/** The name as it is, and, for a newer format, as it was before somebody's program converted it. */
function inEveryFormat({ stem, ending }: Parts): Parts[] {
  if (!NEW_FORMAT.test(ending)) return [{ stem, ending }];
  const [, before, was] = APPENDED.exec(stem) ?? WRITTEN_OUT.exec(stem) ?? [];
  if (before && was)
    return [
      { stem: before, ending: was },
      { stem, ending },
    ];
  return [{ stem, ending }, ...ORIGINAL_ENDINGS.map((other) => ({ stem, ending: other }))];
}

/** Marks are taken off one after the other; then those are tried that WordPress gives its large originals. */
function withAndWithoutMarks(stem: string): string[] {
  const stems = [stem];
  for (let left: string | undefined = stem; left !== undefined && stems.length < MOST_MARKS; ) {
    const found: string | undefined = MARKS.map((mark) => mark.exec(left ?? '')?.[1]).find(Boolean);
    if (found) stems.push(found);
    left = found;
  }
  const bare = stems.at(-1) ?? stem;
  return [...stems, `${bare}-scaled`, `${bare}-rotated`];
}
