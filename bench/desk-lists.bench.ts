import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountId, SectionId } from '#kit/ids.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore, type Store } from '#store/store.io.js';
import { searchDesk } from '#stories/desk-search.sql.js';
import { catchUpSearch } from '#stories/desk-search-index.sql.js';
import type { Asker } from '#stories/work-listed.js';
import {
  countStages,
  listArchive,
  listChanged,
  listMine,
  listStage,
  listWork,
} from '#stories/work-lists.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import { ARCHIVE_END } from './archive.ts';
import { type Line, percentile, timeEach } from './measure.ts';
import { seeded, Vocabulary } from './words.ts';

const IN_WORK = 400;
const ROUNDS = 120;
const STAGES = ['planned', 'work', 'edit', 'approve', 'ready'];
const now = new Date(ARCHIVE_END + 60_000);

/** Lists and search of the desk in the large archive, with a busy newsroom's stories in hand. */
export async function deskLists(archive: string, scratch: string, stories: number): Promise<Line[]> {
  // A copy: other measures find the archive as it was.
  const folder = join(scratch, 'desk-lists');
  cpSync(archive, folder, { recursive: true });
  const store = await openStore({ folder, mustExist: true });
  try {
    await migrate(store.db, store.dialect, now);
    const random = seeded(7);
    const vocabulary = new Vocabulary(60_000, random);
    await takeInHand(store, vocabulary, random);
    const questions = questionsFor(store, vocabulary, random);
    const lines: Line[] = [];
    for (const [what, ask] of Object.entries(questions)) {
      await timeEach(12, ask);
      const times = await timeEach(ROUNDS, (at) => ask(at + 12));
      const p95 = percentile(times, 0.95);
      lines.push({
        what: `desk, ${what}, ${stories.toLocaleString('en')} stories, p95`,
        came: `${p95.toFixed(1)} ms (median ${percentile(times, 0.5).toFixed(1)} ms)`,
        budget: '< 100 ms',
        met: p95 < 100,
      });
    }
    return lines;
  } finally {
    await store.close();
  }
}

async function takeInHand(store: Store, vocabulary: Vocabulary, random: () => number): Promise<void> {
  for (let at = 0; at < IN_WORK; at += 1) {
    await store.db.transaction().execute((tx) =>
      createStory(
        tx,
        {
          by: ((at % 30) + 1) as AccountId,
          byName: 'bench',
          headline: vocabulary.sentence(random, 8),
          section: ((at % 8) + 1) as SectionId,
          stage: STAGES[at % STAGES.length] ?? 'work',
        },
        now,
      ),
    );
  }
  await catchUpSearch(store, now);
}

type Ask = (at: number) => Promise<unknown>;

function questionsFor({ slow }: Store, vocabulary: Vocabulary, random: () => number): Record<string, Ask> {
  const chief: Asker = { account: 1 as AccountId, readsUnpublished: true, now };
  const contributor: Asker = { account: 7 as AccountId, readsUnpublished: false, now };
  const section = (at: number) => ({ sections: [((at % 8) + 1) as SectionId], limit: 50 });
  const search = (words: string, asker: Asker) =>
    searchDesk(slow, { words, language: 'en-GB', limit: 50 }, asker);
  const words = Array.from({ length: ROUNDS + 12 }, (_, at) => wordsAsked(at, vocabulary, random));
  return {
    board: async () => {
      await countStages(slow, {}, chief);
      await Promise.all(STAGES.map((stage) => listStage(slow, stage, { limit: 40 }, chief)));
    },
    'in work by headline': () => listWork(slow, 'headline', { limit: 50 }, chief),
    'recently changed': () => listChanged(slow, { limit: 50 }, chief),
    'archive of a section': (at) => listArchive(slow, section(at), chief),
    'archive by access': () => listArchive(slow, { access: 'members', limit: 50 }, chief),
    'own stories of a contributor': () =>
      listMine(slow, { limit: 50, sort: 'changed', done: true }, contributor),
    'search of everything, as typed': (at) => search(words[at] ?? '', chief),
    'search by somebody who reads only what is out': (at) => search(words[at] ?? '', contributor),
  };
}

/** Common, ordinary and rare words, two together, and the beginnings of words while somebody types. */
function wordsAsked(at: number, vocabulary: Vocabulary, random: () => number): string {
  const word = (low: number, high: number) =>
    vocabulary.wordOfRank(low + Math.floor(random() * (high - low)));
  const kinds = [
    () => word(0, 50),
    () => word(50, 3_000),
    () => word(3_000, 60_000),
    () => `${word(0, 200)} ${word(50, 3_000)}`,
    () => word(50, 3_000).slice(0, 4),
    () => `${word(0, 500)} ${word(0, 3_000).slice(0, 3)}`,
  ];
  return (kinds[at % kinds.length] as () => string)();
}
