import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Right, Role } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { deskHere } from '#desk/testing/desk-here.js';
import { newFolder } from '#harness/folder.js';
import { serveHere } from '#harness/serve-here.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { openFolderFiles } from '#store/files.io.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore, type Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { closeStory } from '#stories/work-closed.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import { changeWorking } from '#stories/working.sql.js';
import { textOf } from '#stories/working-document.js';
import { type Asking, askAll, type Seen } from './leaks/crawler.ts';
import { CANARY, fillWithSecrets } from './leaks/secret-paper.ts';

const here = await serveHere(await fillFolder());
const { store } = here.house;

/** A paper full of secrets, among them those that only the desk has: drafts, a text ahead of what is out, a closed story. */
async function fillFolder(): Promise<string> {
  const folder = join(await newFolder('desk'), 'data');
  const store = await openStore({ folder });
  await migrate(store.db, store.dialect, new Date());
  const files = openFolderFiles(join(folder, 'files'));
  await fillWithSecrets({ store, files }, { open: false });
  await store.close();
  return folder;
}

async function person(role: Role, name: string = role, denied: Right[] = []) {
  const wish = { name, email: `${name}@paper.example`, role, denied: new Set(denied) };
  return signIn(store, wish, here.house.clock());
}

type Person = Awaited<ReturnType<typeof person>>;

const insider = await person('editor', 'insider');
const outsiders = {
  contributor: await person('contributor'),
  commercial: await person('commercial'),
};
const insiders = {
  reporter: await person('reporter'),
  editor: await person('editor'),
  chief: await person('chief'),
  admin: await person('admin'),
};

/** Words of a story in every place that the desk itself fills. */
async function begin(tx: Tx, name: string, by: AccountId): Promise<StoryId> {
  const now = here.house.clock();
  const word = (place: string) => `${CANARY}${name}${place}`;
  const plan = { line: word('line'), goesTo: word('goesto') };
  const id = await createStory(
    tx,
    { by, byName: word('by'), headline: word('headline'), section: null, plan },
    now,
  );
  await type(tx, id, by, name);
  return id;
}

async function type(tx: Tx, id: StoryId, by: AccountId, name: string): Promise<void> {
  await changeWorking(tx, id, { by, at: here.house.clock() }, (doc) => {
    for (const part of ['headline', 'standfirst', 'kicker'] as const) {
      textOf(doc, part).insert(0, `${CANARY}${name}typed${part} `);
    }
  });
}

const made = await (async () => {
  const by = insider.staff.id;
  const [out] = (await addTestStories(store as Store, [
    { headline: 'The tide table', at: '2026-01-01T08:00:00Z', text: 'Low at six.' },
  ])) as [StoryId];
  return store.db.transaction().execute(async (tx) => {
    const draft = await begin(tx, 'deskdraft', by);
    const closed = await begin(tx, 'deskclosed', by);
    await closeStory(tx, closed, { to: [by], by }, here.house.clock());
    await type(tx, out, by, 'deskahead');
    return { draft, closed, out };
  });
})();

/** Every address of the desk that is only read, for every story and with words that stand in what is hidden. */
async function askings({ cookie }: Person): Promise<Asking[]> {
  const { routes } = await deskHere(store as Store);
  const reads = routes.filter(({ method, url }) => method === 'GET' && /^\/desk\/api\/.*[^*]$/.test(url));
  const stories = await store.db.selectFrom('story').select('id').execute();
  const words = ['deskdraft', 'deskclosed', 'deskahead'].map((name) => `${CANARY}${name}typedheadline`);
  const questions = ['', ...words.map((word) => `?q=${word.slice(0, -3)}`)];
  const lists = ['work', 'mine', 'scheduled', 'changed', 'archive'];
  const paths = reads.flatMap(({ url }) => {
    if (url.endsWith('/live') || url.includes('/:list')) return [];
    if (!url.includes(':')) return questions.map((question) => url + question);
    return stories.map(({ id }) => url.replace(':id', String(id)).replace(/:\w+/g, '1'));
  });
  const all = [
    ...paths,
    ...lists.flatMap((list) => questions.map((question) => `/desk/api/lists/${list}${question}`)),
    ...['draft', 'held', 'killed', 'withdrawn', 'scheduled', 'embargoed'].map(
      (standing) => `/desk/api/lists/archive?standing=${standing}`,
    ),
    ...stories.flatMap(({ id }) => [
      ...['', '?as=whole', '?revision=1', '?as=opening&revision=2'].map(
        (query) => `/preview/story/${id}${query}`,
      ),
      `/desk/api/stories/${id}/history/compare?from=1&to=1`,
      `/desk/api/find?q=%23${id}`,
      `/desk/api/find?q=/desk/stories/${id}`,
      `/desk/api/fronts/stories?ids=${id}`,
    ]),
    ...['/preview/front/1', '/preview/front/1?version=1', '/desk/api/newslist'],
  ];
  return all.map((path) => ({ path, headers: { cookie, 'accept-encoding': 'identity' } }));
}

