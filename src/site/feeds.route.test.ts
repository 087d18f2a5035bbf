import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { beforeAll, expect, test } from 'vitest';
import { saveByline } from '#accounts/byline.sql.js';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { BylineId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { addNote } from '#stories/note.sql.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { saveTopics } from '#stories/topic.sql.js';
import { feedsRoute } from './feeds.route.ts';
import { addSections, aHouse, askRoute, askText } from './testing/a-house.ts';
import { childrenOf, readXml, textOf } from './testing/xml-tree.ts';

const now = new Date('2026-06-01T12:00:00Z');

onBothDatabases('feeds', (open) => {
  let store: TestStore;
  let ids: number[];

  beforeAll(async () => {
    store = await open();
    const [news, council] = (await addSections(store, [{ slug: 'news' }, { slug: 'council' }], now)) as [
      SectionId,
      SectionId,
    ];
    await addSections(store, [{ slug: 'council', parent: news }], now);
    const [topic, byline] = await store.db.transaction().execute(async (tx) => {
      const topics = await saveTopics(
        tx,
        [{ slug: 'ferry', name: 'Ferry', kind: 'subject', introduction: '', aliases: [], listed: true }],
        now,
      );
      const ada = {
        slug: 'ada',
        name: 'Ada Finch',
        kind: 'person',
        role: '',
        about: '',
        portrait: null,
      } as const;
      return [topics[0] as TopicId, await saveByline(tx, ada, now)] as [TopicId, BylineId];
    });
    ids = await addTestStories(store, [
      {
        headline: 'First & last',
        at: '2026-05-01T06:00:00Z',
        updatedAt: '2026-05-02T06:00:00Z',
        path: '/2019/05/größe/',
        section: council,
        topics: [topic],
        credits: [{ byline, role: '' }],
        standfirst: 'It is <open>.',
        text: 'Open words here.',
      },
      {
        headline: 'For members',
        at: '2026-05-03T06:00:00Z',
        access: { to: 'members' },
        section: news,
        text: 'The opening.\n[cut]\nCanaryword.',
      },
      {
        headline: 'Under embargo',
        at: '2026-05-04T06:00:00Z',
        section: news,
        timing: { embargo: { is: 'until', at: Date.parse('2026-06-01T13:00:00Z') } },
        text: 'Secretword.',
      },
      {
        headline: 'No standfirst',
        at: '2026-04-01T06:00:00Z',
        section: news,
        text: `${'Long words follow. '.repeat(60)}`,
      },
    ]);
    await store.db.transaction().execute((tx) =>
      addNote(
        tx,
        ids[0] as StoryId,
        {
          kind: 'correction',
          text: 'It was <not> the last.',
          block: null,
          dated: Date.parse('2026-05-05T06:00:00Z'),
        },
        now,
      ),
    );
  });

  test('front, section, topic and byline have feeds in three forms, and nothing else has', async () => {
    const house = await aHouse(store, now);
    for (const of of ['', '/news', '/council', '/topics/ferry', '/by/ada']) {
      for (const form of ['xml', 'atom', 'json']) {
        const feed = await askText(feedsRoute, house, `${of}/feed.${form}`);
        expect(feed).toMatchObject({ status: 200, keep: true });
        if (form === 'json') JSON.parse(feed.text);
        else readXml(feed.text);
        expect(feed.text).toContain(`https://courier.example${of}/feed.${form}`);
      }
    }
    for (const address of ['/nothing/feed.xml', '/topics/none/feed.xml', '/by/none/feed.atom'])
      expect(await askRoute(feedsRoute, house, address)).toBeUndefined();
  });

  test('a section brings the stories of the sections below it, newest first, and none before its time', async () => {
    const house = await aHouse(store, now);
    const { text, dependsOn, turnsAt } = await askText(feedsRoute, house, '/news/feed.xml');
    const titles = childrenOf(childrenOf(readXml(text), 'channel')[0], 'item').map((item) =>
      textOf(item, 'title'),
    );
    expect(titles).toEqual(['For members', 'First & last', 'No standfirst']);
    expect(text).not.toContain('Secretword');
    expect(turnsAt).toBe(Date.parse('2026-06-01T13:00:00Z'));
    expect(dependsOn).toEqual(expect.arrayContaining([`story:${ids[0]}`, `story:${ids[1]}`]));
    expect(dependsOn.filter((one) => one.startsWith('section:'))).toHaveLength(2);
  });

  test('summaries go out, the beginning of the text where there is no standfirst', async () => {
    const house = await aHouse(store, now);
    const feed = parseRssFeed((await askText(feedsRoute, house, '/feed.xml')).text);
    const [members, first, plain] = feed.items ?? [];
    expect(first).toMatchObject({
      title: 'First & last',
      link: 'https://courier.example/2019/05/gr%C3%B6%C3%9Fe/',
      dc: { creators: ['Ada Finch'] },
      categories: [{ name: 'Council' }, { name: 'Ferry' }],
    });
    expect(first?.description).toBe('It is <open>.\n\nCorrection (5 May 2026): It was <not> the last.');
    expect(first?.content).toBeUndefined();
    expect(members?.description).toBe('The opening.');
    expect(plain?.description?.length).toBeLessThanOrEqual(400);
  });

  test('where whole texts may go out, open stories are whole and others end at the gate', async () => {
    const house = await aHouse(store, now, { feedTexts: 'whole' });
    for (const form of ['xml', 'atom', 'json']) {
      const { text } = await askText(feedsRoute, house, `/feed.${form}`);
      expect(text).toContain('Open words here.');
      expect(text).toContain('The opening.');
      expect(text).toContain('The rest of this story is for members');
      expect(text).not.toContain('Canaryword');
    }
    const { text } = await askText(feedsRoute, house, '/feed.xml');
    expect(parseRssFeed(text).items?.[1]?.content?.encoded).toContain('It was &lt;not&gt; the last.');
  });

  test('a story keeps its id when its address changes, and a correction is an update', async () => {
    const house = await aHouse(store, now);
    const read = async () => {
      const feed = parseAtomFeed((await askText(feedsRoute, house, '/by/ada/feed.atom')).text);
      return feed.entries?.[0];
    };
    const before = await read();
    expect(before).toMatchObject({
      published: '2026-05-01T06:00:00.000Z',
      updated: '2026-05-05T06:00:00.000Z',
    });
    await store.db
      .updateTable('story')
      .set({ path: '/council/moved' })
      .where('id', '=', ids[0] ?? 0)
      .execute();
    const after = await read();
    expect(after?.id).toBe(before?.id);
    expect(after?.links?.[0]?.href).toBe('https://courier.example/council/moved');
  });
});
