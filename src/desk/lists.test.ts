import { expect, test } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { openNewsroom } from '#harness/newsroom.js';
import { catchUpSearch } from '#stories/desk-search-index.sql.js';
import { mayHearOf } from './may-hear.io.ts';
import type {
  BoardReply,
  FoundReply,
  ListReply,
  NewslistReply,
  PlanReply,
  PlansReply,
  PresenceReply,
} from './shapes/lists.ts';
import { deskHere } from './testing/desk-here.ts';

const now = new Date('2026-06-01T12:00:00Z');

async function aDesk(open: OpenStore) {
  const store = await open();
  const here = await deskHere(store, { clock: () => now, settings: { timeZone: 'Europe/London' } });
  const newsroom = await openNewsroom(store, () => now);
  const person = async (
    name: string,
    role: 'reporter' | 'editor' | 'chief' | 'commercial' | 'contributor',
  ) => {
    const { staff, cookie } = await signIn(
      store,
      { name, email: `${name.toLowerCase()}@paper.example`, role },
      now,
    );
    const ask = async <Answer>(method: string, path: string, body?: unknown) => {
      const answer = await here.ask(cookie, method, path, body);
      return { status: answer.status, json: answer.json as Answer };
    };
    const begin = async (body: object) => (await ask<{ id: number }>('POST', '/stories', body)).json.id;
    const headlines = async (path: string) =>
      (await ask<ListReply>('GET', path)).json.stories.map(({ headline }) => headline);
    return { staff, ask, begin, headlines };
  };
  return { store, here, newsroom, person };
}

