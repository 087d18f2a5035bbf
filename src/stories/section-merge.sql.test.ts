import { expect, test } from 'vitest';
import { findBylines } from '#accounts/byline.sql.js';
import { addByline, changeByline, mergeByline } from '#accounts/byline-changes.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { BylineId, SectionId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import { addSection, changeSection, orderSections, retireSection } from '#paper/section-changes.sql.js';
import { takeJob } from '#store/jobs.sql.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { findAddress } from './addresses.sql.ts';
import { moveStoriesOfByline, relabel, relabelJob, wishRelabel } from './byline-merge.sql.ts';
import { listByline, listSections as listStoriesIn } from './cards.sql.ts';
import { noRights } from './gate.ts';
import { findStories, type SearchQuestion } from './search.sql.ts';
import { leadSectionOn, moveStoriesOfSection } from './section-merge.sql.ts';
import { addTestStories } from './testing/new-story.ts';

const now = new Date('2026-06-01T12:00:00Z');
const plain = { description: '', parent: null, access: 'open' };

onBothDatabases('sections and names that become one', (open) => {
  const inTx = <Made>(store: Store, work: (tx: Tx) => Promise<Made>) => store.db.transaction().execute(work);
  const section = (store: Store, slug: string, parent: SectionId | null = null) =>
    inTx(store, (tx) => addSection(tx, { ...plain, parent, slug, name: slug }, now));
  const search = async (store: Store, ask: Partial<SearchQuestion>) => {
    const question = {
      words: '',
      language: 'en',
      order: 'newest',
      rights: noRights,
      limit: 10,
      ...ask,
    } as const;
    return (await findStories(store.slow, question, now)).cards.map(({ headline }) => headline);
  };

  test('a section merged into another takes its stories along; their addresses stay', async () => {
    const store = await open();
    const [local, news] = [await section(store, 'local'), await section(store, 'news')];
    const inner = await section(store, 'inner', local.id);
    await addTestStories(store, [
      { headline: 'Moved', at: '2026-05-01T10:00:00Z', path: '/local/moved', section: local.id },
    ]);
    const moved = await inTx(store, async (tx) => {
      const count = await moveStoriesOfSection(tx, local.id, news.id, now);
      await retireSection(tx, local.id, news.id, now);
      await leadSectionOn(tx, local.slug, news.slug);
      return count;
    });
    expect(moved).toBe(1);
    // Somebody's document still names the old section.
    await addTestStories(store, [
      { headline: 'Later', at: '2026-05-02T10:00:00Z', path: '/news/later', section: local.id },
    ]);
    const listed = await listStoriesIn(store.db, [news.id], now, { limit: 5 });
    expect(listed.map(({ path }) => path)).toEqual(['/news/later', '/local/moved']);
    expect(await search(store, { sections: [news.id] })).toEqual(['Later', 'Moved']);
    expect((await listSections(store.db)).find(({ id }) => id === inner.id)?.parent).toBe(news.id);
    for (const [from, to] of [
      ['/local', '/news'],
      ['/local/feed.xml', '/news/feed.xml'],
    ])
      expect(await findAddress(store.db, from ?? '')).toEqual({ is: 'redirect', to });
  });

  test('sections are ordered and nested, never below themselves', async () => {
    const store = await open();
    const [a, b, c] = [await section(store, 'a'), await section(store, 'b'), await section(store, 'c')];
    await inTx(store, (tx) =>
      orderSections(
        tx,
        [
          { id: c.id, parent: null },
          { id: a.id, parent: c.id },
          { id: b.id, parent: a.id },
        ],
        now,
      ),
    );
    expect((await listSections(store.db)).map(({ slug, parent }) => [slug, parent])).toEqual([
      ['c', null],
      ['a', c.id],
      ['b', a.id],
    ]);
    const below = inTx(store, (tx) => changeSection(tx, c.id, { parent: b.id }, now));
    await expect(below).rejects.toMatchObject({ code: 'section-below-itself' });
    const taken = inTx(store, (tx) => changeSection(tx, c.id, { slug: 'a' }, now));
    await expect(taken).rejects.toMatchObject({ code: 'section-slug-taken' });
    await expect(section(store, 'Not a slug')).rejects.toMatchObject({ code: 'section-slug-wrong' });
  });

  test('two names become one, also on cards and in search', async () => {
    const store = await open();
    const byline = (name: string, slug: string) =>
      inTx(store, (tx) =>
        addByline(tx, { slug, name, kind: 'person', role: '', about: '', portrait: null }, now),
      );
    const [wrong, right] = [await byline('A. Finch', 'a-finch'), await byline('Ada Finch', 'ada-finch')];
    const tom = await byline('Tom Reed', 'tom-reed');
    const credits = (...ids: BylineId[]) => ids.map((id) => ({ byline: id, role: '' }));
    await addTestStories(store, [
      {
        headline: 'Together',
        at: '2026-05-01T10:00:00Z',
        credits: credits(wrong.id, tom.id),
        bylineText: 'A. Finch and Tom Reed',
      },
    ]);
    await inTx(store, async (tx) => {
      await moveStoriesOfByline(tx, wrong.id, right.id);
      await mergeByline(tx, wrong.id, right.id, now);
      await changeByline(tx, right.id, { name: 'Ada M. Finch' }, now);
      await wishRelabel(tx, right.id, 'en-GB', now);
    });
    const job = await takeJob(store.db, [relabelJob], now, 60_000);
    if (!job) throw new Error('Nobody asked for the names on cards to be written anew.');
    await relabel(store.db, job, now);
    const [card] = await listByline(store.db, right.id, now, { limit: 5 });
    expect(card?.bylineText).toBe('Ada M. Finch and Tom Reed');
    expect(await search(store, { words: 'ada reed' })).toEqual(['Together']);
    expect(await search(store, { byline: right.id })).toEqual(['Together']);
    expect((await findBylines(store.db, [wrong.id])).get(wrong.id)?.name).toBe('Ada M. Finch');
  });
});
