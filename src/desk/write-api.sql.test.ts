import { expect, test } from 'vitest';
import { makeApiKey } from '#accounts/api-key.io.js';
import type { ApiKey, ApiScope } from '#accounts/api-key.js';
import { addApiKey } from '#accounts/api-key.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { SectionId, StoryId } from '#kit/ids.js';
import { addSection } from '#paper/section-changes.sql.js';
import { readStory } from '#stories/readable.sql.js';
import { closeStory } from '#stories/work-closed.sql.js';
import { changeWorking, readWorkingContent } from '#stories/working.sql.js';
import { doneOnce } from './write-api-once.sql.ts';
import { putOut, readDraft, rewriteStory, type Writing, writeStory } from './write-api-story.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const plain = { description: '', parent: null, access: 'open' };

onBothDatabases('machines that write', (open) => {
  async function aPaper(scopes: ApiScope[] = ['write-drafts', 'publish'], inSport = false) {
    const store = await open();
    const { staff } = await signIn(store, { name: 'Ada', email: 'ada@paper.example', role: 'admin' });
    const add = (slug: string) =>
      store.db.transaction().execute((tx) => addSection(tx, { ...plain, slug, name: slug }, now));
    const [news, sport] = [await add('news'), await add('sport')];
    const sections: 'all' | Set<SectionId> = inSport ? new Set([sport.id]) : 'all';
    const { hash, hint } = makeApiKey();
    const wish = {
      name: 'Weather',
      scopes: new Set(scopes),
      sections,
      expiresAt: null,
      by: staff.id,
      hash,
      hint,
    };
    const key: ApiKey = await store.db.transaction().execute((tx) => addApiKey(tx, wish, now));
    const writing: Writing = { key, address: 'https://paper.example', now };
    return { store, writing, key, news, sport, staff };
  }

  test('a story is made, changed and published, and readers see it', async () => {
    const { store, writing } = await aPaper();
    const made = await store.db.transaction().execute((tx) =>
      writeStory(tx, writing, {
        headline: 'Storm warning',
        text: 'Wind.\n\nRain & hail.',
        section: 'news',
      }),
    );
    expect(made).toMatchObject({ state: 'draft', address: null });
    const id = made.id as StoryId;
    const changed = await store.db
      .transaction()
      .execute((tx) => rewriteStory(tx, writing, id, { base: made.base, standfirst: 'From Tuesday on.' }));
    expect(changed.base).not.toBe(made.base);
    const out = await store.db.transaction().execute((tx) => putOut(tx, writing, id, { base: changed.base }));
    expect(out).toMatchObject({ state: 'out', address: 'https://paper.example/news/storm-warning' });
    const found = await readStory(store.db, id, now);
    expect(found.is === 'out' && found.story.content).toMatchObject({
      headline: 'Storm warning',
      standfirst: 'From Tuesday on.',
      body: { content: [{ content: [{ text: 'Wind.' }] }, { content: [{ text: 'Rain & hail.' }] }] },
    });
  });

  test("a story that says nothing of its access takes its section's, one that does keeps it", async () => {
    const { store, writing } = await aPaper();
    await store.db
      .transaction()
      .execute((tx) =>
        addSection(tx, { ...plain, slug: 'insight', name: 'Insight', access: 'tiers:gold' }, now),
      );
    const accessOf = async (access?: string) => {
      const given = { headline: `Storm ${access}`, section: 'insight', ...(access && { access }) };
      const made = await store.db.transaction().execute((tx) => writeStory(tx, writing, given));
      return (await readWorkingContent(store.db, made.id as StoryId)).access;
    };
    expect(await accessOf()).toEqual({ to: 'tiers', tiers: ['gold'] });
    expect(await accessOf('registered')).toEqual({ to: 'registered' });
  });

  test('a change with an old base is refused, so that no machine overwrites a person', async () => {
    const { store, writing, staff } = await aPaper();
    const made = await store.db.transaction().execute((tx) => writeStory(tx, writing, { headline: 'Storm' }));
    const id = made.id as StoryId;
    await store.db
      .transaction()
      .execute((tx) =>
        changeWorking(tx, id, { by: staff.id, at: now }, (doc) => doc.getText('kicker').insert(0, 'Weather')),
      );
    const late = store.db
      .transaction()
      .execute((tx) => rewriteStory(tx, writing, id, { base: made.base, headline: 'Calm' }));
    await expect(late).rejects.toMatchObject({ code: 'api-base-old' });
    const publish = store.db.transaction().execute((tx) => putOut(tx, writing, id, { base: made.base }));
    await expect(publish).rejects.toMatchObject({ code: 'api-base-old' });
    const { base } = await readDraft(store.db, writing, id);
    await store.db.transaction().execute((tx) => rewriteStory(tx, writing, id, { base, headline: 'Calm' }));
    expect(await readWorkingContent(store.db, id)).toMatchObject({ headline: 'Calm', kicker: 'Weather' });
  });

  test('a key reaches its own sections, and no story that is closed to named people', async () => {
    const { store, writing, staff } = await aPaper(['write-drafts'], true);
    const write = (section: string | null) =>
      store.db.transaction().execute((tx) => writeStory(tx, writing, { headline: 'Match', section }));
    await expect(write('news')).rejects.toMatchObject({ code: 'api-key-reaches-not' });
    await expect(write(null)).rejects.toMatchObject({ code: 'api-key-reaches-not' });
    const { id, base } = await write('sport');
    const move = store.db
      .transaction()
      .execute((tx) => rewriteStory(tx, writing, id as StoryId, { base, section: 'news' }));
    await expect(move).rejects.toMatchObject({ code: 'api-key-reaches-not' });
    await store.db
      .transaction()
      .execute((tx) => closeStory(tx, id as StoryId, { to: [staff.id], by: staff.id }, now));
    await expect(readDraft(store.db, writing, id as StoryId)).rejects.toMatchObject({
      code: 'story-not-found',
    });
  });

  test('what is out is changed only by a key that may publish', async () => {
    const { store, writing, key } = await aPaper();
    const made = await store.db.transaction().execute((tx) => writeStory(tx, writing, { headline: 'Out' }));
    const out = await store.db
      .transaction()
      .execute((tx) => putOut(tx, writing, made.id as StoryId, { base: made.base }));
    const weaker = { ...writing, key: { ...key, scopes: new Set<ApiScope>(['write-drafts']) } };
    const change = store.db
      .transaction()
      .execute((tx) => rewriteStory(tx, weaker, made.id as StoryId, { base: out.base, headline: 'Changed' }));
    await expect(change).rejects.toMatchObject({ code: 'api-key-may-not' });
  });

  test.each([
    [{ headline: 'X', section: 'nowhere' }, 'There is no section “nowhere”.'],
    [{ headline: 'X', topics: ['nothing'] }, 'There is no topic “nothing”.'],
    [{ headline: 'X', bylines: [{ slug: 'nobody' }] }, 'Nobody is credited as “nobody”.'],
    [{ headline: 'X', lead: { picture: 4711 } }, 'There is no picture with the number 4711.'],
    [{ headline: 'X', text: 'a', html: '<p>a</p>' }, 'Send the body once: as text, as html or as body.'],
  ])('%j is refused with a sentence, and nothing is made', async (given, says) => {
    const { store, writing } = await aPaper();
    const made = store.db.transaction().execute((tx) => writeStory(tx, writing, given));
    await expect(made).rejects.toThrow(says);
    expect(await store.db.selectFrom('story').select('id').execute()).toEqual([]);
  });

  test('the same question sent twice at once makes one story', async () => {
    const { store, writing, key } = await aPaper();
    const asked = { key, once: 'storm-1', question: { headline: 'Storm' } };
    const send = () => doneOnce(store.db, asked, now, (tx) => writeStory(tx, writing, { headline: 'Storm' }));
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map(({ answer }) => answer.id)).size).toBe(1);
    expect((await send()).again).toBe(true);
    expect(await store.db.selectFrom('story').select('id').execute()).toHaveLength(1);
    const other = doneOnce(store.db, { ...asked, question: 'another' }, now, (tx) =>
      writeStory(tx, writing, { headline: 'X' }),
    );
    await expect(other).rejects.toMatchObject({ code: 'api-once-other' });
  });
});
