import { expect, test } from 'vitest';
import type { Doc } from 'yjs';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId, FrontId, StoryId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { toldEvents } from '#store/testing/told.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { changeDraft, findDraft, startDraft } from './draft.sql.ts';
import { findUp, findUpOf, getFront, listFronts, listVersions, listWaiting, openFront } from './front.sql.ts';
import type { Container, FrontDraft } from './front.ts';
import { changeCard } from './front-document.ts';
import {
  cancelLaunch,
  findNextLaunch,
  launchAt,
  launchNow,
  listUntold,
  noteTold,
  restoreVersion,
  settleDueLaunches,
} from './launch.sql.ts';
import { digest } from './launch.ts';
import { placeOnHome } from './place.sql.ts';
import { aCard, aContainer, aWish, draftOf, idOf } from './testing/a-front.fixture.ts';
import { foresee } from './up.ts';

const now = new Date('2026-06-01T12:00:00Z');
const six = new Date('2026-06-02T06:00:00Z');
const eight = new Date('2026-06-02T08:00:00Z');
const lead = aContainer('lead', [501, 502], { layout: 'lead' });
const sport = aContainer('sport', [3]);

type Desk = {
  store: Store;
  anna: AccountId;
  home: FrontId;
  up: () => Promise<Container[]>;
  draft: FrontDraft;
};

/** A home front that Anna has launched with a lead and a row of sport. */
async function launched(store: Store): Promise<Desk> {
  const { staff } = await signIn(store, { name: 'Anna', email: 'anna@paper.example', role: 'editor' }, now);
  const wish = aWish({ containers: [lead, sport], aside: [], bases: {} });
  const made = await store.db.transaction().execute(async (tx) => {
    const { id } = await openFront(tx, null, now);
    return { id, ...(await launchNow(tx, id, wish, { by: staff.id, how: 'launch' }, now)) };
  });
  const up = async () => [...(await findUp(store.db, made.id, now)).up.containers];
  return { store, anna: staff.id, home: made.id, up, draft: draftOf(made.after) };
}

