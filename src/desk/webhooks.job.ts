import { getStaff } from '#accounts/staff.sql.js';
import type { Clock } from '#kit/clock.js';
import type { Settings } from '#paper/settings.js';
import { isAsleep } from '#store/asleep.sql.js';
import type { Job } from '#store/jobs.sql.js';
import { post } from '#store/letters.sql.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';
import type { Store } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import { findClosed } from '#stories/work-closed.sql.js';
import { getWebhook, listWebhooks, noteAnswered, stopWebhook, type Webhook } from './webhooks.sql.ts';
import { type CallAnswer, postOutside } from './webhooks-address.io.ts';
import { bodyOfCall } from './webhooks-body.io.ts';
import {
  addCalls,
  type CallWish,
  getCall,
  giveUpCalls,
  pruneCalls,
  saveTry,
  type WebhookCall,
  wishCall,
} from './webhooks-calls.sql.ts';
import { newsOf, type WebhookNews } from './webhooks-events.ts';
import { signatureHeaders } from './webhooks-sign.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long after each failed try the next one comes; after the last the call is given up. */
const PAUSES_MS = [
  10_000,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
];
/** A receiver that has not answered for so long is called no more. */
const GIVES_UP_MS = 72 * HOUR_MS;
const GONE = 410;

export type WebhookHouse = {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: () => Settings;
  /** Where the paper stands, without a final slash. */
  readonly address: () => string;
};

/** Hears what happened and puts calls in the queue. While the publication is asleep it waits. */
export function webhookConsumer({ store, clock }: WebhookHouse): Consumer {
  return {
    name: 'desk.webhooks',
    memory: false,
    outward: true,
    hear: (events) => queueCalls(store.db, events, clock()),
  };
}

async function queueCalls(db: Db, events: readonly OutboxEvent[], now: Date): Promise<void> {
  const told = events.flatMap((event) => {
    const news = newsOf(event);
    return news ? [{ event, news }] : [];
  });
  if (told.length === 0) return;
  const webhooks = (await listWebhooks(db)).filter(({ active }) => active);
  if (webhooks.length === 0) return;
  const announced = await findAnnounced(
    db,
    told.map(({ news }) => news),
  );
  await db.transaction().execute(async (tx) => {
    for (const { event, news } of told) {
      if (news.needsOut && !announced.has(news.subject ?? 0)) continue;
      const hearing = webhooks.filter(
        ({ events: names, madeAt }) => names.includes(news.name) && madeAt <= event.at,
      );
      await addCalls(
        tx,
        hearing.map((webhook) => callOf(webhook, event, news)),
        now,
      );
    }
  });
  await pruneCalls(db, now);
}

function callOf(webhook: Webhook, event: OutboxEvent, news: WebhookNews): CallWish {
  const { ids } = event.payload as { ids?: number[] };
  return {
    webhook: webhook.id,
    // The event's own number: after a crash the same call is not made twice.
    message: `evt_${event.id}_${webhook.id}`,
    name: news.name,
    subject: news.subject,
    facts: news.name === 'topics.changed' && ids ? { ids } : {},
    eventAt: event.at,
  };
}

/** Stories whose coming readers were told of once: of no others anybody outside hears. */
async function findAnnounced(db: Db, news: readonly WebhookNews[]): Promise<Set<number>> {
  const ids = news.flatMap(({ subject, needsOut }) => (needsOut && subject !== null ? [subject] : []));
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('story')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('announced', '=', 1)
    .where('published_at', 'is not', null)
    .execute();
  // One that is closed to named people is their own business, out or not.
  const closed = await findClosed(db, ids);
  return new Set(rows.map(({ id }) => id).filter((id) => !closed.has(id)));
}

