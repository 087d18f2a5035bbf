import type { StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { addressKey } from './address.ts';

/**
 * Where an address leads.
 *
 * story     the story with this id; its own path tells whether a redirect is due
 * redirect  another address of the house, or an absolute one that the newsroom set
 * gone      answered 410 for good
 */
export type AddressTarget = { is: 'story'; id: StoryId } | { is: 'redirect'; to: string } | { is: 'gone' };

export async function findAddress(db: Db, address: string): Promise<AddressTarget | undefined> {
  const row = await db
    .selectFrom('address')
    .select(['story_id', 'to_path', 'gone'])
    .where('address_key', '=', addressKey(address))
    .executeTakeFirst();
  return row && toTarget(row);
}

/** Which of these addresses are taken, by key. */
export async function findTakenAddresses(
  db: Db,
  addresses: readonly string[],
): Promise<Map<string, AddressTarget>> {
  if (addresses.length === 0) return new Map();
  const rows = await db
    .selectFrom('address')
    .select(['address_key', 'story_id', 'to_path', 'gone'])
    .where('address_key', 'in', [...new Set(addresses.map(addressKey))])
    .execute();
  return new Map(rows.map((row) => [row.address_key, toTarget(row)]));
}

/**
 * Writes addresses. One that is taken stays with whom it belongs to: an address once published answers forever.
 *
 * returns  the addresses that were taken by something else
 */
export async function addAddresses(
  tx: Tx,
  addresses: readonly { path: string; target: AddressTarget }[],
): Promise<string[]> {
  const byKey = new Map(addresses.map((address) => [addressKey(address.path), address]));
  if (byKey.size === 0) return [];
  await tx
    .insertInto('address')
    .values([...byKey].map(([key, { target }]) => ({ address_key: key, ...toColumns(target) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Read after writing: somebody may have taken one at the same moment.
  const there = await findTakenAddresses(
    tx,
    [...byKey.values()].map((address) => address.path),
  );
  return addresses
    .filter(({ path, target }) => isOther(there.get(addressKey(path)), target))
    .map(({ path }) => path);
}

/** A free path like this one: itself, or with -2, -3 … behind its slug. */
export async function findFreePath(
  db: Db,
  folder: string,
  slug: string,
): Promise<{ path: string; slug: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const tried = attempt === 1 ? slug : `${slug}-${attempt}`;
    const path = `${folder}/${tried}`;
    if (!(await findAddress(db, path))) return { path, slug: tried };
  }
}

type Row = { story_id: number | null; to_path: string | null; gone: number };

function toTarget(row: Row): AddressTarget {
  if (row.story_id !== null) return { is: 'story', id: row.story_id as StoryId };
  if (row.to_path !== null && row.gone === 0) return { is: 'redirect', to: row.to_path };
  return { is: 'gone' };
}

function toColumns(target: AddressTarget): Row {
  if (target.is === 'story') return { story_id: target.id, to_path: null, gone: 0 };
  return target.is === 'redirect'
    ? { story_id: null, to_path: target.to, gone: 0 }
    : { story_id: null, to_path: null, gone: 1 };
}

function isOther(there: AddressTarget | undefined, wanted: AddressTarget): boolean {
  return there !== undefined && JSON.stringify(there) !== JSON.stringify(wanted);
}

/**
 * The longest kept address family that this one falls under. A family is kept as `/old-folder/*`; a redirect that ends
 * in a slash takes what follows along.
 */
export async function findAddressFamily(db: Db, address: string): Promise<AddressTarget | undefined> {
  const key = addressKey(address);
  const parts = key.split('/').slice(1, 12);
  const families = parts.map((_, at) => `/${[...parts.slice(0, at), '*'].join('/')}`);
  const rows = await db
    .selectFrom('address')
    .select(['address_key', 'story_id', 'to_path', 'gone'])
    .where('address_key', 'in', families)
    .execute();
  const longest = rows.sort((one, other) => other.address_key.length - one.address_key.length)[0];
  if (!longest) return undefined;
  const target = toTarget(longest);
  if (target.is !== 'redirect' || !target.to.endsWith('/')) return target;
  return { is: 'redirect', to: `${target.to}${key.slice(longest.address_key.length - 1)}` };
}
