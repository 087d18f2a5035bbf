import { saveByline } from '#accounts/byline.sql.js';
import type { BylineId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { addPicture } from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';
import { saveSection } from '#paper/section.sql.js';
import { saveSettings } from '#paper/settings.io.js';
import type { Files } from '#store/files.io.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { addAddresses } from '#stories/addresses.sql.js';
import { addComment } from '#stories/comment.sql.js';
import type { Body } from '#stories/document.js';
import { fromHtml } from '#stories/from-html.js';
import { setMeterFree } from '#stories/meter-free.sql.js';
import { addNote } from '#stories/note.sql.js';
import { addRevision, addStories, placeHold, saveTakenOff } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import { getStory } from '#stories/story.sql.js';
import type { NewStory, Placing } from '#stories/story-row.js';
import { saveStorylineNames } from '#stories/storyline-name.sql.js';
import { saveTopics } from '#stories/topic.sql.js';
import { addViews } from '#stories/views.sql.js';
import { kill } from '#stories/workflow.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;

/** A grey square of 8 pixels. */
const SQUARE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADElEQVR4nGNoGG4AAE+BAYHlTzMOAAAAAElFTkSuQmCC',
  'base64',
);

/** Fills an empty publication with stories of every state, and with one of everything that may belong to one. */
export async function fillWithArchive(house: { store: Store; files: Files }): Promise<void> {
  const { db } = house.store;
  await saveSettings(db, { name: 'The Tide', timeZone: 'Europe/Oslo', purgeToken: 'secret' }, NOW);
  const square = await takeInFile(
    house.files,
    { bytes: SQUARE },
    { name: 'square.png', alt: 'A square', oldPath: '/wp-content/uploads/square.png' },
  );
  await db.transaction().execute(async (tx) => {
    const picture = await addPicture(tx, square, NOW);
    const lost = await addPicture(
      tx,
      { ...square, fileKey: null, sha256: null, name: 'lost.jpg', oldPath: '/wp-content/uploads/lost.jpg' },
      NOW,
    );
    const news = await section(tx, 'news', null);
    const local = await section(tx, 'local', news);
    const byline = await saveByline(
      tx,
      { slug: 'ada', name: 'Ada Finch', kind: 'person', role: 'Reporter', about: '', portrait: picture },
      NOW,
    );
    const topics = await saveTopics(
      tx,
      ['River', 'Council'].map((name) => ({
        ...{ slug: name.toLowerCase(), name, kind: 'subject', introduction: `On the ${name}.` },
        ...{ aliases: [`The ${name}`], listed: name === 'River' },
      })),
      NOW,
    );
    const [ferry, bridge, draft, dead] = await addStories(
      tx,
      [
        // The first leads to a story that comes later.
        story('ferry', {
          html: '<p>See <a data-story="2" href="/">the bridge</a>.</p>',
          section: news,
          byline,
          topics,
        }),
        story('bridge', {
          html: `<figure><img data-media="${picture}" alt=""><figcaption>At noon</figcaption></figure><sf-premium-cut></sf-premium-cut><p>Rest “of” it 🌊</p><sf-foreign data-name="x" data-original="[x]"></sf-foreign><sf-also-read data-stories="1"></sf-also-read><figure><img data-media="${lost}" alt=""></figure>`,
          section: local,
          byline,
          topics: topics.slice(0, 1),
          access: { to: 'tiers', tiers: ['gold', 'print'] },
          lead: { media: picture, alt: 'It', caption: '', credit: 'Ada' },
        }),
        story('draft', { placing: { state: 'draft' } }),
        story('dead', { section: news }),
        story('held', { section: news }),
        story('soon', { placing: published(NOW.getTime() + 30 * 24 * HOUR_MS) }),
        story('secret', {
          placing: published(NOW.getTime() - HOUR_MS, { is: 'until', at: NOW.getTime() + 24 * HOUR_MS }),
        }),
        story('never', { placing: published(NOW.getTime() - HOUR_MS, { is: 'until-lifted' }) }),
        { ...story('about', { html: '<p>Who we are</p>' }), kind: 'page' },
        story('off', {
          placing: { ...published(NOW.getTime() - HOUR_MS), state: 'withdrawn' },
        }),
      ],
      NOW,
    );
    if (!ferry || !bridge || !draft || !dead) throw new Error('The stories were not made.');
    await beside(tx, { ferry: ferry.id, bridge: bridge.id, draft: draft.id, dead: dead.id });
  });
  await addViews(db, [
    { story: 1 as StoryId, hour: 493_000, referrer: 'search', audience: 'opening', views: 7 },
    { story: 2 as StoryId, hour: 493_000, referrer: 'none', audience: 'whole', views: 3 },
  ]);
}

