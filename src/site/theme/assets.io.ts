import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { AssetLinks, IslandName } from '../view.ts';
import { type FontFile, fontFaceCss, fontFiles, standInCss } from './font-faces.ts';
import { families } from './fonts.ts';
import { escapeHtml } from './head.ts';
import { minifyCss } from './minify-css.ts';
import { focalCss } from './picture-file.tsx';
import { type PaperLook, type Tokens, tokensCss, tokensFor } from './tokens.ts';

/** A file as it is served: under an address that changes with its content, so it may be kept for ever. */
export type Asset = { readonly path: string; readonly type: string; readonly body: Buffer };

export type Assets = { readonly files: readonly Asset[]; readonly links: AssetLinks };

/** Style sheets stay where they are written, beside the sources; the compiler does not carry them over. */
const STYLES = join(import.meta.dirname, '../../../src/site/theme/css');
const STYLE_NAMES = ['base', 'frame', 'cards', 'front', 'story', 'body', 'pages', 'print'] as const;
const ISLANDS = [
  'account',
  'embed',
  'gate',
  'passkey',
  'search',
  'voucher',
] as const satisfies readonly IslandName[];
const packages = createRequire(import.meta.url);

/**
 * Everything a browser loads beside a page, for one paper: its style sheet with its own colours and fonts, the fonts,
 * the islands, a favicon with its first letter.
 *
 * extraCss  a theme's own rules, put last
 */
export async function loadAssets(paper: {
  name: string;
  look: PaperLook;
  extraCss?: string;
}): Promise<Assets> {
  const tokens = tokensFor(paper.look);
  const fonts = await loadFonts(tokens);
  const sheet = asset('paper', 'css', await stylesheet(tokens, fonts, paper.extraCss ?? ''));
  // Only pages of accounts load it: readers of stories never pay for it.
  const accountSheet = asset('account', 'css', await readStyles('account', 'benefits', 'own', 'money'));
  const counterSheet = asset('counter', 'css', await readStyles('counter'));
  const islands = await Promise.all(ISLANDS.map(loadIsland));
  const icon = asset('icon', 'svg', iconSvg(paper.name, tokens));
  const [account, embed, gate, passkey, search, voucher] = islands as [
    ...[Asset, Asset, Asset, Asset, Asset, Asset],
  ];
  return {
    files: [sheet, accountSheet, counterSheet, ...fonts.map((font) => font.asset), ...islands, icon],
    links: {
      stylesheets: [sheet.path],
      accountSheet: accountSheet.path,
      counterSheet: counterSheet.path,
      fonts: fonts
        .filter(({ file }) => file.style === 'normal' && file.subset === 'latin')
        .map((font) => font.asset.path),
      islands: {
        ...{ account: account.path, embed: embed.path, gate: gate.path, search: search.path },
        ...{ passkey: passkey.path, voucher: voucher.path },
      },
      icon: icon.path,
    },
  };
}

type LoadedFont = { readonly file: FontFile; readonly asset: Asset };

async function loadFonts(tokens: Tokens): Promise<LoadedFont[]> {
  const files = [...fontFiles(tokens.fonts.serif), ...fontFiles(tokens.fonts.sans)];
  return await Promise.all(
    files.map(async (file) => {
      const base = families[file.font].packageName;
      const name = `${base}-${file.subset}-wght-${file.style}`;
      const body = await readFile(packages.resolve(`@fontsource-variable/${base}/files/${name}.woff2`));
      return { file, asset: asset(name, 'woff2', body) };
    }),
  );
}

async function stylesheet(tokens: Tokens, fonts: readonly LoadedFont[], extraCss: string): Promise<string> {
  const written = await Promise.all(STYLE_NAMES.map((name) => readFile(join(STYLES, `${name}.css`), 'utf8')));
  const faces = fontFaceCss(fonts.map(({ file, asset: { path } }) => ({ file, href: path })));
  const standIns = [tokens.fonts.serif, tokens.fonts.sans].map(standInCss);
  return minifyCss([faces, ...standIns, tokensCss(tokens), ...written, focalCss(), extraCss].join('\n'));
}

async function readStyles(...names: string[]): Promise<string> {
  const written = await Promise.all(names.map((name) => readFile(join(STYLES, `${name}.css`), 'utf8')));
  return minifyCss(written.join('\n'));
}

/** Islands are compiled with the rest; run from the sources, as tests do, their types are taken off here. */
async function loadIsland(name: IslandName): Promise<Asset> {
  const base = join(import.meta.dirname, '../islands', `${name}.island`);
  if (import.meta.filename.endsWith('.js')) return asset(name, 'js', await readFile(`${base}.js`, 'utf8'));
  return asset(name, 'js', stripTypeScriptTypes(await readFile(`${base}.ts`, 'utf8')));
}

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
} as const;

function asset(name: string, kind: keyof typeof TYPES, content: string | Buffer): Asset {
  const body = Buffer.from(content);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
  return { path: `/assets/${name}.${hash}.${kind}`, type: TYPES[kind], body };
}

/** The first letter that is not an article's, on the paper's accent. */
function iconSvg(name: string, { colours }: Tokens): string {
  const letter =
    name
      .replace(/^(the|der|die|das|le|la|el|il)\s+/i, '')
      .trim()
      .charAt(0)
      .toUpperCase() || 'S';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="${colours.accent.light}" d="M0 0h64v64H0z"/><text x="32" y="48" fill="#fff" font-family="Georgia,serif" font-size="46" font-weight="700" text-anchor="middle">${escapeHtml(letter)}</text></svg>`;
}
