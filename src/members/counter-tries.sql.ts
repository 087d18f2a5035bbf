import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import type { Counter } from './counter.sql.ts';
import { afterWrong, deviceRule, type LockRule, placeRule, type Tried } from './lockout.ts';

export type Tries = { readonly device: Tried; readonly place: Tried };

/** Wrong tries of a device and its place, held until the transaction is over. */
export async function lockTries(tx: Tx, { device, place }: Counter): Promise<Tries> {
  const isLocking = dialectOf(tx) === 'postgres';
  const columns = ['wrong', 'wrong_since', 'locked_until'] as const;
  const ofPlace = tx.selectFrom('place').select(columns).where('id', '=', place.id);
  const ofDevice = tx.selectFrom('device').select(columns).where('id', '=', device.id);
  // Always the place first, so that two devices never wait for each other.
  const placeRow = await (isLocking ? ofPlace.forNoKeyUpdate() : ofPlace).executeTakeFirstOrThrow();
  const deviceRow = await (isLocking ? ofDevice.forNoKeyUpdate() : ofDevice).executeTakeFirstOrThrow();
  return { device: toTried(deviceRow), place: toTried(placeRow) };
}

function toTried(row: { wrong: number; wrong_since: number | null; locked_until: number | null }): Tried {
  return { wrong: row.wrong, since: row.wrong_since, lockedUntil: row.locked_until };
}

/** Counts one more wrong try; staff hear of one too many. */
export async function countWrong(tx: Tx, { device, place }: Counter, tried: Tries, now: Date): Promise<void> {
  const count = async (table: 'device' | 'place', id: number, rule: LockRule) => {
    const { wrong, since, lockedUntil } = afterWrong(tried[table], rule, now);
    const row = { wrong, wrong_since: since, locked_until: lockedUntil };
    await tx.updateTable(table).set(row).where('id', '=', id).execute();
    if (lockedUntil === null) return;
    const payload = { why: 'words', wrong: rule.most, until: lockedUntil, device: device.name, of: table };
    await tell(tx, 'counter.locked', place.id, payload, now);
  };
  await count('device', device.id, deviceRule);
  await count('place', place.id, placeRule);
}