/** Makes one call, and says what comes of it. Repeatable: a call that was sent is not sent again. */
export async function makeCall(house: WebhookHouse, job: Job): Promise<void> {
  const { db } = house.store;
  const now = house.clock();
  const call = await getCall(db, (job.payload as { call: number }).call).catch(() => undefined);
  if (call?.state !== 'waiting') return;
  const webhook = await getWebhook(db, call.webhook);
  if (!webhook.active) {
    await db.transaction().execute((tx) => giveUpCalls(tx, webhook.id, 'The webhook was stopped.'));
    return;
  }
  const waitUntil = await restOf(db, webhook, now);
  if (waitUntil !== null) {
    await db.transaction().execute((tx) => wishCall(tx, call.id, new Date(waitUntil), now));
    return;
  }
  const outcome = await tryCall(house, webhook, call, now);
  await db.transaction().execute((tx) => saveOutcome(tx, { webhook, call, outcome, house }, house.clock()));
}

/** Until when nothing is sent: the receiver rests after a failure, and a copy of the paper sends nothing at all. */
async function restOf(db: Db, { restUntil }: Webhook, now: Date): Promise<number | null> {
  if (await isAsleep(db)) return now.getTime() + MINUTE_MS;
  return restUntil !== null && restUntil > now.getTime() ? restUntil : null;
}

type Outcome = { status: number | null; answer: string; ok: boolean };

async function tryCall(
  house: WebhookHouse,
  webhook: Webhook,
  call: WebhookCall,
  now: Date,
): Promise<Outcome> {
  const body = await bodyOfCall(house.store.db, call, house.address(), now);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Standfirst webhooks',
    ...signatureHeaders(webhook.secret, { id: call.message, at: now, body }),
  };
  try {
    const answer: CallAnswer = await postOutside(
      webhook.address,
      { headers, body },
      house.settings().webhookPrivate,
    );
    return { status: answer.status, answer: answer.text, ok: answer.status >= 200 && answer.status < 300 };
  } catch (error) {
    return { status: null, answer: error instanceof Error ? error.message : String(error), ok: false };
  }
}

type Made = { webhook: Webhook; call: WebhookCall; outcome: Outcome; house: WebhookHouse };

async function saveOutcome(tx: Tx, { webhook, call, outcome, house }: Made, now: Date): Promise<void> {
  const { status, answer, ok } = outcome;
  const attempts = call.attempts + 1;
  if (ok) {
    await saveTry(tx, call.id, { state: 'sent', attempts, status, answer, nextAt: null }, now);
    if (webhook.failingSince !== null)
      await noteAnswered(tx, webhook.id, { failingSince: null, restUntil: null });
    return;
  }
  const pause = PAUSES_MS[attempts - 1];
  const nextAt = pause === undefined ? null : now.getTime() + pause;
  await saveTry(
    tx,
    call.id,
    { state: nextAt === null ? 'failed' : 'waiting', attempts, status, answer, nextAt },
    now,
  );
  const failingSince = webhook.failingSince ?? now.getTime();
  if (status === GONE || now.getTime() - failingSince >= GIVES_UP_MS) {
    await stop(tx, webhook, status === GONE ? 'gone' : 'silent', house, now);
    return;
  }
  const restUntil = now.getTime() + Math.min(pause ?? HOUR_MS, HOUR_MS);
  await noteAnswered(tx, webhook.id, { failingSince, restUntil });
  if (nextAt !== null) await wishCall(tx, call.id, new Date(nextAt), now);
}

async function stop(
  tx: Tx,
  webhook: Webhook,
  why: 'gone' | 'silent',
  house: WebhookHouse,
  now: Date,
): Promise<void> {
  const reason =
    why === 'gone'
      ? 'The receiver answered 410: it wants no more calls.'
      : 'The receiver has not answered for three days.';
  await stopWebhook(tx, webhook.id, reason, now);
  await giveUpCalls(tx, webhook.id, reason);
  const maker = await getStaff(tx, webhook.madeBy).catch(() => undefined);
  if (!maker?.active) return;
  const text = `The webhook "${webhook.name}" was stopped. ${reason}\n\nStart it again under Settings, Webhooks: ${house.address()}/desk/settings/webhooks\n`;
  const html = `<p>The webhook was stopped. ${reason}</p><p><a href="${house.address()}/desk/settings/webhooks">Start it again under Settings, Webhooks.</a></p>`;
  const subject = `A webhook of ${house.settings().name} was stopped`;
  await post(tx, { kind: 'webhook-stopped', to: maker.email, subject, text, html }, now);
}
