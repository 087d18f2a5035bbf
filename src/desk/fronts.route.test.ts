import { expect, test } from 'vitest';
import type { Role } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { changeDraft, findDraft } from '#fronts/draft.sql.js';
import { storyCard } from '#fronts/front.js';
import { changeCard, placeCard } from '#fronts/front-document.js';
import { digest } from '#fronts/launch.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { FrontId, SectionId, StoryId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import type { Store } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import type { FilledReply, FrontReply, FrontsReply, HistoryReply } from './shapes/fronts.ts';
import { deskHere } from './testing/desk-here.ts';

const now = new Date('2026-06-01T12:00:00Z');

async function newsroom(store: Store) {
  const news = { slug: 'news', name: 'News', description: '', parent: null, position: 1, access: 'open' };
  const section = await store.db.transaction().execute((tx) => saveSection(tx, news, now));
  const wishes = ['Ferry', 'Baths', 'Quarry'].map((headline, at) => ({
    ...{ headline, section, at: `2026-06-01T0${at}:00:00Z` },
  }));
  const stories = (await addTestStories(store, wishes, now)) as StoryId[];
  let time = now;
  const { ask } = await deskHere(store, { clock: () => time });
  const person = async (role: Role, sections?: SectionId[]) => {
    const wish = { name: `Anna ${role}`, email: `${role}${sections ? 'here' : ''}@paper.example`, role };
    return (await signIn(store, sections ? { ...wish, sections: new Set(sections) } : wish, now)).cookie;
  };
  const turnTo = (later: Date) => {
    time = later;
  };
  return { store, section, stories, ask, person, turnTo };
}

type Room = Awaited<ReturnType<typeof newsroom>>;

async function openHome(room: Room, cookie: string): Promise<FrontReply> {
  const made = await room.ask(cookie, 'POST', '/fronts', { section: null });
  const { id } = made.json as { id: number };
  return (await room.ask(cookie, 'GET', `/fronts/${id}`)).json as FrontReply;
}

async function place(room: Room, home: FrontReply, story: StoryId, card = 'card0001'): Promise<void> {
  const draft = await findDraft(room.store.db, home.id as FrontId);
  const lead = draft?.containers[0]?.id ?? '';
  await room.store.db.transaction().execute((tx) =>
    changeDraft(
      tx,
      home.id as FrontId,
      (doc) => placeCard(doc, storyCard(card, story), { container: lead, before: null }),
      {
        by: null,
        at: now,
      },
    ),
  );
}

async function shownTo(room: Room, home: FrontReply): Promise<string> {
  const draft = await findDraft(room.store.db, home.id as FrontId);
  if (!draft) throw new Error('The front has no draft.');
  return digest(home.up, { containers: draft.containers, bases: draft.bases, carries: null, after: [] });
}

