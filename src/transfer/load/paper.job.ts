import { loadSettings, saveSettings } from '#paper/settings.io.js';
import { listNewestRevisions } from '#stories/settle-references.sql.js';
import type { BundleMenu, BundleSite } from '../bundle.ts';
import type { Loading } from './loading.ts';
import { findTargets } from './targets.sql.ts';

const mostLinks = 12;

/** Name, description, language and navigation of the old site, where the newsroom has not set its own. */
export async function takeSettings(
  site: BundleSite | null,
  menus: readonly BundleMenu[],
  loading: Loading,
): Promise<void> {
  const { db } = loading.house.store;
  const now = await loadSettings(db, loading.house.folder, {});
  const values: Record<string, unknown> = {};
  if (site && now.name === 'Standfirst' && site.name !== '') values.name = site.name.slice(0, 200);
  if (site && now.description === '' && site.description !== '') values.description = site.description;
  if (site?.language && now.language === 'en-GB' && isLanguage(site.language))
    values.language = site.language.replace('_', '-');
  const main = mainMenu(menus);
  if (now.navigation.length === 0 && main) {
    const links = await linksOf(main, loading);
    if (links.length > 1) values.navigation = links;
  }
  if (Object.keys(values).length > 0) await saveSettings(db, values, loading.now);
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag.replace('_', '-')).length > 0;
  } catch {
    return false;
  }
}

/** The menu that is called so, or the only one: a guess would fill the masthead with somebody's list of friends. */
function mainMenu(menus: readonly BundleMenu[]): BundleMenu | undefined {
  const called = menus.find(({ name }) =>
    /\b(?:main|primary|header|top|haupt\w*|principal\w*|navigation)\b/i.test(name),
  );
  return called ?? (menus.length === 1 ? menus[0] : undefined);
}

/** The first row of a menu; lines that lead to the front, or nowhere, are no links of a masthead. */
async function linksOf(menu: BundleMenu, loading: Loading): Promise<{ label: string; href: string }[]> {
  const lines = menu.lines.filter(({ under }) => under === null);
  const { db } = loading.house.store;
  const targets = await findTargets(
    db,
    lines.map(({ to }) => to),
    loading,
  );
  const stories = targets.flatMap((target) => (target?.is === 'story' ? [target.id] : []));
  const newest = await listNewestRevisions(db, stories);
  const links = lines.flatMap(({ label }, at) => {
    const target = targets[at];
    const there = target?.is === 'story' ? newest.get(target.id) : undefined;
    const href =
      target?.is === 'redirect' ? target.to : there?.state === 'published' ? there.path : undefined;
    return href === undefined || href === '/' ? [] : [{ label, href }];
  });
  return links.slice(0, mostLinks);
}
