import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { readSettings } from '#paper/settings.js';
import { takeJob } from '#store/jobs.sql.js';
import { listLetters } from '#store/letters.sql.js';
import { tell } from '#store/outbox.sql.js';
import type { Store } from '#store/store.io.js';
import { toldEvents } from '#store/testing/told.js';
import { savePublished, saveTakenOff } from '#stories/save.sql.js';
import type { Embargo, Published } from '#stories/story.js';
import { findLatestRevision, getStory } from '#stories/story.sql.js';
import { addTestStories, type StoryWish } from '#stories/testing/new-story.js';
import { announceDue } from '#stories/turns.sql.js';
import { kill, publish, withdraw } from '#stories/workflow.js';
import { makeCall, type WebhookHouse, webhookConsumer } from './webhooks.job.ts';
import { addWebhook, getWebhook } from './webhooks.sql.ts';
import { callJob, listCalls, replayCall } from './webhooks-calls.sql.ts';
import { webhookEvents } from './webhooks-events.ts';

type Heard = {
  headers: IncomingHttpHeaders;
  body: string;
  json: { type: string; data: Record<string, unknown> };
};

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** Somebody outside who is called, and answers with `status`. */
async function receiver() {
  const heard: Heard[] = [];
  const answers = { status: 204 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => {
      heard.push({ headers: request.headers, body, json: JSON.parse(body) as Heard['json'] });
      response.writeHead(answers.status).end(answers.status >= 400 ? 'not now' : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { heard, answers, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ....').toString('base64')}`;
const start = Date.parse('2026-06-01T12:00:00Z');

onBothDatabases('webhooks', (open) => {
  async function aHouse() {
    const store = await open();
    const to = await receiver();
    const time = { now: start };
    const settings = () => ({ ...readSettings([]), name: 'Harbour Ledger', webhookPrivate: true });
    const clock = () => new Date(time.now);
    const house: WebhookHouse = { store, clock, settings, address: () => 'https://paper.example' };
    const { staff } = await signIn(store, { name: 'Ada', email: 'ada@paper.example', role: 'admin' });
    const webhook = await store.db
      .transaction()
      .execute((tx) =>
        addWebhook(
          tx,
          { name: 'Partner', address: to.address, events: [...webhookEvents], secret: SECRET, by: staff.id },
          new Date(start - 1_000),
        ),
      );
    let seen = 0;
    /** Everything that would happen by now: events are heard, and jobs that are due are done. */
    const settle = async () => {
      const events = (await toldEvents(store.db)).slice(seen);
      await webhookConsumer(house).hear(events);
      seen += events.length;
      for (;;) {
        const job = await takeJob(store.db, [callJob], clock(), 60_000);
        if (!job) return;
        await makeCall(house, job);
        await store.db.deleteFrom('job').where('id', '=', job.id).execute();
      }
    };
    return { store, house, to, time, webhook, settle, clock };
  }

  async function draft(store: Store, wish: Partial<StoryWish> = {}): Promise<StoryId> {
    const [id] = await addTestStories(
      store,
      [{ headline: 'Bridge opens', at: '2026-06-01T11:00:00Z', state: 'draft', ...wish }],
      new Date(start),
    );
    return id as StoryId;
  }

  async function putOut(
    store: Store,
    id: StoryId,
    wish: { now: Date; at?: number; embargo?: Embargo },
  ): Promise<void> {
    await store.db.transaction().execute(async (tx) => {
      const latest = await findLatestRevision(tx, id);
      if (!latest) throw new Error('It has no revision.');
      const outcome = publish(
        await getStory(tx, id),
        {
          revision: latest.id as RevisionId,
          publishedAt: wish.at ?? wish.now.getTime(),
          unpublishAt: null,
          embargo: wish.embargo ?? { is: 'none' },
          readersAreTold: true,
        },
        wish.now,
      );
      if (!outcome.ok) throw new Error(outcome.refusal.code);
      await savePublished(tx, outcome.value, { content: latest.content, bylineText: '' }, wish.now);
    });
  }

  test('a story that comes out is told, signed, with its headline and nothing of its text', async () => {
    const { store, to, settle, clock } = await aHouse();
    const id = await draft(store, { text: 'Open words\n[cut]\nThe canary sings', access: { to: 'members' } });
    await putOut(store, id, { now: clock() });
    await settle();
    const [call] = to.heard;
    expect(call?.json).toMatchObject({
      type: 'story.published',
      data: {
        id,
        state: 'out',
        headline: 'Bridge opens',
        address: 'https://paper.example/news/bridge-opens',
      },
    });
    expect(call?.body).not.toMatch(/canary|Open words/);
    const { 'webhook-id': message, 'webhook-timestamp': seconds } = call?.headers ?? {};
    const expected = createHmac('sha256', Buffer.from(SECRET.slice(6), 'base64'))
      .update(`${message}.${seconds}.${call?.body}`)
      .digest('base64');
    expect(call?.headers['webhook-signature']).toBe(`v1,${expected}`);
    await putOut(store, id, { now: clock() });
    await settle();
    expect(to.heard.map(({ json }) => json.type)).toEqual(['story.published', 'story.updated']);
  });

  test('drafts, scheduled and embargoed stories, imports and old dates are no news for anybody outside', async () => {
    const { store, to, settle, clock, time } = await aHouse();
    const [scheduled, embargoed, old] = [
      await draft(store, { path: '/news/a' }),
      await draft(store, { path: '/news/b' }),
      await draft(store, { path: '/news/c' }),
    ];
    await putOut(store, scheduled, { now: clock(), at: start + 60_000 });
    await putOut(store, embargoed, { now: clock(), embargo: { is: 'until-lifted' } });
    await putOut(store, old, { now: clock(), at: Date.parse('2009-05-01T12:00:00Z') });
    await store.db.transaction().execute((tx) => tell(tx, 'stories.imported', null, { stories: 5 }, clock()));
    // A story that nobody outside was told of goes as quietly.
    await store.db.transaction().execute(async (tx) => {
      await saveTakenOff(tx, kill(await getStory(tx, embargoed)), clock());
    });
    await settle();
    expect(to.heard).toEqual([]);
    time.now += 61_000;
    await announceDue(store.db, clock());
    await settle();
    expect(to.heard.map(({ json }) => [json.type, json.data.id])).toEqual([['story.published', scheduled]]);
  });

  test('a call that comes late tells nothing of a story that is gone since', async () => {
    const { store, to, settle, clock, time, webhook } = await aHouse();
    const id = await draft(store);
    to.answers.status = 500;
    await putOut(store, id, { now: clock() });
    await settle();
    await store.db.transaction().execute(async (tx) => {
      await saveTakenOff(tx, kill(await getStory(tx, id)), clock());
    });
    to.answers.status = 200;
    time.now += 3_600_000;
    await settle();
    const late = to.heard.slice(1);
    expect(late.map(({ json }) => json.type).sort()).toEqual(['story.killed', 'story.published']);
    for (const { body } of late) expect(body).not.toContain('Bridge opens');
    expect((await getWebhook(store.db, webhook.id)).failingSince).toBeNull();
  });

  test('one that fails is tried again with growing pauses under the same id, and can be replayed', async () => {
    const { store, to, settle, clock, time, webhook } = await aHouse();
    const id = await draft(store);
    to.answers.status = 503;
    await putOut(store, id, { now: clock() });
    await settle();
    for (const wait of [10_000, 60_000, 300_000]) {
      await settle();
      const before = to.heard.length;
      time.now += wait - 1_000;
      await settle();
      expect(to.heard.length).toBe(before);
      time.now += 1_000;
      await settle();
      expect(to.heard.length).toBe(before + 1);
    }
    const [call] = await listCalls(store.db, webhook.id, { limit: 5 });
    expect(call).toMatchObject({ state: 'waiting', attempts: 4, status: 503, answer: 'not now' });
    expect(new Set(to.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    to.answers.status = 200;
    time.now += 1_800_000;
    await settle();
    await store.db.transaction().execute((tx) => replayCall(tx, call?.id ?? 0, clock()));
    await settle();
    expect(to.heard.length).toBe(6);
    expect(await listCalls(store.db, webhook.id, { limit: 5, state: 'sent' })).toHaveLength(1);
  });

  test('a receiver that is silent for three days is called no more, and whoever set it up is told', async () => {
    const { store, to, settle, clock, time, webhook } = await aHouse();
    const id = await draft(store);
    to.answers.status = 500;
    await putOut(store, id, { now: clock() });
    await settle();
    for (let hours = 0; hours <= 80; hours += 2) {
      time.now += 2 * 3_600_000;
      await putOut(store, id, { now: clock() });
      await settle();
    }
    const stopped = await getWebhook(store.db, webhook.id);
    expect(stopped.active).toBe(false);
    expect(stopped.stoppedWhy).toContain('three days');
    const letters = (await listLetters(store.db, 10)).filter(({ kind }) => kind === 'webhook-stopped');
    expect(letters.map((letter) => letter.to)).toEqual(['ada@paper.example']);
    const heard = to.heard.length;
    await store.db.transaction().execute(async (tx) => {
      await saveTakenOff(tx, withdraw((await getStory(tx, id)) as Published), clock());
    });
    await settle();
    expect(to.heard.length).toBe(heard);
  });

  test('one that answers 410 is called no more at once', async () => {
    const { store, to, settle, clock, webhook } = await aHouse();
    to.answers.status = 410;
    await putOut(store, await draft(store), { now: clock() });
    await settle();
    expect(await getWebhook(store.db, webhook.id)).toMatchObject({ active: false });
  });
});
