import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { MediaId, StoryId } from '#kit/ids.js';
import { migrate } from '#store/migrate.sql.js';
import { migrations } from '#store/migrations/all.js';
import { findMediaOut, isMediaUsed, listMediaUses, saveWorkingMedia } from './media-use.sql.ts';
import { addStories } from './save.sql.ts';
import type { Content } from './story.ts';
import { doc, picture } from './testing/doc.fixture.ts';

const now = new Date('2026-06-01T12:00:00Z');
const bridge = 3 as MediaId;
const harbour = 4 as MediaId;

function aContent(differs: Partial<Content>): Content {
  const open = { to: 'open' as const };
  return {
    ...{ headline: 'Bridge reopens', frontHeadline: '', standfirst: '', kicker: '', dateline: '' },
    ...{ body: doc(), section: null, credits: [], agencyCredit: '', topics: [], access: open },
    ...{ lead: null, language: '', searchTitle: '', searchDescription: '', canonical: '', noindex: false },
    ...differs,
  };
}

function aDraft(content: Content) {
  return {
    ...{ kind: 'story' as const, path: '/bridge', slug: 'bridge', content, bylineText: '', madeBy: 'import' },
    ...{ reason: '', madeAt: now.getTime(), sticky: false, placing: { state: 'draft' as const } },
  };
}

onBothDatabases('which stories use a picture', (open, dialect) => {
  test('a picture knows the stories that show it, in their text and in their working documents', async () => {
    const { db } = await open();
    const body = doc(picture({ media: bridge }));
    const [story] = await db
      .transaction()
      .execute((tx) => addStories(tx, [aDraft(aContent({ body })) as never], now));
    const id = story?.id as StoryId;
    expect(await listMediaUses(db, [bridge, harbour], now)).toMatchObject([
      { media: bridge, story: id, headline: 'Bridge reopens', lead: false, working: false, out: false },
    ]);
    const working = aContent({ body: doc(picture({ media: bridge }), picture({ media: harbour })) });
    await db.transaction().execute((tx) => saveWorkingMedia(tx, id, working));
    expect(await isMediaUsed(db, harbour)).toBe(true);
    expect(await isMediaUsed(db, 5 as MediaId)).toBe(false);
    expect(await findMediaOut(db, [bridge, harbour], now)).toEqual(new Set());
    const uses = await listMediaUses(db, [bridge, harbour], now);
    expect(uses.find(({ media }) => media === harbour)).toMatchObject({ working: true });
    expect(uses.find(({ media }) => media === bridge)).toMatchObject({ working: false });
  });

  test('a paper that is brought up to date knows where its pictures stand', async () => {
    const { db } = await open({ migrated: false });
    await migrate(db, dialect, now, migrations.slice(0, 1));
    await db
      .insertInto('media')
      .values([3, 4, 5].map((id) => ({ ...anOldRow, id, name: `${id}.jpg`, caption: 'Brücke am Morgen' })))
      .execute();
    await db
      .insertInto('story')
      .values({ ...anOldStory, id: 9 })
      .execute();
    const content = aContent({
      body: doc(picture({ media: bridge }), picture({ media: null, src: 'https://example.org/a?"media":5' })),
      lead: { media: harbour, alt: '', caption: '', credit: '' },
    });
    const revision = { id: 1, story_id: 9, number: 1, made_at: 1, made_by: 'x', reason: '' };
    await db
      .insertInto('revision')
      .values({ ...revision, content: JSON.stringify(content) })
      .execute();
    await migrate(db, dialect, now);
    const rows = await db.selectFrom('story_media').selectAll().orderBy('media_id').execute();
    expect(rows).toEqual([
      { media_id: 3, story_id: 9, working: 0 },
      { media_id: 4, story_id: 9, working: 0 },
    ]);
  });
});

const anOldRow = {
  ...{ file_key: null, mime: 'image/jpeg', size_bytes: 0, width: null, height: null, sha256: null },
  ...{ alt: '', credit: '', rights: '', focal_x: 0.5, focal_y: 0.5, old_path: null, old_path_key: null },
  made_at: 1,
};

const anOldStory = {
  ...{ kind: 'story' as const, state: 'draft' as const, path: '/a', slug: 'a', section_id: null },
  ...{ access: '{"to":"open"}', headline: 'A', front_headline: '', standfirst: '', kicker: '' },
  ...{ byline_text: '', lead_media_id: null, language: '', word_count: 0, sticky: 0 },
  ...{ published_revision_id: null, published_at: null, updated_at: null, embargo_until: null },
  ...{ embargo_open: 0, unpublish_at: null, visible_from: null, visible_until: null, announced: 0 },
  ...{ made_at: 1, changed_at: 1 },
};