onBothDatabases('fronts at the desk', (open) => {
  test('an editor opens the home front, places a card, launches it, and sees who did what in its history', async () => {
    const room = await newsroom(await open());
    const anna = await room.person('editor');
    const { fronts } = (await room.ask(anna, 'GET', '/fronts')).json as FrontsReply;
    expect(fronts.map(({ name, id, path }) => [name, id, path])).toEqual([
      [expect.any(String), null, '/'],
      ['News', null, '/news'],
    ]);
    const home = await openHome(room, anna);
    expect(home).toMatchObject({
      document: { name: `front/${home.id}`, generation: 1 },
      mayLaunch: true,
      up: { version: 0 },
    });
    await place(room, home, room.stories[0] as StoryId);
    const launch = { carries: null, shown: await shownTo(room, home) };
    const done = await room.ask(anna, 'POST', `/fronts/${home.id}/launch`, launch);
    expect(done).toMatchObject({ status: 200, json: { version: 1 } });
    const { versions } = (await room.ask(anna, 'GET', `/fronts/${home.id}/history`)).json as HistoryReply;
    expect(versions).toMatchObject([{ number: 1, how: 'launch', by: 'Anna editor' }]);
    expect((await room.ask(anna, 'POST', `/fronts/${home.id}/launch`, launch)).json).toMatchObject({
      code: 'front-changed-meanwhile',
    });
  });

  test('what a colleague has just arranged is not launched by somebody who has not seen it', async () => {
    const room = await newsroom(await open());
    const anna = await room.person('editor');
    const home = await openHome(room, anna);
    await place(room, home, room.stories[0] as StoryId);
    const shown = await shownTo(room, home);
    const half = (doc: Parameters<typeof changeCard>[0]) =>
      changeCard(doc, 'card0001', { headline: 'Half a sent' });
    await room.store.db
      .transaction()
      .execute((tx) => changeDraft(tx, home.id as FrontId, half, { by: null, at: now }));
    const done = await room.ask(anna, 'POST', `/fronts/${home.id}/launch`, { carries: null, shown });
    expect(done).toMatchObject({ status: 409, json: { code: 'front-changed-meanwhile' } });
  });

  test('a reporter may look and neither arrange nor launch; an editor of one section has the home front closed', async () => {
    const room = await newsroom(await open());
    const [anna, rosa] = [await room.person('editor'), await room.person('reporter')];
    const sports = await room.person('editor', [room.section]);
    const home = await openHome(room, anna);
    expect((await room.ask(rosa, 'GET', `/fronts/${home.id}`)).json).toMatchObject({
      mayArrange: false,
      mayLaunch: false,
    });
    for (const cookie of [rosa, sports]) {
      const launch = { carries: null, shown: '' };
      expect((await room.ask(cookie, 'POST', `/fronts/${home.id}/launch`, launch)).status).toBe(403);
      expect((await room.ask(cookie, 'POST', `/fronts/${home.id}/restore`, { version: 1 })).status).toBe(403);
      expect((await room.ask(cookie, 'POST', `/fronts/${home.id}/place`, { story: 1 })).status).toBe(403);
    }
    expect((await room.ask(sports, 'POST', '/fronts', { section: room.section })).status).toBe(200);
    expect((await room.ask(undefined, 'GET', '/fronts')).status).toBe(401);
    expect((await room.ask(await room.person('commercial'), 'GET', `/fronts/${home.id}`)).status).toBe(403);
  });

  test('the desk is told what stands where: cards by hand, then what the rule finds, with no closed story named', async () => {
    const room = await newsroom(await open());
    const anna = await room.person('editor');
    const [secret] = (await addTestStories(
      room.store,
      [{ headline: 'Secret', at: now.toISOString(), state: 'draft' }],
      now,
    )) as [StoryId];
    await room.store.db
      .insertInto('work')
      .values({ story_id: secret, stage: 'work', closed: 1, headline: 'Secret', changed_at: now.getTime() })
      .execute();
    const home = await openHome(room, anna);
    const [container] = (await findDraft(room.store.db, home.id as FrontId))?.containers ?? [];
    const cards = [storyCard('card0001', secret), storyCard('card0002', room.stories[1] as StoryId)];
    const body = { containers: [{ ...container, cards, limit: 3 }] };
    const filled = (await room.ask(anna, 'POST', `/fronts/${home.id}/filled`, body)).json as FilledReply;
    const [ferry, baths, quarry] = room.stories;
    expect(filled.containers[0]?.places).toEqual([
      { card: 'card0002', story: baths },
      { card: null, story: quarry },
      { card: null, story: ferry },
    ]);
    expect(JSON.stringify(filled)).not.toContain('Secret');
  });

  test('a launch waits for its time and can be cancelled; one that is due is done', async () => {
    const room = await newsroom(await open());
    const anna = await room.person('editor');
    const home = await openHome(room, anna);
    await place(room, home, room.stories[0] as StoryId);
    const at = now.getTime() + 60_000;
    const timed = await room.ask(anna, 'POST', `/fronts/${home.id}/launches`, { carries: null, at });
    const { launch } = timed.json as { launch: number };
    const waiting = (await room.ask(anna, 'GET', `/fronts/${home.id}`)).json as FrontReply;
    expect(waiting.waiting).toMatchObject([{ id: launch, at, by: 'Anna editor', isOwn: true }]);
    expect((await room.ask(anna, 'DELETE', `/fronts/${home.id}/launches/${launch}`)).status).toBe(200);
    await room.ask(anna, 'POST', `/fronts/${home.id}/launches`, { carries: null, at });
    room.turnTo(new Date(at));
    const after = (await room.ask(anna, 'GET', `/fronts/${home.id}`)).json as FrontReply;
    expect(after).toMatchObject({ waiting: [], up: { version: 1 } });
    expect((await room.ask(anna, 'POST', `/fronts/${home.id}/launches`, { carries: null, at })).status).toBe(
      409,
    );
  });

  test('a story is placed from elsewhere, first in the lead, in the draft only', async () => {
    const room = await newsroom(await open());
    const anna = await room.person('editor');
    const home = await openHome(room, anna);
    const done = await room.ask(anna, 'POST', `/fronts/${home.id}/place`, { story: room.stories[2] });
    expect(done.status).toBe(200);
    const draft = await findDraft(room.store.db, home.id as FrontId);
    expect(draft?.containers[0]?.cards[0]?.story).toBe(room.stories[2]);
    expect(((await room.ask(anna, 'GET', `/fronts/${home.id}`)).json as FrontReply).up.version).toBe(0);
  });
});
