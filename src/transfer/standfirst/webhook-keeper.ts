import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** A webhook of an export. */
export type WebhookRow = {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly events: readonly string[];
  readonly by: AccountId;
  readonly madeAt: number;
};

/** Webhooks belong to the desk, which stands beside this room: whoever exports or imports hands over how they are kept. */
export type WebhookKeeper = {
  list(db: Db): Promise<readonly WebhookRow[]>;
  restore(tx: Tx, webhooks: readonly WebhookRow[]): Promise<void>;
};
