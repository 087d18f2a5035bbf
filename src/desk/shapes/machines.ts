import type { ApiScope } from '#accounts/api-key.js';
import type { WebhookEvent } from '../webhooks-events.ts';

export type KeyRow = {
  id: number;
  name: string;
  hint: string;
  scopes: ApiScope[];
  sections: number[] | 'all';
  by: string;
  madeAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
  usedAt: number | null;
};
export type KeysReply = { keys: KeyRow[] };
/** `secret` is shown this once. */
export type NewKeyReply = { key: KeyRow; secret: string };

export type WebhookRow = {
  id: number;
  name: string;
  address: string;
  events: WebhookEvent[];
  active: boolean;
  /** Why it was stopped; '' while it runs or was stopped by hand. */
  stoppedWhy: string;
  failingSince: number | null;
  madeAt: number;
  waiting: number;
};
export type WebhooksReply = { webhooks: WebhookRow[] };
/** `secret` is shown this once. */
export type NewWebhookReply = { webhook: WebhookRow; secret: string };

/** One call of a webhook: what it told, how it went. It holds no words of any story. */
export type CallRow = {
  id: number;
  message: string;
  name: string;
  subject: number | null;
  eventAt: number;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  status: number | null;
  answer: string;
  triedAt: number | null;
  nextAt: number | null;
};
export type CallsReply = { calls: CallRow[]; before: number | null };
