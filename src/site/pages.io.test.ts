import { expect, test } from 'vitest';
import type { Answer, Dependency, SiteHouse } from './page.ts';
import { PageStore } from './page-store.ts';
import { Pages, readTarget } from './pages.io.ts';
import { aPaper } from './testing/a-paper.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const MEGABYTE = 1_048_576;

/** A desk whose front page says what is in `news`, and is finished when the test says so. */
function openDesk() {
  const desk = { news: 'The old', finish: () => {}, made: 0 };
  const answer = async (): Promise<Answer> => {
    const body = desk.news;
    desk.made += 1;
    await new Promise<void>((resolve) => {
      desk.finish = resolve;
    });
    const dependsOn: Dependency[] = ['latest'];
    return { status: 200, type: 'text/plain', body, dependsOn, turnsAt: null, keep: true };
  };
  const house = { clock: () => NOW, paper: aPaper() } as SiteHouse;
  const failed = (error: unknown) => {
    throw error;
  };
  const store = new PageStore(MEGABYTE);
  const pages = new Pages({
    routes: [{ name: 'front', match: '/', make: answer }],
    store,
    house: () => house,
    failed,
  });
  const ask = async () => {
    const found = await pages.find(
      '/',
      readTarget('/') as NonNullable<ReturnType<typeof readTarget>>,
      'opening',
    );
    return found.is === 'page' ? found.page.forms.get('identity')?.body.toString() : undefined;
  };
  return { desk, pages, ask };
}

test('many who ask for a page at once get the one that is being made', async () => {
  const { desk, ask } = openDesk();
  const answers = Promise.all([ask(), ask(), ask()]);
  desk.finish();
  expect(await answers).toEqual(['The old', 'The old', 'The old']);
  expect(await ask()).toBe('The old');
  expect(desk.made).toBe(1);
});

test('a page that was begun before a change is neither kept nor given to those who ask after it', async () => {
  const { desk, pages, ask } = openDesk();
  const before = ask();
  const finishOld = desk.finish;
  desk.news = 'The new';
  pages.drop(['latest']);
  const after = ask();
  desk.finish();
  finishOld();
  expect(await before).toBe('The old');
  expect(await after).toBe('The new');
  expect(await ask()).toBe('The new');
  expect(desk.made).toBe(2);
});
