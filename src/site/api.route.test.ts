import Fastify, { type FastifyInstance } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { saveByline } from '#accounts/byline.sql.js';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { BylineId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import type { NinjsStory } from '#stories/ninjs.js';
import { addNote } from '#stories/note.sql.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { saveTopics } from '#stories/topic.sql.js';
import { registerApi } from './api.route.ts';
import { addSections, aHouse } from './testing/a-house.ts';

const now = new Date('2026-06-01T12:00:00Z');
const KEY = 'press-partner-1';

/** Property names of ninjs 3.1, for every object that we write. */
const ninjsNames = {
  story:
    'uri type representationType profile version firstCreated versionCreated contentCreated embargoedUntil pubStatus urgency copyrightHolder copyrightNotice usageTerms edNote language descriptions bodies headlines people organisations places subjects events eventDetails plannedCoverage objects infoSources title by slugline located renditions associations altIds trustIndicators standard genres expires rightsInfo digitalSourceType',
  words: 'role contentType value',
  bodies: 'role contentType charCount wordCount value',
  people: 'name rel uri literal contactInfo',
  subjects: 'name rel uri literal creator relevance confidence',
  infoSources: 'name role uri literal contactInfo',
  renditions: 'name href contentType title width height sizeInBytes duration format aspectRatio',
  altIds: 'role value',
  standard: 'name version schema',
};

onBothDatabases('the read API', (open) => {
  let store: TestStore;
  let ids: number[];

  beforeAll(async () => {
    store = await open();
    const [news] = (await addSections(store, [{ slug: 'news' }], now)) as [SectionId];
    const [, harbour] = (await addSections(
      store,
      [{ slug: 'news' }, { slug: 'harbour', parent: news }],
      now,
    )) as [SectionId, SectionId];
    const [topics, byline] = await store.db.transaction().execute(async (tx) => {
      const topic = { introduction: 'Since 1901.', aliases: ['the ferry'], listed: true };
      const saved = await saveTopics(
        tx,
        [
          { ...topic, slug: 'ferry', name: 'Ferry', kind: 'subject' },
          { ...topic, slug: 'ada-mayor', name: 'Ada Mayor', kind: 'person' },
          { ...topic, slug: 'merger', name: 'Merger', kind: 'organisation' },
        ],
        now,
      );
      return [
        saved,
        await saveByline(
          tx,
          { slug: 'ada', name: 'Ada Finch', kind: 'person', role: '', about: '', portrait: null },
          now,
        ),
      ] as [TopicId[], BylineId];
    });
    ids = await addTestStories(store, [
      {
        headline: 'The ferry is back',
        frontHeadline: 'Ferry back',
        kicker: 'Harbour',
        at: '2026-05-01T06:00:00Z',
        section: harbour,
        topics: topics.slice(0, 2),
        credits: [{ byline, role: '' }],
        agencyCredit: 'Coast Wire',
        dateline: 'Saltmouth',
        standfirst: 'It sails.',
        text: 'Open words & more.',
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
        topics: topics.slice(2),
        section: news,
        timing: { embargo: { is: 'until', at: Date.parse('2026-06-01T12:00:10Z') } },
        text: 'Secretword.',
      },
      { headline: 'Withdrawn', at: '2026-05-04T06:00:00Z', state: 'withdrawn' },
      { headline: 'Draft', at: '2026-05-04T06:00:00Z', state: 'draft' },
      { headline: 'About us', at: '2026-05-04T06:00:00Z', kind: 'page', path: '/about' },
      ...Array.from({ length: 30 }, (_, at) => ({
        headline: `Tide ${at}`,
        at: `2026-04-${String(at + 1).padStart(2, '0')}T06:00:00Z`,
        text: 'High water.',
      })),
    ]);
    await store.db.transaction().execute((tx) =>
      addNote(
        tx,
        ids[0] as StoryId,
        {
          kind: 'correction',
          text: 'It is green.',
          block: null,
          dated: Date.parse('2026-05-02T06:00:00Z'),
        },
        now,
      ),
    );
  });

  const openApi = async (settings: Record<string, unknown> = {}): Promise<FastifyInstance> => {
    const house = await aHouse(store, now, { apiKeys: [KEY], ...settings });
    const app = Fastify();
    await registerApi(app, { house, clientOf: ({ socket }) => socket.remoteAddress ?? '' });
    await app.ready();
    return app;
  };
  const get = async (address: string, headers: Record<string, string> = {}, settings = {}) => {
    const app = await openApi(settings);
    const answer = await app.inject({ url: address, headers });
    await app.close();
    return answer;
  };
  const headlines = (answer: { json(): { stories: NinjsStory[] } }) =>
    answer.json().stories.map((story) => story.headlines[0]?.value);

  test('a story is given as ninjs 3.1, with nothing in it that the standard does not know', async () => {
    const answer = await get(`/api/stories/${ids[0]}`, { authorization: `Bearer ${KEY}` });
    expect(answer.statusCode).toBe(200);
    const story = answer.json<NinjsStory>();
    expect(story).toEqual({
      uri: `tag:courier.example,2026:story-${ids[0]}`,
      type: 'text',
      representationType: 'full',
      version: expect.stringMatching(/^\d+$/),
      firstCreated: '2026-05-01T06:00:00.000Z',
      versionCreated: '2026-05-02T06:00:00.000Z',
      pubStatus: 'usable',
      language: 'en-GB',
      headlines: [
        { role: 'main', value: 'The ferry is back' },
        { role: 'front', value: 'Ferry back' },
        { role: 'kicker', value: 'Harbour' },
      ],
      descriptions: [
        { role: 'summary', contentType: 'text/plain', value: 'It sails.' },
        { role: 'correction', contentType: 'text/plain', value: 'It is green.' },
      ],
      bodies: [
        { role: 'whole', contentType: 'text/html', wordCount: 3, value: '<p>Open words &amp; more.</p>' },
      ],
      by: 'Ada Finch',
      located: 'Saltmouth',
      people: [
        {
          name: 'Ada Mayor',
          rel: 'about',
          uri: 'https://courier.example/topics/ada-mayor',
          literal: 'ada-mayor',
        },
      ],
      subjects: [
        { name: 'Ferry', rel: 'about', uri: 'https://courier.example/topics/ferry', literal: 'ferry' },
        { name: 'Harbour', rel: 'section', uri: 'https://courier.example/harbour', literal: 'harbour' },
        { name: 'open', rel: 'access', literal: 'open' },
      ],
      infoSources: [
        { name: 'Ada Finch', role: 'author', uri: 'https://courier.example/by/ada', literal: 'ada' },
        { name: 'Coast Wire', role: 'agency' },
      ],
      renditions: [
        { name: 'web', href: 'https://courier.example/news/the-ferry-is-back', contentType: 'text/html' },
      ],
      altIds: [{ role: 'id', value: String(ids[0]) }],
      standard: {
        name: 'ninjs',
        version: '3.1',
        schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
      },
    });
    const knows = (names: string, thing: object) =>
      expect(Object.keys(thing).filter((name) => !names.split(' ').includes(name))).toEqual([]);
    knows(ninjsNames.story, story);
    for (const words of [...story.headlines, ...story.descriptions]) knows(ninjsNames.words, words);
    for (const body of story.bodies ?? []) knows(ninjsNames.bodies, body);
    for (const label of story.people ?? []) knows(ninjsNames.people, label);
    for (const label of story.subjects) knows(ninjsNames.subjects, label);
    for (const source of story.infoSources ?? []) knows(ninjsNames.infoSources, source);
    for (const rendition of story.renditions) knows(ninjsNames.renditions, rendition);
    knows(ninjsNames.standard, story.standard);
  });

  test('whole texts of open stories go out only by setting or key, others end at the gate', async () => {
    const plain = (await get('/api/stories')).json<{ stories: NinjsStory[] }>();
    expect(
      plain.stories.every((story) => story.bodies === undefined && story.representationType === 'partial'),
    ).toBe(true);
    for (const [headers, settings] of [
      [{ authorization: `Bearer ${KEY}` }, {}],
      [{}, { feedTexts: 'whole' }],
    ] as const) {
      const answer = await get('/api/stories', headers, settings);
      expect(answer.body).toContain('Open words &amp; more.');
      expect(answer.body).not.toContain('Canaryword');
      const [members] = answer.json<{ stories: NinjsStory[] }>().stories;
      expect(members).toMatchObject({ representationType: 'partial', bodies: [{ role: 'opening' }] });
    }
  });

  test('section, topic, byline, words and time narrow down, alone and together', async () => {
    expect(headlines(await get('/api/stories?section=news'))).toEqual(['For members', 'The ferry is back']);
    expect(headlines(await get('/api/stories?section=news&topic=ferry&byline=ada'))).toEqual([
      'The ferry is back',
    ]);
    expect(headlines(await get('/api/stories?q=water+-tide'))).toEqual([]);
    expect(headlines(await get('/api/stories?q=%22high+water%22&from=2026-04-29'))).toEqual([
      'Tide 29',
      'Tide 28',
    ]);
    expect(headlines(await get('/api/stories?from=2026-04-10T06:00:00Z&to=2026-04-11T06:00:00Z'))).toEqual([
      'Tide 9',
    ]);
    expect(headlines(await get('/api/stories?to=2026-04-01'))).toEqual(['Tide 0']);
    expect(headlines(await get('/api/stories?q=ferry&order=best'))).toEqual(['The ferry is back']);
    expect(headlines(await get('/api/stories?q=canaryword', { authorization: `Bearer ${KEY}` }))).toEqual([]);
  });

  test('a list goes on by key to its end', async () => {
    for (const question of ['limit=7', 'limit=7&q=water&order=best']) {
      const seen: (string | undefined)[] = [];
      let address: string | null = `/api/stories?${question}`;
      while (address) {
        const answer = await get(address);
        seen.push(...headlines(answer));
        const { next }: { next: string | null } = answer.json();
        address = next?.slice('https://courier.example'.length) ?? null;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(question.includes('q=') ? 30 : 32);
    }
  });

  test('what is not out is not there, and what was taken off is gone', async () => {
    expect((await get(`/api/stories/${ids[3]}`)).json()).toMatchObject({ code: 'api-story-gone' });
    expect((await get(`/api/stories/${ids[3]}`)).statusCode).toBe(410);
    for (const id of [ids[2], ids[4], ids[5], 999_999]) {
      const answer = await get(`/api/stories/${id}`);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'story-not-found']);
    }
    const all = await get('/api/stories?limit=100');
    for (const word of ['Under embargo', 'Secretword', 'Withdrawn', 'Draft', 'About us'])
      expect(all.body).not.toContain(word);
    expect((await get('/api/topics')).body).not.toContain('Merger');
  });

  test('sections and topics are listed with their addresses', async () => {
    expect((await get('/api/sections')).json()).toMatchObject({
      sections: [
        { slug: 'news', parent: null },
        { slug: 'harbour', parent: 'news', href: 'https://courier.example/harbour' },
      ],
    });
    const first = (await get('/api/topics?limit=1')).json<{ topics: object[]; next: string }>();
    expect(first.topics).toMatchObject([
      { slug: 'ada-mayor', kind: 'person', aliases: ['the ferry'], latest: '2026-05-01T06:00:00.000Z' },
    ]);
    const second = (await get(first.next.slice('https://courier.example'.length))).json<{
      topics: object[];
    }>();
    expect(second.topics).toMatchObject([{ slug: 'ferry' }]);
  });

  test('a question that cannot be read is told why, with a code', async () => {
    const wrong: [string, RegExp][] = [
      ['/api/stories?limit=0', /limit must be >= 1/],
      ['/api/stories?limit=many', /limit must be integer/],
      ['/api/stories?colour=red', /nothing called colour/],
      ['/api/stories?section=none', /section names nothing here: none/],
      ['/api/stories?topic=%00', /topic/],
      ['/api/stories?from=yesterday', /from is neither/],
      ['/api/stories?to=2026-02-30', /to is neither/],
      ['/api/stories?after=%3C', /after names nothing/],
      ['/api/stories?order=worst', /order/],
      ['/api/stories?q=a&q=b', /q/],
      [`/api/stories?q=${'a'.repeat(300)}`, /q must not have more/],
      ['/api/stories/abc', /id must be integer/],
      ['/api/stories/-1', /id must be >= 1/],
    ];
    for (const [address, says] of wrong) {
      const answer = await get(address);
      expect([address, answer.statusCode, answer.json().code]).toEqual([address, 400, 'api-question-wrong']);
      expect(answer.json().says).toMatch(says);
    }
    expect((await get('/api/nothing')).json()).toMatchObject({ code: 'api-address-unknown' });
    expect((await get('/api/stories?section=%zz')).statusCode).toBe(400);
  });

  test('an unknown key is refused, and another kind of authorization is none of our business', async () => {
    const refused = await get('/api/stories', { authorization: 'Bearer guess' });
    expect([refused.statusCode, refused.json().code]).toEqual([401, 'api-key-unknown']);
    expect((await get('/api/stories', { authorization: 'Basic YTpi' })).statusCode).toBe(200);
    expect((await get('/api/stories', { authorization: 'Bearer guess' }, { apiKeys: [] })).statusCode).toBe(
      401,
    );
  });

  test('an answer may be kept by a CDN until a story comes out, and one to a key by nobody else', async () => {
    const { headers } = await get('/api/stories');
    expect(headers).toMatchObject({
      vary: 'authorization',
      'cache-control': 'public, max-age=0, s-maxage=10, must-revalidate',
    });
    const keyed = await get('/api/stories', { authorization: `Bearer ${KEY}` });
    expect(keyed.headers).toMatchObject({ vary: 'authorization', 'cache-control': 'private, no-cache' });
    const again = await get('/api/stories', { 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  test('who asks too often waits', async () => {
    const app = await openApi({ apiPerMinute: 2, limitLoopback: true });
    const answers = [];
    for (let call = 0; call < 3; call += 1) answers.push(await app.inject('/api/sections'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers['retry-after']).toBe('30');
    expect(answers[2]?.json()).toMatchObject({ code: 'api-too-often' });
    await app.close();
  });

  test('the API describes itself', async () => {
    const document = (await get('/api/openapi.json')).json<{
      openapi: string;
      paths: Record<string, { get: { parameters?: { name: string }[] } }>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/sections',
      '/api/stories',
      '/api/stories/{id}',
      '/api/topics',
    ]);
    expect(document.paths['/api/stories']?.get.parameters?.map(({ name }) => name)).toEqual([
      'section',
      'topic',
      'byline',
      'q',
      'from',
      'to',
      'order',
      'limit',
      'after',
    ]);
    expect(document).toMatchObject({ servers: [{ url: 'https://courier.example' }] });
  });
});
