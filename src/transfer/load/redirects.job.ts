import type { Tables, Tx } from '#store/tables.js';
import { addressKey } from '#stories/address.js';
import { type AddressTarget, addAddresses } from '#stories/addresses.sql.js';
import type { BundleRedirect } from '../bundle.ts';
import type { Loading } from './loading.ts';
import { originRow } from './names.sql.ts';
import { saveOrigins } from './origin-rows.sql.ts';
import { isReserved } from './paths.sql.ts';
import { findTargets } from './targets.sql.ts';

/** Makes old addresses lead where they should. One that leads to a story which has not come yet is kept for the end. */
export async function loadRedirects(
  tx: Tx,
  records: readonly BundleRedirect[],
  loading: Loading,
): Promise<void> {
  const targets = await findTargets(
    tx,
    records.map(({ to }) => to),
    loading,
  );
  const ready: { path: string; target: AddressTarget; record: BundleRedirect }[] = [];
  const waiting: BundleRedirect[] = [];
  for (const [at, record] of records.entries()) {
    const target = targets[at];
    if (isTheHouses(record))
      loading.book.note(
        'addresses',
        'An old address is one that the paper itself answers, so it leads nowhere else.',
        record.from,
      );
    else if (target === undefined) waiting.push(record);
    else if (!leadsToItself(record.from, target)) ready.push({ path: pathOf(record), target, record });
  }
  const taken = new Set(await addAddresses(tx, ready));
  for (const { path, record } of ready) {
    // A rule somebody wrote down is worth telling; an address that led there before is not.
    if (!taken.has(path) || record.to.is !== 'address' || record.line === 0) continue;
    loading.book.note(
      'addresses',
      'A redirect starts at an address that belongs to something else. It was left out.',
      path,
    );
  }
  await keepWaiting(tx, waiting, loading);
}

function isTheHouses({ from }: BundleRedirect): boolean {
  return !from.includes('?') && isReserved(addressKey(from));
}

function pathOf({ from, prefix }: BundleRedirect): string {
  return prefix ? `${from.replace(/\/+$/, '')}/*` : from;
}

function leadsToItself(from: string, target: AddressTarget): boolean {
  return target.is === 'redirect' && addressKey(target.to) === addressKey(from);
}

/** Redirects to what has not come in yet lie among the origins until the end, or until a later import brings it. */
async function keepWaiting(tx: Tx, records: readonly BundleRedirect[], loading: Loading): Promise<void> {
  const nowhere = { system: 'wordpress' as const, site: '', hash: '', file: '', line: 0 };
  const rows = records.map((record): Tables['origin'] => {
    const origin = { ...nowhere, id: pathOf(record), source: JSON.stringify(record) };
    return { ...originRow(origin, 'redirect', null, loading), pending: 1 };
  });
  await saveOrigins(tx, rows);
}