type Stories = { ferry: StoryId; bridge: StoryId; draft: StoryId; dead: StoryId };

async function beside(tx: Tx, { ferry, bridge, draft, dead }: Stories): Promise<void> {
  await setMeterFree(tx, bridge, true, NOW);
  const content = contentOf('draft', { html: '<p>Second thoughts on it.</p>' });
  await addRevision(tx, draft, { content, by: 'ada@example.org', reason: 'saved', at: NOW });
  await addRevision(tx, ferry, { content, by: 'ada@example.org', reason: 'not yet out', at: NOW });
  const note = { kind: 'correction', text: 'The ferry has two decks.', block: null } as const;
  await addNote(tx, ferry, { ...note, dated: NOW.getTime() }, NOW);
  await saveTakenOff(tx, kill(await getStory(tx, dead)), NOW);
  await placeHold(tx, 5 as StoryId, { reason: 'A court said so', by: 'chief@example.org' }, NOW);
  await addAddresses(tx, [
    { path: '/news/ferry', target: { is: 'story', id: ferry } },
    { path: '/?p=17', target: { is: 'story', id: ferry } },
    { path: '/Ärger', target: { is: 'story', id: bridge } },
    { path: '/tag/river', target: { is: 'redirect', to: '/topics/river' } },
    { path: '/lost', target: { is: 'gone' } },
    { path: '/old/*', target: { is: 'redirect', to: '/news/' } },
    { path: '/zebra', target: { is: 'redirect', to: 'https://example.org/' } },
    { path: '/Zoo_1', target: { is: 'gone' } },
    { path: '/zoo-1', target: { is: 'gone' } },
  ]);
  const comment = { story: ferry, author: 'Reader', url: '', text: 'True.\nVery.', writtenAt: 7 };
  const first = await addComment(tx, { ...comment, parent: null, state: 'shown' });
  await addComment(tx, { ...comment, parent: first, state: 'waiting' });
  await saveStorylineNames(tx, [{ story: ferry, name: 'The crossing' }]);
}

async function section(tx: Tx, slug: string, parent: SectionId | null): Promise<SectionId> {
  const row = { slug, name: slug, description: '', parent, position: 0, access: 'open' };
  return saveSection(tx, row, NOW);
}

type Wish = {
  html?: string;
  section?: SectionId;
  byline?: BylineId;
  topics?: TopicId[];
  access?: Content['access'];
  lead?: Content['lead'];
  placing?: Placing;
};

function published(
  publishedAt: number,
  embargo: { is: 'none' } | { is: 'until'; at: number } | { is: 'until-lifted' } = { is: 'none' },
): Extract<Placing, { state: 'published' | 'withdrawn' }> {
  return {
    state: 'published',
    timing: { publishedAt, embargo, unpublishAt: null, held: false },
    updatedAt: null,
  };
}

function story(slug: string, wish: Wish): NewStory {
  return {
    kind: 'story',
    path: `/news/${slug}`,
    slug,
    content: contentOf(slug, wish),
    bylineText: wish.byline ? 'Ada Finch' : '',
    sticky: slug === 'ferry',
    placing: wish.placing ?? { ...published(NOW.getTime() - HOUR_MS), updatedAt: NOW.getTime() },
    madeBy: 'ada@example.org',
    reason: '',
    madeAt: NOW.getTime() - 2 * HOUR_MS,
  };
}

function contentOf(slug: string, wish: Wish): Content {
  const body: Body = fromHtml(wish.html ?? `<p>All about the ${slug}.</p>`, { trusted: true }).body;
  return {
    headline: `The ${slug}`,
    frontHeadline: '',
    standfirst: 'It is so.',
    kicker: 'River',
    dateline: '',
    body,
    section: wish.section ?? null,
    credits: wish.byline ? [{ byline: wish.byline, role: 'photographs' }] : [],
    agencyCredit: 'Tidewater',
    topics: wish.topics ?? [],
    access: wish.access ?? { to: 'open' },
    lead: wish.lead ?? null,
    language: '',
    searchTitle: '',
    searchDescription: 'About',
    canonical: '',
    noindex: false,
  };
}
