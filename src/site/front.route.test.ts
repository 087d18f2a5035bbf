import { expect, test } from 'vitest';
import type { Container } from '#fronts/front.js';
import { storyCard } from '#fronts/front.js';
import { openFront } from '#fronts/front.sql.js';
import { launchAt, launchNow } from '#fronts/launch.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { SectionId, StoryId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { frontRoute } from './front.route.ts';
import { sectionRoute } from './section.route.ts';
import { addSections, aHouse, askText } from './testing/a-house.ts';

const now = new Date('2026-06-01T12:00:00Z');
const soon = new Date('2026-06-01T13:00:00Z');

const container = (id: string, stories: readonly number[], change: Partial<Container> = {}): Container => ({
  ...{ id, layout: 'list' as const, title: '', rule: null, limit: 6 },
  cards: stories.map((story, at) => storyCard(`${id.slice(0, 6)}0${at}`, story as StoryId)),
  ...change,
});

async function launch(
  store: Store,
  containers: readonly Container[],
  section: SectionId | null,
  at?: Date,
): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    const { id } = await openFront(tx, section, now);
    const wish = { containers, bases: {}, carries: null, after: [] };
    if (at) await launchAt(tx, id, wish, { by: null, at: at.getTime() }, now);
    else await launchNow(tx, id, wish, { by: null, how: 'launch' }, now);
  });
}

/** The headlines of a page's cards and lists in order. */
function headlines(text: string): string[] {
  const found = text.matchAll(
    /<h[23] class="card-headline"><a [^>]*>(?:<span[^>]*>.*?<\/span>)?(.*?)<\/a>|class="line-link"[^>]*>(.*?)<\/a>/g,
  );
  return [...found].map(([, card, line]) => card ?? line ?? '');
}

