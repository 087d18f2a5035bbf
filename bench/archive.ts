import { saveByline } from '#accounts/byline.sql.js';
import type { BylineId, SectionId, TopicId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import { saveSettings } from '#paper/settings.io.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore, type Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import type { Access } from '#stories/access.js';
import { addAddresses } from '#stories/addresses.sql.js';
import type { Block } from '#stories/document.js';
import { addStories } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import type { NewStory } from '#stories/story-row.js';
import { saveTopics } from '#stories/topic.sql.js';
import { seeded, Vocabulary } from './words.ts';

const SECTIONS = ['news', 'politics', 'business', 'culture', 'sport', 'opinion', 'weather', 'letters'];
const TOPICS = 2_000;
const BYLINES = 120;
const WORDS_A_STORY = 450;
const BATCH = 400;
/** The archive's last story; everything counts back from it, a story every few minutes. */
export const ARCHIVE_END = Date.UTC(2026, 9, 1);
const BETWEEN_MS = 7 * 60_000;

type Cast = { sections: SectionId[]; topics: TopicId[]; bylines: BylineId[] };

/**
 * Writes a made-up archive: words, topics and bylines in natural frequencies, a tenth of the stories for members.
 * The same `stories` and seed give the same archive.
 */
export async function makeArchive(
  folder: string,
  stories: number,
  databaseUrl?: string,
  progress: (done: number) => void = () => {},
): Promise<void> {
  const store = await openStore({ folder, databaseUrl });
  const now = new Date(ARCHIVE_END);
  await migrate(store.db, store.dialect, now);
  const random = seeded(7);
  const vocabulary = new Vocabulary(60_000, random);
  await saveSettings(
    store.db,
    { name: 'The Long Archive', timeZone: 'Europe/London', address: 'https://archive.example' },
    now,
  );
  const cast = await store.db.transaction().execute((tx) => makeCast(tx, vocabulary, random, now));
  for (let from = 0; from < stories; from += BATCH) {
    const count = Math.min(BATCH, stories - from);
    const batch = Array.from({ length: count }, (_, at) =>
      aStory(from + at, stories, { cast, vocabulary, random }),
    );
    await store.db.transaction().execute(async (tx) => {
      const made = await addStories(tx, batch, now);
      await addAddresses(
        tx,
        made.map(({ id }, at) => ({ path: batch[at]?.path ?? '', target: { is: 'story', id } })),
      );
    });
    progress(from + count);
  }
  await settle(store);
  await store.close();
}

async function makeCast(tx: Tx, vocabulary: Vocabulary, random: () => number, now: Date): Promise<Cast> {
  const sections: SectionId[] = [];
  for (const [position, slug] of SECTIONS.entries()) {
    sections.push(
      await saveSection(
        tx,
        { slug, name: slug, description: '', parent: null, position, access: 'open' },
        now,
      ),
    );
  }
  const topics = await saveTopics(
    tx,
    Array.from({ length: TOPICS }, (_, at) => ({
      slug: `topic-${at}`,
      name: vocabulary.sentence(random, 2).slice(0, -1),
      kind: 'subject' as const,
      introduction: '',
      aliases: [],
      listed: true,
    })),
    now,
  );
  const bylines: BylineId[] = [];
  for (let at = 0; at < BYLINES; at += 1) {
    bylines.push(
      await saveByline(
        tx,
        { slug: `writer-${at}`, name: `Writer ${at}`, kind: 'person', role: '', about: '', portrait: null },
        now,
      ),
    );
  }
  return { sections, topics, bylines };
}

type Maker = { cast: Cast; vocabulary: Vocabulary; random: () => number };

function aStory(at: number, of: number, { cast, vocabulary, random }: Maker): NewStory {
  const publishedAt = ARCHIVE_END - (of - at) * BETWEEN_MS;
  const section = Math.floor(random() ** 2 * cast.sections.length);
  const slug = `story-${at}`;
  return {
    kind: 'story',
    path: `/${SECTIONS[section]}/${slug}`,
    slug,
    content: contentOf(at, section, { cast, vocabulary, random }),
    bylineText: `Writer ${Math.floor(random() * BYLINES)}`,
    sticky: false,
    placing: {
      state: 'published',
      timing: { publishedAt, embargo: { is: 'none' }, unpublishAt: null, held: false },
      updatedAt: null,
    },
    madeBy: 'bench',
    reason: '',
    madeAt: publishedAt,
  };
}

function contentOf(at: number, section: number, { cast, vocabulary, random }: Maker): Content {
  const topics = new Set(
    Array.from({ length: 3 }, () => cast.topics[Math.floor(random() ** 3 * TOPICS)] as TopicId),
  );
  const access: Access = at % 10 === 3 ? { to: 'members' } : { to: 'open' };
  return {
    headline: vocabulary.sentence(random, 8).slice(0, -1),
    frontHeadline: '',
    standfirst: vocabulary.sentence(random, 18),
    kicker: vocabulary.word(random),
    dateline: '',
    body: { type: 'doc', content: bodyOf(vocabulary, random) },
    section: cast.sections[section] ?? null,
    credits: [{ byline: cast.bylines[Math.floor(random() ** 2 * BYLINES)] as BylineId, role: '' }],
    agencyCredit: '',
    topics: [...topics],
    access,
    lead: null,
    language: '',
    searchTitle: '',
    searchDescription: '',
    canonical: '',
    noindex: false,
  };
}

function bodyOf(vocabulary: Vocabulary, random: () => number): Block[] {
  const blocks: Block[] = [];
  for (let words = 0; words < WORDS_A_STORY; ) {
    const sentences = Array.from({ length: 3 }, () =>
      vocabulary.sentence(random, 8 + Math.floor(random() * 14)),
    );
    const text = sentences.join(' ');
    words += text.split(' ').length;
    blocks.push({
      type: 'paragraph',
      attrs: { id: `p${blocks.length.toString(36).padStart(7, '0')}` },
      content: [{ type: 'text', text }],
    });
  }
  return blocks;
}

/** Leaves the file as a paper that has been running: statistics known, the log folded in. */
async function settle(store: Store): Promise<void> {
  const { sql } = await import('kysely');
  if (store.dialect === 'postgres') await sql`analyze`.execute(store.db);
  else {
    await sql.raw('pragma optimize').execute(store.db);
    await sql.raw('pragma wal_checkpoint(truncate)').execute(store.db);
  }
}
