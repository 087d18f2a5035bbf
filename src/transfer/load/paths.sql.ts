import type { Db } from '#store/tables.js';
import { addressKey, reservedParts } from '#stories/address.js';
import { findOwned } from '#stories/own-addresses.sql.js';
import type { Loading } from './loading.ts';
import { otherPath } from './story-content.ts';

const mostTurns = 200;

/**
 * Finds each new story its path: the one it had, unless the house answers there itself, a section does, or another story has it.
 * Every path that had to give way is told.
 */
export async function givePaths(db: Db, wanted: readonly string[], loading: Loading): Promise<string[]> {
  const taken = await findOwned(db, wanted);
  const sections = new Set([...loading.names.sectionSlugs].map((slug) => `/${slug}`));
  const given: string[] = [];
  for (const path of wanted) {
    const free = await freePath(db, path, { taken, sections, loading });
    taken.add(addressKey(free));
    given.push(free);
  }
  return given;
}

interface Ground {
  taken: ReadonlySet<string>;
  sections: ReadonlySet<string>;
  loading: Loading;
}

async function freePath(db: Db, wanted: string, ground: Ground): Promise<string> {
  const why = hindrance(wanted, ground);
  if (why === undefined) return wanted;
  const base = why === 'reserved' ? withOtherFirstPart(wanted) : wanted;
  for (let turn = why === 'reserved' ? 1 : 2; turn <= mostTurns; turn++) {
    const path = turn === 1 ? base : otherPath(base, turn);
    if (hindrance(path, ground) === undefined && (await findOwned(db, [path])).size === 0) {
      ground.loading.book.note('addresses', says[why], `${wanted} → ${path}`);
      return path;
    }
  }
  throw new Error(`There is no free path like ${wanted}.`);
}

const says = {
  reserved: 'An address is one that the paper itself answers. The item has another one now.',
  section:
    'An address is that of a section. The item has another one now; the old address shows the section.',
  taken: 'Two items have the same address. The second has another one now.',
} as const;

function hindrance(path: string, { taken, sections }: Ground): keyof typeof says | undefined {
  const key = addressKey(path);
  if (isReserved(key)) return 'reserved';
  if (sections.has(key)) return 'section';
  return taken.has(key) ? 'taken' : undefined;
}

/** Whether the house itself answers at an address, whatever was imported. */
export function isReserved(key: string): boolean {
  return key === '/' || reservedParts.has(key.split('/')[1] ?? '');
}

function withOtherFirstPart(path: string): string {
  return path === '/' ? '/home' : path.replace(/^\/([^/.]*)/, '/$1-2');
}