onBothDatabases('launches', (open) => {
  test('a front is opened once, however many open it, and is not up before it is launched', async () => {
    const store = await open();
    const opened = await Promise.all(
      [1, 2, 3].map(() => store.db.transaction().execute((tx) => openFront(tx, null, now))),
    );
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(await listFronts(store.db)).toHaveLength(1);
    expect((await findUpOf(store.db, null, now)).up).toBeUndefined();
    await expect(getFront(store.db, 99 as FrontId)).rejects.toMatchObject({ code: 'front-not-found' });
  });

  test('what is launched is up, with who and when in its history and an event for those who wait', async () => {
    const { store, anna, home, up } = await launched(await open());
    expect(await up()).toEqual([lead, sport]);
    expect(await listVersions(store.db, home, 10)).toMatchObject([
      { number: 1, how: 'launch', by: anna, at: now.getTime() },
    ]);
    const events = await toldEvents(store.db);
    expect(events.at(-1)).toMatchObject({
      name: 'front.launched',
      subject: home,
      payload: { section: null, version: 1 },
    });
  });

  test('a launch at six is up at six though no clock fired, and is settled once', async () => {
    const { store, anna, home, draft } = await launched(await open());
    const planned = { ...draft, containers: [{ ...lead, cards: [aCard(9)] }, sport] };
    await store.db
      .transaction()
      .execute((tx) => launchAt(tx, home, aWish(planned), { by: anna, at: six.getTime() }, now));
    const before = await findUpOf(store.db, null, new Date(six.getTime() - 1));
    expect(before.up?.containers[0]).toEqual(lead);
    expect(before.next).toBe(six.getTime());
    expect((await findUpOf(store.db, null, six)).up?.containers[0]?.cards).toEqual([aCard(9)]);
    expect(await findNextLaunch(store.db, now)).toBe(six.getTime());
    expect(await settleDueLaunches(store.db, six)).toBe(1);
    expect(await settleDueLaunches(store.db, six)).toBe(0);
    expect((await findUpOf(store.db, null, eight)).up?.containers[0]?.cards).toEqual([aCard(9)]);
    expect(await listVersions(store.db, home, 10)).toMatchObject([
      { number: 2, how: 'timed', at: six.getTime() },
      {},
    ]);
  });

  test('a timed launch leaves a lead that broke meanwhile, launches the rest, and its owner is told before and at it', async () => {
    const { store, anna, home, draft } = await launched(await open());
    const [flash] = await addTestStories(
      store,
      [{ headline: 'Harbour on fire', at: now.toISOString() }],
      now,
    );
    const planned = {
      ...draft,
      containers: [
        { ...lead, cards: [aCard(9)] },
        { ...sport, title: 'Sport today' },
      ],
    };
    await store.db
      .transaction()
      .execute((tx) => launchAt(tx, home, aWish(planned), { by: anna, at: six.getTime() }, now));
    await store.db
      .transaction()
      .execute((tx) =>
        placeOnHome(tx, { story: flash as StoryId, by: null, now: new Date(six.getTime() - 5_000) }),
      );
    const { up } = await findUp(store.db, home, now);
    const [waiting] = foresee(up, await listWaiting(store.db, home));
    expect(waiting?.plan.left).toMatchObject([{ id: idOf('lead'), why: 'changed-since', version: 2 }]);
    const seen = await findUpOf(store.db, null, six);
    expect(seen.up?.containers[0]?.cards.map(({ story }) => story)).toEqual([flash, 501, 502]);
    expect(seen.up?.containers[1]?.title).toBe('Sport today');
    await settleDueLaunches(store.db, six);
    expect(await listUntold(store.db, home, anna)).toMatchObject([{ left: [{ title: 'lead' }] }]);
    const told = (await toldEvents(store.db)).filter(({ name }) => name === 'front.left');
    expect(told).toMatchObject([{ payload: { owner: anna, left: [idOf('lead')] } }]);
    await store.db.transaction().execute((tx) => noteTold(tx, waiting?.id ?? 0, anna, six));
    expect(await listUntold(store.db, home, anna)).toEqual([]);
  });

  test('a breaking story that comes after an unsettled timed launch stands on top of it', async () => {
    const { store, anna, home, draft } = await launched(await open());
    const [flash] = await addTestStories(
      store,
      [{ headline: 'Harbour on fire', at: now.toISOString() }],
      now,
    );
    const planned = { ...draft, containers: [{ ...lead, cards: [aCard(9)] }, sport] };
    await store.db
      .transaction()
      .execute((tx) => launchAt(tx, home, aWish(planned), { by: anna, at: six.getTime() }, now));
    await store.db
      .transaction()
      .execute((tx) => placeOnHome(tx, { story: flash as StoryId, by: null, now: eight }));
    const { up } = await findUpOf(store.db, null, eight);
    expect(up?.version).toBe(3);
    expect(up?.containers[0]?.cards.map(({ story }) => story)).toEqual([flash, 9]);
  });

  test('a breaking story leads a home front that nobody has arranged, by the rules it had', async () => {
    const store = await open();
    const [flash] = await addTestStories(
      store,
      [{ headline: 'Harbour on fire', at: now.toISOString() }],
      now,
    );
    const placed = { story: flash as StoryId, by: null, now };
    await store.db.transaction().execute((tx) => placeOnHome(tx, placed));
    const again = await store.db.transaction().execute((tx) => placeOnHome(tx, placed));
    expect(again.launched).toBeUndefined();
    const { up } = await findUpOf(store.db, null, now);
    expect(up?.version).toBe(1);
    expect(up?.containers[0]).toMatchObject({
      layout: 'lead',
      rule: { by: 'newest' },
      cards: [{ story: flash }],
    });
  });

  test('a cancelled launch never happens, and cannot be cancelled once it has', async () => {
    const { store, anna, home, draft } = await launched(await open());
    const planned = aWish({ ...draft, containers: [sport] });
    const inTx = store.db.transaction();
    const id = await inTx.execute((tx) => launchAt(tx, home, planned, { by: anna, at: six.getTime() }, now));
    await inTx.execute((tx) => cancelLaunch(tx, home, id, anna, now));
    expect((await findUpOf(store.db, null, eight)).up?.version).toBe(1);
    const late = await inTx.execute((tx) =>
      launchAt(tx, home, planned, { by: anna, at: six.getTime() }, now),
    );
    await expect(inTx.execute((tx) => cancelLaunch(tx, home, late, anna, eight))).rejects.toMatchObject({
      code: 'front-launch-not-waiting',
    });
    const past = { by: anna, at: now.getTime() };
    await expect(inTx.execute((tx) => launchAt(tx, home, planned, past, now))).rejects.toMatchObject({
      code: 'front-launch-in-the-past',
    });
  });

  test('an earlier version goes up again as a version of its own', async () => {
    const { store, anna, home, draft } = await launched(await open());
    const inTx = store.db.transaction();
    const wish = aWish({ ...draft, containers: [sport, aContainer('books', [8])] });
    await inTx.execute((tx) => launchNow(tx, home, wish, { by: anna, how: 'launch' }, now));
    await inTx.execute((tx) => restoreVersion(tx, home, 1, anna, six));
    const { up } = await findUpOf(store.db, null, six);
    expect(up?.version).toBe(3);
    expect(up?.containers).toEqual([lead, sport]);
    expect((await listVersions(store.db, home, 1))[0]).toMatchObject({ how: 'restored', by: anna });
  });

  test('a launch is refused when it would no longer do what its owner was shown', async () => {
    const { store, anna, home, draft } = await launched(await open());
    const wish = aWish({ ...draft, containers: [{ ...lead, title: 'News' }, sport] });
    const { up } = await findUp(store.db, home, now);
    const shown = digest(up, wish);
    const inTx = store.db.transaction();
    const other = aWish({ ...draft, containers: [{ ...lead, title: 'Top' }, sport] });
    await inTx.execute((tx) => launchNow(tx, home, other, { by: null, how: 'launch' }, now));
    await expect(
      inTx.execute((tx) => launchNow(tx, home, wish, { by: anna, how: 'launch', shown }, now)),
    ).rejects.toMatchObject({ code: 'front-changed-meanwhile' });
    await expect(
      inTx.execute((tx) => launchNow(tx, home, wish, { by: anna, how: 'launch' }, now)),
    ).rejects.toMatchObject({ code: 'front-nothing-to-launch' });
  });

  test('a draft follows what is up in the same breath, and takes a breaking story into a lead that is worked on', async () => {
    const { store, anna, home, draft } = await launched(await open());
    const [flash] = await addTestStories(store, [{ headline: 'Fire', at: now.toISOString() }], now);
    await store.db.transaction().execute(async (tx) => {
      expect(await startDraft(tx, await getFront(tx, home), now)).toBe(1);
      const own = { headline: 'Our own words' };
      const write = (doc: Doc) => changeCard(doc, idOf('card501'), own);
      await changeDraft(tx, home, write, { by: anna, at: now });
    });
    await store.db.transaction().execute((tx) => placeOnHome(tx, { story: flash as StoryId, by: null, now }));
    const followed = await findDraft(store.db, home);
    expect(followed?.containers[0]?.cards.map(({ story, headline }) => [story, headline])).toEqual([
      [flash, ''],
      [501, 'Our own words'],
      [502, ''],
    ]);
    expect(followed?.bases).toMatchObject({ [idOf('lead')]: 2, [idOf('sport')]: 1 });
    expect(draft.bases[idOf('lead')]).toBe(1);
    const left = { ...aWish(followed as FrontDraft), bases: draft.bases };
    await store.db
      .transaction()
      .execute((tx) => launchNow(tx, home, aWish(followed as FrontDraft), { by: anna, how: 'launch' }, now));
    expect((await findDraft(store.db, home))?.bases[idOf('lead')]).toBe(3);
    await expect(
      store.db.transaction().execute((tx) => launchNow(tx, home, left, { by: anna, how: 'launch' }, now)),
    ).rejects.toMatchObject({ code: 'front-nothing-to-launch' });
  });

  test('two who launch different containers at once both have theirs up', async () => {
    const { store, anna, home, draft, up } = await launched(await open());
    const wishes = [
      aWish({ ...draft, containers: [{ ...lead, title: 'News' }, sport] }, { carries: [idOf('lead')] }),
      aWish({ ...draft, containers: [lead, { ...sport, title: 'Sports' }] }, { carries: [idOf('sport')] }),
    ];
    const launch = (wish: (typeof wishes)[number]) =>
      store.db.transaction().execute((tx) => launchNow(tx, home, wish, { by: anna, how: 'launch' }, now));
    await Promise.all(wishes.map(launch));
    expect((await up()).map(({ title }) => title)).toEqual(['News', 'Sports']);
  });
});
