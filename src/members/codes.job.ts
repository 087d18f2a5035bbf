import { isAsleep } from '#store/asleep.sql.js';
import { listUnsettled, settleBought } from './bought.sql.ts';
import { listGiftsToSend, sendGift } from './gift.sql.ts';
import { askAgain } from './group-invite.io.ts';
import type { Members } from './members.ts';
import { lookIntoFolder } from './outside-folder.io.ts';

export type CodesHouse = Pick<Members, 'store' | 'settings' | 'address' | 'clock' | 'log'>;

const AT_ONCE = 50;

/**
 * Does what is due by the clock: gifts that were paid are good and go out on their day, addresses of groups are asked for
 * again, and the file of a circulation system is taken in. All of it may be looked at as often as one likes; a copy that
 * is asleep does none.
 */
export async function tendCodes(house: CodesHouse): Promise<void> {
  const { store, clock } = house;
  if (await isAsleep(store.db)) return;
  for (const payment of await listUnsettled(store.db))
    await store.db.transaction().execute((tx) => settleBought(tx, house, payment, clock()));
  for (const gift of await listGiftsToSend(store.db, clock(), AT_ONCE))
    await store.db.transaction().execute((tx) => sendGift(tx, house, gift, clock()));
  await store.db.transaction().execute((tx) => askAgain(tx, house, clock()));
  await lookIntoFolder({ ...house, folder: store.folder }, clock());
}
