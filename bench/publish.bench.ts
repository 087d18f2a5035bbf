import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { openPrepared } from '#main/prepare.io.js';
import { serve } from '#main/serve.io.js';
import { addRevision, savePublished } from '#stories/save.sql.js';
import { getContent, getStory } from '#stories/story.sql.js';
import { publish } from '#stories/workflow.js';
import { ask, type Line, percentile } from './measure.ts';

const ROUNDS = 60;
const LONGEST_WAIT_MS = 5_000;

/** From the start of a publish to its new headline on front, section, topic page, feed and news sitemap. */
export async function publishToVisible(folder: string, scratch: string): Promise<Line[]> {
  const copy = join(scratch, 'publish');
  cpSync(folder, copy, { recursive: true });
  const house = await openPrepared(copy, { mustExist: true });
  const serving = await serve(house, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' }));
  try {
    const rows = await house.store.db
      .selectFrom('story')
      .select(['id', 'path'])
      .where('state', '=', 'published')
      .orderBy('published_at', 'desc')
      .limit(5)
      .execute();
    const id = rows[0]?.id as StoryId;
    const section = rows[0]?.path.split('/')[1] ?? '';
    const topic = await house.store.db
      .selectFrom('story_topic')
      .innerJoin('topic', 'topic.id', 'story_topic.topic_id')
      .select('topic.slug')
      .where('story_id', '=', id)
      .executeTakeFirstOrThrow();
    const places = [
      '/',
      `/${section}`,
      `/topics/${topic.slug}`,
      '/feed.xml',
      `/${section}/feed.xml`,
      rows[0]?.path ?? '/',
    ];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const place of places) await ask(serving.address + place);
      const headline = `Headline of round ${round}`;
      const begun = performance.now();
      await publishHeadline(house, id, headline);
      await Promise.all(places.map((place) => untilThere(serving.address + place, headline)));
      times.push(performance.now() - begun);
    }
    const p95 = percentile(times, 0.95);
    return [
      {
        what: 'publish → new headline on front, section, topic page, feeds and story',
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

async function publishHeadline(
  house: Awaited<ReturnType<typeof openPrepared>>,
  id: StoryId,
  headline: string,
): Promise<void> {
  const now = house.clock();
  await house.store.db.transaction().execute(async (tx) => {
    const story = await getStory(tx, id);
    if (story.state !== 'published') throw new Error('The newest story is not published.');
    const content = { ...(await getContent(tx, story.revision)), headline };
    const revision: RevisionId = await addRevision(tx, id, { content, by: 'bench', reason: '', at: now });
    const outcome = publish(
      story,
      {
        revision,
        publishedAt: story.timing.publishedAt,
        unpublishAt: null,
        embargo: { is: 'none' },
        readersAreTold: false,
      },
      now,
    );
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    await savePublished(tx, outcome.value, { content, bylineText: 'Bench' }, now);
  });
}

async function untilThere(url: string, headline: string): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < until) {
    const { body } = await ask(url);
    if (body.includes(headline)) return;
  }
  throw new Error(`${url} never showed "${headline}".`);
}