onBothDatabases('a front that editors arranged', (open) => {
  test('shows cards by hand with their own words, then what the rule finds, and depends on all of it', async () => {
    const store = await open();
    const [news] = await addSections(store, [{ slug: 'news' }], now);
    const ids = await addTestStories(
      store,
      ['Ferry', 'Baths', 'Quarry', 'Rowers'].map((headline, at) => ({
        ...{ headline, section: news as SectionId, at: `2026-06-01T0${at}:00:00Z`, standfirst: 'Short' },
      })),
      now,
    );
    const [ferry, baths, quarry, rowers] = ids as [number, number, number, number];
    const link = {
      ...storyCard('link0000', 0 as StoryId),
      story: null,
      href: 'https://tides.example',
      headline: 'Tides',
    };
    const own = {
      headline: 'The ferry stays',
      kicker: 'Vote',
      sublinks: [{ story: baths as StoryId, href: '', text: '' }],
    };
    const lead = container('lead0000', [ferry], { layout: 'lead', limit: 3 });
    await launch(
      store,
      [
        { ...lead, cards: [...lead.cards.map((card) => ({ ...card, ...own })), link] },
        container('news0000', [baths], { rule: { by: 'section', section: news as SectionId }, limit: 2 }),
      ],
      null,
    );
    const answer = await askText(frontRoute, await aHouse(store, now), '/');
    expect(headlines(answer.text)).toEqual(['The ferry stays', 'Tides', 'Baths', 'Rowers']);
    expect(answer.text).toContain('<p class="kicker">Vote</p>');
    expect(answer.text).toContain('<ul class="card-links"><li><a href="/news/baths">Baths</a></li></ul>');
    expect(answer.text).toContain('<a href="/news">News</a>');
    for (const id of [ferry, baths, rowers]) expect(answer.dependsOn).toContain(`card:${id}`);
    expect(answer.dependsOn).toEqual(expect.arrayContaining(['front:0', `section:${news}`]));
    expect(quarry).toBeGreaterThan(0);
  });

  test('no card shows of a story that is a draft, embargoed, scheduled, withdrawn or held, but the page waits for it', async () => {
    const store = await open();
    const ids = await addTestStories(
      store,
      [
        { headline: 'Open', at: '2026-06-01T08:00:00Z' },
        { headline: 'Draft', at: '2026-06-01T08:00:00Z', state: 'draft' },
        { headline: 'Withdrawn', at: '2026-06-01T08:00:00Z', state: 'withdrawn' },
        {
          headline: 'Embargo',
          at: '2026-06-01T08:00:00Z',
          timing: { embargo: { is: 'until', at: soon.getTime() } },
        },
        { headline: 'Held', at: '2026-06-01T08:00:00Z', timing: { held: true } },
      ],
      now,
    );
    const secret = { headline: 'Own words of a secret', kicker: 'Secret' };
    const lead = container('lead0000', ids);
    await launch(
      store,
      [{ ...lead, cards: lead.cards.map((card) => (card.story === ids[0] ? card : { ...card, ...secret })) }],
      null,
    );
    const answer = await askText(frontRoute, await aHouse(store, now), '/');
    expect(headlines(answer.text)).toEqual(['Open']);
    expect(answer.text).not.toContain('ecret');
    expect(answer.turnsAt).toBe(soon.getTime());
    for (const id of ids) expect(answer.dependsOn).toContain(`card:${id}`);
    expect((await askText(frontRoute, await aHouse(store, soon), '/')).text).toContain(
      'Own words of a secret',
    );
  });

  test('the page turns when a launch is due, and when a card ends', async () => {
    const store = await open();
    const [one, two] = await addTestStories(
      store,
      [
        { headline: 'Morning', at: '2026-06-01T08:00:00Z' },
        { headline: 'Evening', at: '2026-06-01T09:00:00Z' },
      ],
      now,
    );
    const later = container('later000', [one as number]);
    const ending = {
      ...later,
      cards: later.cards.map((card) => ({ ...card, until: soon.getTime() + 1000 })),
    };
    await launch(store, [ending], null, soon);
    const before = await askText(frontRoute, await aHouse(store, now), '/');
    expect(headlines(before.text)).toEqual(['Evening', 'Morning']);
    expect(before.turnsAt).toBe(soon.getTime());
    const during = await askText(frontRoute, await aHouse(store, soon), '/');
    expect(headlines(during.text)).toEqual(['Morning']);
    expect(during.turnsAt).toBe(soon.getTime() + 1000);
    const after = await askText(frontRoute, await aHouse(store, new Date(soon.getTime() + 1000)), '/');
    expect(headlines(after.text)).toEqual([]);
    expect(two).toBeGreaterThan(0);
  });

  test('a section opens with its front, and its list below repeats nothing of it', async () => {
    const store = await open();
    const [news] = (await addSections(store, [{ slug: 'news' }], now)) as [SectionId];
    const at = (hour: number) => `2026-06-01T0${hour}:00:00Z`;
    const wishes = ['One', 'Two', 'Three'].map((headline, index) => ({
      headline,
      section: news,
      at: at(index),
    }));
    const ids = await addTestStories(store, wishes, now);
    await launch(store, [container('lead0000', [ids[0] as number], { layout: 'lead' })], news);
    const answer = await askText(sectionRoute, await aHouse(store, now), '/news');
    expect(headlines(answer.text)).toEqual(['One', 'Three', 'Two']);
    expect(answer.dependsOn).toContain(`front:${news}`);
    const home = await askText(frontRoute, await aHouse(store, now), '/');
    expect(home.dependsOn).toContain('front:0');
  });

  test('a premium story shows on a front what cards show of it, and not a word more', async () => {
    const store = await open();
    const [id] = await addTestStories(
      store,
      [
        {
          ...{ headline: 'Members', at: '2026-06-01T08:00:00Z', access: { to: 'members' as const } },
          text: 'Opening words\n[cut]\nCanaryword',
        },
      ],
      now,
    );
    await launch(store, [container('lead0000', [id as number], { layout: 'lead' })], null);
    const { text } = await askText(frontRoute, await aHouse(store, now), '/');
    expect(text).toContain('Members');
    expect(text).not.toContain('Canaryword');
  });
});
