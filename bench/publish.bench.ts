import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { findStaffByEmail } from '#accounts/staff.sql.js';
import type { PublishingReply } from '#desk/shapes/publishing.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { openPrepared } from '#main/prepare.io.js';
import { serve } from '#main/serve.io.js';
import { changeWorking, readWorkingContent } from '#stories/working.sql.js';
import { applyContent } from '#stories/working-document.js';
import { ask, type Line, percentile } from './measure.ts';
import { addEditor } from './typing-desk.ts';

const ROUNDS = 60;
/** Other stories updated at the desk in each round, at the same moment: 240 in all. */
const OTHERS = 4;
const LONGEST_WAIT_MS = 5_000;

type House = Awaited<ReturnType<typeof openPrepared>>;
type Chief = { account: AccountId; cookie: string; address: string };

/** From the press of Publish at the desk to the new headline on front, section, topic page, feeds and the story. */
export async function publishToVisible(folder: string, scratch: string): Promise<Line[]> {
  const copy = join(scratch, 'publish');
  cpSync(folder, copy, { recursive: true });
  const house = await openPrepared(copy, { mustExist: true });
  const serving = await serve(house, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' }));
  try {
    const cookie = await addEditor(house.store, 1, house.clock());
    const staff = await findStaffByEmail(house.store.db, 'editor1@example.org');
    if (!staff) throw new Error('The editor of the bench has no account.');
    const chief: Chief = { account: staff.id, cookie, address: serving.address };
    const { id, places } = await chooseStory(house);
    const others = await oldest(house, ROUNDS * OTHERS);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const place of places) await ask(serving.address + place);
      const headline = `Headline of round ${round}`;
      await rewrite(house, chief, id, headline);
      const wish = await look(chief, id);
      const beside = await Promise.all(
        others.splice(0, OTHERS).map(async (other) => {
          await rewrite(house, chief, other, headline);
          return { other, seen: await look(chief, other) };
        }),
      );
      const begun = performance.now();
      const running = beside.map(({ other, seen }) => publish(chief, other, seen));
      await publish(chief, id, wish);
      await Promise.all(places.map((place) => untilThere(serving.address + place, headline)));
      times.push(performance.now() - begun);
      await Promise.all(running);
    }
    const p95 = percentile(times, 0.95);
    return [
      {
        what: `publish at the desk → new headline on front, section, topic page, feeds and story, ${ROUNDS * OTHERS} others going out meanwhile`,
        came: `p95 ${p95.toFixed(1)} ms (median ${percentile(times, 0.5).toFixed(1)} ms)`,
        budget: 'p95 < 100 ms',
        met: p95 < 100,
      },
    ];
  } finally {
    await serving.stop();
    await house.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The newest story with the places that show its headline. */
async function chooseStory(house: House): Promise<{ id: StoryId; places: string[] }> {
  const row = await house.store.db
    .selectFrom('story')
    .select(['id', 'path'])
    .where('state', '=', 'published')
    .orderBy('published_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const { slug } = await house.store.db
    .selectFrom('story_topic')
    .innerJoin('topic', 'topic.id', 'story_topic.topic_id')
    .select('topic.slug')
    .where('story_id', '=', row.id)
    .executeTakeFirstOrThrow();
  const section = row.path.split('/')[1] ?? '';
  const places = ['/', `/${section}`, `/topics/${slug}`, '/feed.xml', `/${section}/feed.xml`, row.path];
  return { id: row.id as StoryId, places };
}

/** The oldest stories: updated beside the measured one, they take its place on no list. */
async function oldest({ store }: House, limit: number): Promise<StoryId[]> {
  const rows = await store.db
    .selectFrom('story')
    .select('id')
    .where('state', '=', 'published')
    .orderBy('published_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as StoryId);
}

async function rewrite(
  { store, clock }: House,
  { account }: Chief,
  id: StoryId,
  headline: string,
): Promise<void> {
  const content = { ...(await readWorkingContent(store.db, id)), headline };
  const made = { by: account, at: clock() };
  await store.db
    .transaction()
    .execute((tx) => changeWorking(tx, id, made, (doc) => applyContent(doc, content)));
}

async function look({ address, cookie }: Chief, id: StoryId): Promise<object> {
  const answer = await fetch(`${address}/desk/api/stories/${id}/publishing`, { headers: { cookie } });
  const { base, seen } = (await answer.json()) as PublishingReply;
  return { base, seen, held: [], at: 'now', unpublishAt: null, readersAreTold: false };
}

async function publish({ address, cookie }: Chief, id: StoryId, wish: object): Promise<void> {
  const answer = await fetch(`${address}/desk/api/stories/${id}/publish`, {
    method: 'POST',
    headers: { cookie, 'x-standfirst': 'desk', 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (!answer.ok) throw new Error(`The desk refused to publish: ${await answer.text()}`);
}

async function untilThere(url: string, headline: string): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < until) {
    const { body } = await ask(url);
    if (body.includes(headline)) return;
  }
  throw new Error(`${url} never showed "${headline}".`);
}
