import { expect, test } from 'vitest';
import type { Role } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import { addSections } from '#site/testing/a-house.js';
import { getStory } from '#stories/story.sql.js';
import { paragraphs } from '#stories/testing/new-story.js';
import { createStory } from '#stories/work-story.sql.js';
import { changeWorking } from '#stories/working.sql.js';
import { fieldsOf, textOf } from '#stories/working-document.js';
import type { PublishingReply } from './shapes/publishing.ts';
import { deskHere } from './testing/desk-here.ts';

const noon = new Date('2026-06-01T12:00:00Z');

async function newsroom(open: OpenStore) {
  const store = await open();
  let now = noon;
  const here = await deskHere(store, { clock: () => now });
  const [city, sport] = (await addSections(store, [{ slug: 'city' }, { slug: 'sport' }], noon)) as [
    SectionId,
    SectionId,
  ];
  const person = async (role: Role, name: string, sections?: SectionId[]) => {
    const wish = { email: `${name.toLowerCase()}@desk.example`, name, role };
    const { staff, cookie } = await signIn(
      store,
      sections ? { ...wish, sections: new Set(sections) } : wish,
      noon,
    );
    const ask = (method: string, path: string, body?: unknown) => here.ask(cookie, method, path, body);
    const look = async (id: StoryId) => {
      const { base, seen } = (await ask('GET', `/stories/${id}/publishing`)).json as PublishingReply;
      return { base, seen, held: [], at: 'now' as const, unpublishAt: null };
    };
    return { staff, ask, look };
  };
  const draft = (by: AccountId, headline: string, section: SectionId = city) => {
    const body = { type: 'doc' as const, content: paragraphs('One\nTwo') };
    const begun = { by, byName: 'Ada', headline, section, draft: { body } };
    return store.db.transaction().execute((tx) => createStory(tx, begun, noon));
  };
  const type = (id: StoryId, by: AccountId, change: Parameters<typeof changeWorking>[3]) =>
    store.db.transaction().execute((tx) => changeWorking(tx, id, { by, at: now }, change));
  const setClock = (time: string) => {
    now = new Date(`2026-06-01T${time}Z`);
  };
  return { store, city, sport, person, draft, type, setClock };
}

const KILL = { kind: 'kill', reason: 'Injunction', publicNote: '', removePictures: false };

onBothDatabases('two at the desk at once', (open) => {
  test('of two chiefs who publish in the same moment one publishes, and the other learns who', async () => {
    const { store, person, draft } = await newsroom(open);
    const [ada, tom] = [await person('chief', 'Ada'), await person('chief', 'Tom')];
    const id = await draft(ada.staff.id, 'Bridge closed');
    const wish = await ada.look(id);
    const asked = [ada, tom, ada, tom].map(({ ask }) => ask('POST', `/stories/${id}/publish`, wish));
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const refused = answers.filter(({ status }) => status === 409);
    for (const { json } of refused) expect(json).toMatchObject({ code: 'published-meanwhile' });
    const published = await store.db
      .selectFrom('revision')
      .where('reason', '=', 'publish')
      .selectAll()
      .execute();
    expect(published).toHaveLength(1);
  });

  test('whoever publishes in the moment of a kill does not bring the story back', async () => {
    const { store, person, draft } = await newsroom(open);
    const [ada, tom] = [await person('chief', 'Ada'), await person('chief', 'Tom')];
    for (const order of ['kill first', 'publish first']) {
      const id = await draft(ada.staff.id, `Bridge closed, ${order}`);
      const wish = await ada.look(id);
      const asks = [
        () => tom.ask('POST', `/stories/${id}/acts`, KILL),
        () => ada.ask('POST', `/stories/${id}/publish`, wish),
      ];
      const [one, two] = order === 'kill first' ? asks : asks.reverse();
      const answers = await Promise.all([one?.(), two?.()]);
      for (const answer of answers) expect(answer?.status).toBeLessThan(500);
      // Whichever was first: after both the story is killed, and stays so.
      expect((await getStory(store.db, id)).state).toBe('killed');
      expect((await ada.ask('POST', `/stories/${id}/publish`, wish)).status).toBe(409);
      expect((await ada.ask('POST', `/stories/${id}/return`)).status).toBe(409);
    }
  });

  test('a story that is held when its time comes stays away, and comes out once the hold is lifted', async () => {
    const { person, draft, setClock, store } = await newsroom(open);
    const ada = await person('chief', 'Ada');
    const id = await draft(ada.staff.id, 'Bridge closed');
    const at = Date.parse('2026-06-01T13:00:00Z');
    const wish = { ...(await ada.look(id)), at };
    expect((await ada.ask('POST', `/stories/${id}/publish`, wish)).status).toBe(200);
    const hold = { kind: 'hold', reason: 'Injunction' };
    expect((await ada.ask('POST', `/stories/${id}/acts`, hold)).status).toBe(200);
    setClock('14:00:00');
    const shown = async () =>
      (await store.db.selectFrom('story').select('visible_from').where('id', '=', id).executeTakeFirst())
        ?.visible_from ?? null;
    expect(await shown()).toBeNull();
    expect((await ada.ask('POST', `/stories/${id}/acts`, { kind: 'lift', reason: 'Settled' })).status).toBe(
      200,
    );
    expect(await shown()).toBe(at);
  });

  test('an editor of one section does not publish a story into another one', async () => {
    const { person, draft, type, sport, city } = await newsroom(open);
    const ada = await person('editor', 'Ada', [city]);
    const id = await draft(ada.staff.id, 'Bridge closed');
    expect((await ada.ask('POST', `/stories/${id}/publish`, await ada.look(id))).status).toBe(200);
    await type(id, ada.staff.id, (doc) => fieldsOf(doc).set('section', sport));
    const moved = await ada.look(id);
    expect(await ada.ask('POST', `/stories/${id}/publish`, moved)).toMatchObject({
      status: 403,
      json: { code: 'not-allowed' },
    });
    const held = { ...moved, held: ['section'] };
    await type(id, ada.staff.id, (doc) => textOf(doc, 'kicker').insert(0, 'Traffic'));
    const seen = (await ada.look(id)).seen;
    expect((await ada.ask('POST', `/stories/${id}/publish`, { ...held, seen })).status).toBe(200);
  });

  test('nobody who may not read a text is written to about it', async () => {
    const { person, draft, store } = await newsroom(open);
    const ada = await person('chief', 'Ada');
    const [cora, rosa] = [await person('commercial', 'Cora'), await person('reporter', 'Rosa')];
    const id = await draft(ada.staff.id, 'Bridge closed');
    await ada.ask('POST', `/stories/${id}/publish`, await ada.look(id));
    const mentions = [cora.staff.id, rosa.staff.id];
    const { json } = await ada.ask('POST', `/stories/${id}/mention`, { note: 'n1', mentions });
    expect(json).toEqual({ told: [rosa.staff.id] });
    const letters = await store.db.selectFrom('letter').select('id').execute();
    expect(letters).toHaveLength(1);
  });
});
