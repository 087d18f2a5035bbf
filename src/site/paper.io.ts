import { join, resolve } from 'node:path';
import type { Section } from '#paper/section.sql.js';
import { listSections } from '#paper/section.sql.js';
import type { Link } from '#paper/setting-values.js';
import { loadSettings } from '#paper/settings.io.js';
import type { Settings } from '#paper/settings.js';
import type { Db } from '#store/tables.js';
import type { Paper } from './page.ts';
import { paths } from './paths.ts';
import { type Asset, loadAssets } from './theme/assets.io.ts';
import { makeTheme } from './theme/theme.ts';
import type { PaperLook } from './theme/tokens.ts';
import { loadThemeFolder } from './theme-folder.io.ts';
import type { AssetLinks, LinkView, LogoView, PaperView } from './view.ts';

/** Languages written from right to left. */
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);
const NAVIGATION_LIMIT = 9;

/**
 * Settings and sections as pages need them.
 *
 * listening  where the process listens, used while the setting `address` is empty
 */
export async function loadPaper(from: {
  db: Db;
  folder: string;
  environment: NodeJS.ProcessEnv;
  listening: string;
}): Promise<{ paper: Paper; assets: readonly Asset[] }> {
  const settings = await loadSettings(from.db, from.folder, from.environment);
  const sections = await listSections(from.db);
  const address = settings.address || from.listening;
  const theme = settings.theme
    ? await loadThemeFolder(resolve(from.folder, settings.theme), join(from.folder, 'theme-built'))
    : makeTheme();
  const { files, links } = await loadAssets({
    name: settings.name,
    look: lookOf(settings),
    extraCss: theme.stylesheet,
  });
  const paper: Paper = {
    settings,
    sections,
    sectionById: new Map(sections.map((section) => [section.id, section])),
    address,
    host: new URL(address).host,
    theme,
    view: paperView(settings, sections, address, links),
  };
  return { paper, assets: files };
}

function paperView(
  settings: Settings,
  sections: readonly Section[],
  address: string,
  assets: AssetLinks,
): PaperView {
  return {
    name: settings.name,
    tagline: settings.tagline || null,
    logo: logoOf(settings),
    language: settings.language,
    direction: RIGHT_TO_LEFT.has(settings.language.split('-')[0] ?? '') ? 'rtl' : 'ltr',
    timeZone: settings.timeZone,
    address,
    navigation: settings.navigation.length > 0 ? settings.navigation.map(toLink) : sectionLinks(sections),
    footer: settings.footer.map(toLink),
    footerLine: settings.footerLine || null,
    accountHref: settings.readerAccounts ? '/account' : null,
    trustedEmbedHosts: settings.embedHosts,
    assets,
  };
}

function logoOf(settings: Settings): LogoView | null {
  if (!settings.logo) return null;
  return {
    src: settings.logo,
    darkSrc: settings.logoDark || null,
    width: settings.logoWidth,
    height: settings.logoHeight,
  };
}

function sectionLinks(sections: readonly Section[]): LinkView[] {
  const top = sections.filter((section) => section.parent === null);
  return top
    .slice(0, NAVIGATION_LIMIT)
    .map((section) => ({ label: section.name, href: paths.section(section.slug) }));
}

function toLink({ label, href }: Link): LinkView {
  return { label, href };
}

function lookOf(settings: Settings): PaperLook {
  const accent = settings.accent
    ? { light: settings.accent, dark: settings.accentDark || settings.accent }
    : undefined;
  return {
    ...(accent ? { colours: { accent } } : {}),
    ...(settings.textFont ? { fonts: { serif: settings.textFont } } : {}),
  };
}
