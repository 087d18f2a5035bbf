import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { migrate } from '#store/migrate.sql.js';
import { openStore, type Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import type { Body } from '#stories/document.js';
import { addRevision } from '#stories/save.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import { type Line, percentile, type Served, startServe, usageOf } from './measure.ts';
import { addEditor, openDesk, type TypingDesk } from './typing-desk.ts';
import { typingOnScreen } from './typing-screen.ts';
import { seeded, Vocabulary } from './words.ts';

const DESKS = 20;
/** A fast typist's pause between two keystrokes, in milliseconds. */
const BETWEEN_MS = 180;
const TYPING_MS = 10_000;
const STORIES_OPEN = 50;
const REVISIONS = 2_000;
const OPENINGS = 15;
const vocabulary = new Vocabulary(5_000, seeded(1));

/** Twenty people typing in one story, what open stories hold in memory, and how long a long story takes to open. */
export async function typingTogether(scratch: string): Promise<Line[]> {
  const folder = join(scratch, 'typing');
  const { cookies, long, others } = await prepare(folder);
  const served = await startServe(folder);
  try {
    const lines = [await keystrokes(served, others[0] as number, cookies)];
    lines.push(await memory(served.url, served.pid, others, cookies[0] as string));
    lines.push(await opening(served.url, long, cookies[0] as string));
    lines.push(...(await typingOnScreen({ url: served.url, cookies, story: others[1] as number, long })));
    return lines;
  } finally {
    await served.stop();
  }
}

async function keystrokes({ url, pid }: Served, story: number, cookies: readonly string[]): Promise<Line> {
  const desks = cookies.map((cookie) => openDesk(url, `story/${story}`, cookie));
  await Promise.all(desks.map(({ ready }) => ready));
  const typed = new Map<string, number>();
  const times: number[] = [];
  // The first desk types as well, and its screen is the one that is looked at.
  const screen = (desks[0] as TypingDesk).doc.getText('standfirst');
  screen.observe((event, { local }) => {
    const now = performance.now();
    if (local) return;
    for (const { insert } of event.delta) {
      for (const sign of typeof insert === 'string' ? (insert.match(/<\d+>/g) ?? []) : []) {
        const at = typed.get(sign);
        if (at !== undefined) times.push(now - at);
      }
    }
  });
  const cpuBefore = usageOf(pid).cpuSeconds;
  const until = performance.now() + TYPING_MS;
  let number = 0;
  await Promise.all(
    desks.map(async ({ doc }, at) => {
      await pause(at * (BETWEEN_MS / DESKS));
      const text = doc.getText('standfirst');
      while (performance.now() < until) {
        const sign = `<${number++}>`;
        if (at > 0) typed.set(sign, performance.now());
        text.insert(text.length, sign);
        await pause(BETWEEN_MS);
      }
    }),
  );
  const cpuMs = ((usageOf(pid).cpuSeconds - cpuBefore) * 1_000) / number;
  await pause(500);
  for (const desk of desks) desk.close();
  const p95 = percentile(times, 0.95);
  return {
    what: `keystroke to a colleague’s document, ${DESKS} people typing in one story`,
    came: `p95 ${p95.toFixed(0)} ms, median ${percentile(times, 0.5).toFixed(0)} ms`,
    budget: 'p95 < 150 ms',
    met: p95 < 150 && times.length > 500,
    note: `${times.length} keystrokes, ${cpuMs.toFixed(1)} ms of the server’s processor for each; desks on the same machine`,
  };
}

async function memory(url: string, pid: number, stories: readonly number[], cookie: string): Promise<Line> {
  await pause(2_000);
  const before = usageOf(pid).residentMb;
  const desks = stories.map((story) => openDesk(url, `story/${story}`, cookie));
  await Promise.all(desks.map(({ ready }) => ready));
  for (const { doc } of desks) doc.getText('kicker').insert(0, 'Now');
  await pause(2_000);
  const each = (usageOf(pid).residentMb - before) / stories.length;
  for (const desk of desks) desk.close();
  // Each is put away; what is measured next does not stand behind them.
  await pause(5_000);
  return {
    what: 'memory for each open story of 450 words, one person in it',
    came: `${each.toFixed(2)} MB`,
    budget: '–',
    met: null,
    note: `${stories.length} stories open, resident`,
  };
}

async function opening(url: string, story: number, cookie: string): Promise<Line> {
  const times: number[] = [];
  for (let round = 0; round < OPENINGS; round++) {
    const begun = performance.now();
    const desk = openDesk(url, `story/${story}`, cookie);
    await desk.ready;
    times.push(performance.now() - begun);
    if (process.env.BENCH_EACH) process.stderr.write(`${times.at(-1)?.toFixed(0)} `);
    desk.close();
    // Put away again, so that each opening reads the store.
    await pause(150);
  }
  const p95 = percentile(times, 0.95);
  return {
    what: `opening a story of 5,000 words with ${REVISIONS.toLocaleString('en')} revisions, until the desk has its text`,
    came: `p95 ${p95.toFixed(0)} ms, median ${percentile(times, 0.5).toFixed(0)} ms`,
    budget: '< 300 ms to the first caret',
    met: p95 < 300,
    note: 'line and text, without drawing the editor',
  };
}

async function prepare(folder: string): Promise<{ cookies: string[]; long: number; others: number[] }> {
  const store = await openStore({ folder });
  const now = new Date();
  await migrate(store.db, store.dialect, now);
  const cookies: string[] = [];
  for (let number = 0; number < DESKS; number++) cookies.push(await addEditor(store, number, now));
  const others: number[] = [];
  for (let number = 0; number < STORIES_OPEN; number++) others.push(await addStory(store, 450, 1, now));
  const long = await addStory(store, 5_000, REVISIONS, now);
  await store.close();
  return { cookies, long, others };
}

async function addStory(store: Store, words: number, revisions: number, now: Date): Promise<number> {
  return store.db.transaction().execute(async (tx) => {
    const id = await createStory(
      tx,
      {
        by: 1 as never,
        byName: 'Editor 0',
        section: null,
        headline: `A long story ${words} ${Math.random()}`,
      },
      now,
    );
    const content = await contentOf(tx, id);
    for (let number = 0; number < revisions; number++) {
      const body = bodyOf(words, number);
      await addRevision(tx, id, { content: { ...content, body }, by: 'Editor 0', reason: 'pause', at: now });
    }
    return id;
  });
}

async function contentOf(tx: Tx, id: number) {
  const { content } = await tx
    .selectFrom('revision')
    .select('content')
    .where('story_id', '=', id)
    .executeTakeFirstOrThrow();
  return JSON.parse(content);
}

function bodyOf(words: number, seed: number): Body {
  const random = seeded(seed + 1);
  const content = Array.from({ length: Math.ceil(words / 60) }, (_, at) => ({
    type: 'paragraph' as const,
    attrs: { id: `p${String(at).padStart(7, '0')}` },
    content: [{ type: 'text' as const, text: vocabulary.sentence(random, 60) }],
  }));
  return { type: 'doc', content };
}