/** What was said with a canary in it, but for the word that was asked with. */
function leaksIn(seen: readonly Seen[], canary: RegExp): string[] {
  return seen.flatMap(({ asked, text }) => {
    const found = text.match(canary)?.find((word) => !asked.includes(word));
    return found ? [`${asked.replace(/ cookie .*/, '')}: ${text.slice(0, 3)} ${found}`] : [];
  });
}

const STORIES = ['scheduled', 'embargoed', 'unlifted', 'ended', 'held', 'killed', 'withdrawn', 'draft'];
/** Every word of what is not out. */
const unpublished = new RegExp(
  `${CANARY}(?:${[...STORIES, 'page', 'later', 'deskdraft', 'deskclosed', 'deskahead'].join('|')})[a-z]+`,
  'g',
);

test('the desk itself finds what it hides from others', async () => {
  await vi.waitFor(
    async () => {
      const path = `/desk/api/find?kind=story&q=${CANARY}deskclosedtypedheadline`;
      const [answer] = await askAll(here.url, [{ path, headers: { cookie: insider.cookie } }]);
      expect(answer?.text).toContain(`"id":${made.closed}`);
    },
    { timeout: 20_000 },
  );
  const seen = await askAll(here.url, await askings(insider));
  const found = new Set(seen.flatMap(({ text }) => text.match(unpublished) ?? []));
  for (const word of ['deskdraftline', 'deskclosedheadline', 'deskaheadtypedstandfirst', 'heldfirst'])
    expect([...found]).toContain(CANARY + word);
});

test.each(Object.entries(outsiders))('no %s finds a word of what is not out', async (_role, somebody) => {
  expect(leaksIn(await askAll(here.url, await askings(somebody)), unpublished)).toEqual([]);
});

test.each(Object.entries(insiders))(
  'no %s finds a word of a story that is closed to them',
  async (_role, somebody) => {
    const closed = new RegExp(`${CANARY}deskclosed[a-z]+|/stories/${made.closed}\\b`, 'g');
    const seen = await askAll(here.url, await askings(somebody));
    expect(leaksIn(seen, closed)).toEqual([]);
    const about = seen.filter(({ asked }) => asked.includes(`/desk/api/stories/${made.closed}`));
    expect(about.length).toBeGreaterThan(5);
    expect(new Set(about.map(({ text }) => text.slice(0, 3)))).toEqual(new Set(['404']));
  },
);

test('commercial is given no picture by its number, since it may stand in a story that is not out', async () => {
  const [picture] = await store.db.selectFrom('media').select('id').limit(1).execute();
  const path = `/desk/api/pictures/${picture?.id}/shown`;
  const asked = (cookie: string) => askAll(here.url, [{ path, headers: { cookie } }]);
  expect((await asked(outsiders.commercial.cookie))[0]?.text.slice(0, 3)).toBe('403');
  expect((await asked(insiders.reporter.cookie))[0]?.text.slice(0, 3)).toBe('302');
});

test('nothing that only staff see is kept by a cache, framed elsewhere or told on by its address', async () => {
  const seen = await askAll(here.url, await askings(insider));
  const kept = seen.filter(
    ({ text }) => !/^cache-control: (?:no-store|private, (?:no-store|max-age=300))$/m.test(text),
  );
  expect(kept.map(({ asked }) => asked.replace(/ cookie .*/, ''))).toEqual([]);
  for (const { text } of seen.filter(
    ({ asked, text }) => asked.includes('/preview/story') && text.startsWith('200'),
  )) {
    expect(text).toMatch(/^content-security-policy: .*frame-ancestors 'self'/m);
    expect(text).toMatch(/^x-robots-tag: noindex/m);
    expect(text).toMatch(/^referrer-policy: (?:same-origin|no-referrer|strict-origin)/m);
  }
});