onBothDatabases('the desk’s lists over the wire', (open) => {
  test('a story begun at the desk stands on the board, moves by its plan, and moves back', async () => {
    const { person } = await aDesk(open);
    const ada = await person('Ada', 'reporter');
    const id = await ada.begin({ headline: 'Bridge costs rise', section: 1 });
    const other = await ada.begin({ headline: 'Mayor resigns', stage: 'edit' });
    const board = (await ada.ask<BoardReply>('GET', '/lists/board')).json;
    expect(board.columns.map(({ slug, count }) => [slug, count])).toEqual([
      ['planned', 0],
      ['work', 1],
      ['edit', 1],
      ['approve', 0],
      ['ready', 0],
    ]);
    const moved = await ada.ask<PlanReply>('PATCH', `/stories/${id}/plan`, { stage: 'edit', below: other });
    expect(moved.json.after).toMatchObject({ stage: 'edit' });
    expect(await ada.headlines('/lists/work?stage=edit')).toEqual(['Mayor resigns', 'Bridge costs rise']);
    await ada.ask('PATCH', `/stories/${id}/plan`, moved.json.before);
    expect(await ada.headlines('/lists/work?stage=edit')).toEqual(['Mayor resigns']);
    expect((await ada.ask('PATCH', `/stories/${id}/plan`, { stage: 'nowhere' })).status).toBe(409);
  });

  test('cards are put between two others again and again, and stay where they were put', async () => {
    const { person } = await aDesk(open);
    const ada = await person('Ada', 'reporter');
    const ids: number[] = [];
    for (const headline of ['One', 'Two', 'Three', 'Four']) ids.push(await ada.begin({ headline }));
    const [one, two, three, four] = ids;
    for (let round = 0; round < 30; round += 1) {
      await ada.ask('PATCH', `/stories/${round % 2 ? two : three}/plan`, { below: four });
    }
    expect(await ada.headlines('/lists/work?stage=work')).toEqual(['Four', 'Two', 'Three', 'One']);
    await ada.ask('PATCH', `/stories/${one}/plan`, { below: null });
    expect(await ada.headlines('/lists/work?stage=work')).toEqual(['One', 'Four', 'Two', 'Three']);
  });

  test('a selection moves at once; what one may not move is named and keeps nothing back', async () => {
    const { person, store } = await aDesk(open);
    const [ada, con] = [await person('Ada', 'reporter'), await person('Con', 'contributor')];
    const own = await con.begin({ headline: 'Gardens reopen' });
    const foreign = await ada.begin({ headline: 'Bridge' });
    const changes = [foreign, own].map((story) => ({ story, change: { stage: 'ready' } }));
    const { json } = await con.ask<PlansReply>('PATCH', '/plans', { changes });
    expect(json.changed.map(({ story }) => story)).toEqual([own]);
    expect(json.refused).toEqual([{ story: foreign, says: `There is no story with the id ${foreign}.` }]);
    const [line] = await listAudit(store.db, { about: 'story', subject: own, limit: 1 });
    expect(line).toMatchObject({ act: 'story.planned', details: { stage: { from: 'work', to: 'ready' } } });
  });

  test('a day that is in no calendar and a time that no clock reaches are refused', async () => {
    const { person } = await aDesk(open);
    const ada = await person('Ada', 'reporter');
    const id = await ada.begin({ headline: 'Bridge costs rise' });
    const wrong = [{ day: '2026-99-99' }, { day: '2026-02-30' }, { dueAt: Number.MAX_SAFE_INTEGER }];
    for (const plan of wrong) {
      for (const [method, path] of [
        ['PATCH', `/stories/${id}/plan`],
        ['POST', '/stories'],
      ] as const)
        expect(await ada.ask(method, path, plan)).toMatchObject({ status: 400 });
    }
    expect((await ada.ask('PATCH', `/stories/${id}/plan`, { day: '2028-02-29' })).status).toBe(200);
  });

  test('a plan does not count as a change to the text', async () => {
    const { person, store } = await aDesk(open);
    const ada = await person('Ada', 'editor');
    const id = await ada.begin({ headline: 'Bridge' });
    const changedAt = () =>
      store.db.selectFrom('work').select(['changed_at', 'changed_by']).executeTakeFirst();
    const before = await changedAt();
    await ada.ask('PATCH', `/stories/${id}/plan`, {
      assignee: ada.staff.id,
      line: 'What it costs',
      asksSecond: true,
    });
    expect(await changedAt()).toEqual(before);
    expect((await ada.ask('PATCH', `/stories/${id}/plan`, { assignee: 4711 })).json).toMatchObject({
      code: 'person-unknown',
    });
  });

  test('the newslist of a day holds planned lines without a text, what is due then, and what comes out then', async () => {
    const { person, store } = await aDesk(open);
    const ada = await person('Ada', 'reporter');
    await ada.begin({
      line: 'Council votes on the levy',
      day: '2026-06-02',
      dueAt: now.getTime() + 86_400_000,
    });
    await ada.begin({ headline: 'Due then', dueAt: Date.parse('2026-06-01T23:30:00Z') });
    await ada.begin({ headline: 'Another day', day: '2026-06-03' });
    const { json } = await ada.ask<NewslistReply>('GET', '/newslist?day=2026-06-02');
    // Half past eleven at night in London's winter is the next day in its summer.
    expect(json.stories.map(({ headline, work }) => headline || work?.line)).toEqual([
      'Due then',
      'Council votes on the levy',
    ]);
    expect((await ada.ask<NewslistReply>('GET', '/newslist')).json).toMatchObject({
      day: '2026-06-01',
      stories: [],
    });
    await catchUpSearch(store, now);
    const found = await ada.ask<FoundReply>('GET', '/find?kind=story&q=levy');
    expect(found.json.found.map(({ name }) => name)).toEqual(['Council votes on the levy']);
  });

  test('a closed story is nowhere for anybody else, and its opening is on record', async () => {
    const { person, store, here } = await aDesk(open);
    const [ada, tom, eve] = [
      await person('Ada', 'editor'),
      await person('Tom', 'reporter'),
      await person('Eve', 'chief'),
    ];
    const id = await ada.begin({ headline: 'Secret audit', day: '2026-06-01', assignee: ada.staff.id });
    expect((await tom.ask('PUT', `/stories/${id}/closed`, { people: [] })).status).toBe(403);
    const closed = await ada.ask('PUT', `/stories/${id}/closed`, { people: [tom.staff.id] });
    expect(closed.json).toEqual({ closedTo: [tom.staff.id, ada.staff.id] });
    await catchUpSearch(store, now);
    for (const path of [
      '/lists/board',
      '/lists/work',
      '/lists/changed',
      '/lists/archive?standing=draft',
      '/lists/archive?q=secret',
      '/lists/work?q=audit',
      '/newslist?day=2026-06-01',
      '/find?q=secret',
      '/find?q=',
      `/find?q=%23${id}`,
      '/lists/frame',
      `/find?q=/desk/stories/${id}`,
    ]) {
      const [seen, hidden] = [await tom.ask('GET', path), await eve.ask('GET', path)];
      const [mine, theirs] = [JSON.stringify(seen.json), JSON.stringify(hidden.json)];
      expect({ path, theirs: /Secret|audit/.test(theirs) }).toEqual({ path, theirs: false });
      if (path !== '/lists/frame') expect({ path, mine: /Secret/.test(mine) }).toEqual({ path, mine: true });
    }
    const frame = (await eve.ask<{ stages: { stories: number }[] }>('GET', '/lists/frame')).json;
    expect(frame.stages.map(({ stories }) => stories)).toEqual([0, 0, 0, 0, 0]);
    for (const [method, path, body] of [
      ['GET', `/stories/${id}`],
      ['PATCH', `/stories/${id}/plan`, { stage: 'ready' }],
      ['PUT', `/stories/${id}/closed`, { people: null }],
    ] as const) {
      expect({ path, status: (await eve.ask(method, path, body)).status }).toEqual({ path, status: 404 });
    }
    expect((await tom.ask('GET', `/stories/${id}`)).status).toBe(200);
    const acts = (await listAudit(store.db, { about: 'story', subject: id, limit: 9 })).map(({ act, by }) => [
      act,
      by,
    ]);
    expect(acts).toContainEqual(['story.closed-opened', tom.staff.id]);
    expect(acts).toContainEqual(['story.closed', ada.staff.id]);
    const hears = mayHearOf(store.db, here.desk.clock);
    const events = await store.db.selectFrom('event').selectAll().where('subject', '=', id).execute();
    for (const event of events) {
      const news = { ...event, payload: {} };
      expect([event.name, await hears(eve.staff, news), await hears(tom.staff, news)]).toEqual([
        event.name,
        event.name.startsWith('work.') ? false : expect.any(Boolean),
        true,
      ]);
    }
  });

  test('whoever reads nothing unpublished sees no word of it', async () => {
    const { person, store, newsroom } = await aDesk(open);
    const [ada, kim, con] = [
      await person('Ada', 'editor'),
      await person('Kim', 'commercial'),
      await person('Con', 'contributor'),
    ];
    const draft = await ada.begin({ headline: 'Unseen draft', line: 'Unseen plan', day: '2026-06-01' });
    await con.begin({ headline: 'Own piece', day: '2026-06-01' });
    await newsroom.publish(await newsroom.draft({ headline: 'Ferry returns' }));
    await newsroom.publish(await newsroom.draft({ headline: 'Unseen tomorrow' }), {
      at: new Date('2026-06-02'),
    });
    await catchUpSearch(store, now);
    for (const path of [
      '/lists/board',
      '/lists/work',
      '/lists/changed',
      '/lists/scheduled',
      '/lists/mine',
      '/lists/archive?standing=draft',
      '/lists/archive?q=unseen',
      '/newslist',
      '/find?q=unseen',
      '/find?q=',
    ]) {
      for (const who of [kim, con]) {
        expect(JSON.stringify((await who.ask('GET', path)).json)).not.toContain('Unseen');
      }
    }
    expect(await con.headlines('/lists/mine')).toEqual(['Own piece']);
    expect(await kim.headlines('/lists/archive')).toEqual(['Ferry returns']);
    expect((await kim.ask('GET', `/stories/${draft}`)).status).toBe(404);
    expect((await kim.ask('POST', '/stories', { headline: 'Advertorial' })).status).toBe(403);
  });

  test('who is in which story is told only of stories one may open', async () => {
    const { person, here } = await aDesk(open);
    const [ada, eve, kim] = [
      await person('Ada', 'editor'),
      await person('Eve', 'chief'),
      await person('Kim', 'commercial'),
    ];
    const [plain, closed] = [
      await ada.begin({ headline: 'Bridge' }),
      await ada.begin({ headline: 'Secret' }),
    ];
    await ada.ask('PUT', `/stories/${closed}/closed`, { people: [] });
    const present = new Map([plain, closed].map((id) => [`story/${id}`, [ada.staff]]));
    Object.assign(here.desk, { present: () => present.set('front/1', [ada.staff]) });
    const seenBy = async (who: typeof ada) =>
      (await who.ask<PresenceReply>('GET', '/presence')).json.here.map(({ story }) => story);
    expect(await seenBy(ada)).toEqual([plain, closed]);
    expect(await seenBy(eve)).toEqual([plain]);
    expect(await seenBy(kim)).toEqual([]);
  });

  test('no question about a closed story is answered to anybody else, as if there were none', async () => {
    const { person, store, here, newsroom } = await aDesk(open);
    const [ada, eve] = [await person('Ada', 'editor'), await person('Eve', 'chief')];
    const id = await newsroom.draft({ headline: 'Secret audit', text: 'Secret words.' });
    await newsroom.publish(id);
    expect((await ada.ask('PUT', `/stories/${id}/closed`, { people: [] })).status).toBe(403);
    await ada.ask('PATCH', `/stories/${id}/plan`, { assignee: ada.staff.id });
    expect((await ada.ask('PUT', `/stories/${id}/closed`, { people: [] })).status).toBe(200);
    await catchUpSearch(store, now);
    const routes = routesOf(here.app.printRoutes({ commonPrefix: false }));
    expect(routes).toContainEqual(['GET', '/stories/:id']);
    for (const [method, route] of routes.filter(([, path]) => path.startsWith('/stories/:id'))) {
      if (method !== 'GET') continue;
      const path = route.replace(':id', String(id)).replace(/:\w+/g, '1');
      const { status, json } = await eve.ask(method, path);
      // A question that lacks something is refused before anybody looks for the story.
      expect({ route, known: status !== 404 && status !== 400 }).toEqual({ route, known: false });
      expect(JSON.stringify(json ?? '')).not.toContain('Secret');
    }
  });
});

/** Method and path below /desk/api of every route, as Fastify prints its tree. */
function routesOf(printed: string): [string, string][] {
  const found: [string, string][] = [];
  const above: string[] = [];
  for (const line of printed.split('\n')) {
    const read = /^([\s│├└─]*)(\S+?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!read) continue;
    const depth = (read[1] ?? '').length / 4;
    above.length = depth;
    above[depth] = read[2] ?? '';
    const path = above.join('').replace(/^\/?desk\/api/, '');
    for (const method of (read[3] ?? '').split(', ').filter(Boolean)) found.push([method, path]);
  }
  return found;
}
