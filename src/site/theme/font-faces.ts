import { type FallbackFace, type Family, type FontName, families, subsets } from './fonts.ts';

/** One file of a family as its package names it: `files/NAME-SUBSET-wght-STYLE.woff2`. */
export type FontFile = {
  readonly font: FontName;
  readonly subset: keyof typeof subsets;
  readonly style: 'normal' | 'italic';
};

/** The files of a family, the ones of the first view first. */
export function fontFiles(font: FontName): FontFile[] {
  if (!families[font].name) return [];
  const styles = families[font].stands === 'serif' ? (['normal', 'italic'] as const) : (['normal'] as const);
  return styles.flatMap((style) =>
    (['latin', 'latin-ext'] as const).map((subset) => ({ font, subset, style })),
  );
}

/** The @font-face rules of the files, each at the address it is served from. */
export function fontFaceCss(files: readonly { readonly file: FontFile; readonly href: string }[]): string {
  return files
    .map(({ file, href }) => {
      const { font, subset, style } = file;
      return `@font-face{font-family:'${families[font].name}';font-style:${style};font-weight:200 900;font-display:swap;src:url(${href}) format('woff2');unicode-range:${subsets[subset]}}`;
    })
    .join('\n');
}

/** The @font-face rules of a family's stand-in. */
export function standInCss(font: FontName): string {
  const family = families[font];
  return family.faces.map((face) => standInFace(family, face)).join('\n');
}

function standInFace(family: Family, face: FallbackFace): string {
  const sources = localNames(family.stands, face)
    .map((name) => `local('${name}')`)
    .join(',');
  return `@font-face{font-family:'${family.name} Stand-in';font-style:${face.style};font-weight:${face.weights};src:${sources};size-adjust:${face.sizeAdjust}%;ascent-override:${face.ascent}%;descent-override:${face.descent}%;line-gap-override:0%}`;
}

/** Names of the machine's own fonts with the widths that were measured. */
function localNames(stands: Family['stands'], { style, bold }: FallbackFace): string[] {
  const cut = `${bold ? ' Bold' : ''}${style === 'italic' ? ' Italic' : ''}`;
  const bases =
    stands === 'serif'
      ? ['Times New Roman', 'Liberation Serif', 'Tinos']
      : ['Arial', 'Liberation Sans', 'Arimo'];
  return bases.map((base) => `${base}${cut}`);
}
