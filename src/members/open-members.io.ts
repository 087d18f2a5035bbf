import type { Members } from './members.ts';
import { Networks } from './networks.io.ts';
import { offlineProvider } from './offline.io.ts';
import { ReaderTable } from './reader-table.io.ts';
import { stripeProvider } from './stripe.io.ts';

/** Puts together what everything about readers and members works with; the secret and the address are sign-in's. */
export function openMembers(
  parts: Omit<Members, 'readers' | 'networks' | 'secret' | 'address' | 'providers'>,
): Members {
  const { store, accounts, clock, settings, log } = parts;
  const { secret, address } = accounts;
  const readers = new ReaderTable({ db: store.db, secret, clock });
  const money = { store, settings, address, clock, log };
  const providers = { offline: offlineProvider(money), stripe: stripeProvider(money) };
  return { ...parts, secret, address, readers, networks: new Networks(store.db), providers };
}
