import type { Ask, SiteHouse } from '#site/page.js';
import { loadPaper } from '#site/paper.io.js';
import { Parts } from '#site/parts.js';
import { siteRoutes } from '#site/routes.js';
import { openStore, type Store } from '#store/store.io.js';
import { noRights } from '#stories/gate.js';
import { searchStories } from '#stories/search.sql.js';
import { ARCHIVE_END } from './archive.ts';
import { type Line, percentile, startServe, timeEach, usageOf } from './measure.ts';
import { storyPathsIn } from './pages.bench.ts';
import { seeded, Vocabulary } from './words.ts';

const ROUNDS = 300;
const BUSY_TOPICS = 5;
const now = new Date(ARCHIVE_END + 60_000);

/** Making of pages in the large archive against the small one, each page as if never made. */
export async function largeAgainstSmall(
  small: string,
  large: string,
  stories: { small: number; large: number },
): Promise<Line[]> {
  const [one, other] = [await timesOf(small), await timesOf(large)];
  return Object.keys(one).map((page) => {
    const [before, after] = [one[page] ?? 0, other[page] ?? 0];
    return {
      what: `${page}, ${stories.large.toLocaleString('en')} stories against ${stories.small.toLocaleString('en')}, p95`,
      came: `${after.toFixed(2)} ms against ${before.toFixed(2)} ms, ${(after / before).toFixed(2)} times`,
      budget: '≤ 1.5 times',
      met: after / before <= 1.5,
    };
  });
}

async function timesOf(folder: string): Promise<Record<string, number>> {
  const store = await openStore({ folder, readOnly: true, mustExist: true });
  try {
    const paths = storyPathsIn(folder, ROUNDS + 50);
    const pages: Record<string, (at: number) => string> = {
      story: (at) => paths[at % paths.length] ?? '/',
      front: () => '/',
      // The busiest topics: in both archives their pages are full.
      topic: (at) => `/topics/topic-${at % BUSY_TOPICS}`,
      feed: () => '/feed.xml',
      'topic feed': (at) => `/topics/topic-${at % BUSY_TOPICS}/feed.xml`,
    };
    const times: Record<string, number> = {};
    for (const [name, pathOf] of Object.entries(pages)) {
      await timeEach(50, (at) => makePage(store, pathOf(at + ROUNDS)));
      times[name] = percentile(await timeEach(ROUNDS, (at) => makePage(store, pathOf(at))), 0.95);
    }
    return times;
  } finally {
    await store.close();
  }
}

const houses = new WeakMap<Store, SiteHouse>();

/** Makes one page with nothing kept from the pages before it. */
async function makePage(store: Store, path: string): Promise<void> {
  const known = houses.get(store) ?? (await openSiteHouse(store));
  houses.set(store, known);
  const house: SiteHouse = { ...known, parts: new Parts() };
  const request: Ask = { path, rawPath: path, query: new URLSearchParams(), audience: 'opening', now };
  for (const route of siteRoutes) {
    const fits = typeof route.match === 'string' ? route.match === path : route.match.test(path);
    const answer = fits ? await route.make(house, request) : undefined;
    if (answer) {
      if ('to' in answer || answer.status !== 200) throw new Error(`${path} answered no page.`);
      return;
    }
  }
}

async function openSiteHouse(store: Store): Promise<SiteHouse> {
  const { paper } = await loadPaper({
    db: store.db,
    folder: store.folder,
    environment: {},
    listening: 'http://127.0.0.1',
  });
  return {
    db: store.db,
    slow: store.slow,
    clock: () => now,
    paper,
    nextTurn: async () => null,
    mostRead: () => [],
    parts: new Parts(),
  };
}

/** A fixed mix of questions, newest first, in the threads that readers' searches run in. */
export async function searches(folder: string, stories: number): Promise<Line[]> {
  const store = await openStore({ folder, readOnly: true, mustExist: true });
  try {
    const questions = makeQuestions();
    const search = (at: number) =>
      searchStories(
        store.slow,
        {
          ...(questions[at % questions.length] as (typeof questions)[number]),
          order: 'newest',
          language: 'en-GB',
          rights: noRights,
          limit: 20,
        },
        now,
      );
    await timeEach(questions.length, search);
    const times = await timeEach(questions.length * 3, search);
    const p95 = percentile(times, 0.95);
    return [
      {
        what: `search in ${stories.toLocaleString('en')} stories, ${questions.length} questions, newest first, p95`,
        came: `${p95.toFixed(1)} ms (median ${percentile(times, 0.5).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms)`,
        budget: '< 100 ms, off the serving thread',
        met: p95 < 100,
      },
    ];
  } finally {
    await store.close();
  }
}

/** Very common words, ordinary ones, rare ones, two and three together, phrases, and words that stand nowhere. */
function makeQuestions(): { words: string }[] {
  const random = seeded(7);
  const vocabulary = new Vocabulary(60_000, random);
  const word = (low: number, high: number): string =>
    vocabulary.wordOfRank(low + Math.floor(random() * (high - low)));
  const kinds: (() => string)[] = [
    () => word(0, 10),
    () => word(10, 200),
    () => word(200, 3_000),
    () => word(3_000, 60_000),
    () => `${word(0, 50)} ${word(0, 50)}`,
    () => `${word(50, 1_000)} ${word(50, 1_000)}`,
    () => `${word(0, 20)} ${word(5_000, 60_000)}`,
    () => `${word(0, 500)} ${word(0, 500)} ${word(0, 500)}`,
    () => `"${word(0, 30)} ${word(0, 30)}"`,
    () => `"${word(100, 1_000)} ${word(100, 1_000)}"`,
    () => 'zzzznowhere',
    () => `${word(0, 20)} -${word(0, 20)}`,
  ];
  return Array.from({ length: 120 }, (_, at) => ({ words: (kinds[at % kinds.length] as () => string)() }));
}

/** Start, and memory of a process that has served a few pages and rests. */
export async function startAndRest(folder: string, stories: number): Promise<Line[]> {
  const served = await startServe(folder);
  try {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const { residentMb } = usageOf(served.pid);
    return [
      {
        what: `start to first page, ${stories.toLocaleString('en')} stories`,
        came: `${Math.round(served.startMs)} ms`,
        budget: '< 1 s',
        met: served.startMs < 1_000,
      },
      {
        what: `one process at rest, ${stories.toLocaleString('en')} stories`,
        came: `${Math.round(residentMb)} MB resident`,
        budget: '< 220 MB',
        met: residentMb < 220,
      },
    ];
  } finally {
    await served.stop();
  }
}
