import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import type { Role } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { newFolder } from '#harness/folder.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { addSections } from '#site/testing/a-house.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore } from '#store/store.io.js';
import { loadPublishFacts } from '#stories/publish-facts.sql.js';
import { readStory } from '#stories/readable.sql.js';
import { addRevision, placeHold } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import { paragraphs } from '#stories/testing/new-story.js';
import { createStory } from '#stories/work-story.sql.js';
import type { HistoryReply, PublishingReply } from './shapes/publishing.ts';
import { deskHere } from './testing/desk-here.ts';

const noon = new Date('2026-06-01T12:00:00Z');

async function newsroom() {
  const store = await openStore({ folder: join(await newFolder('desk'), 'data') });
  await migrate(store.db, store.dialect, noon);
  let now = noon;
  const here = await deskHere(store, { clock: () => now });
  const [section] = await addSections(store, [{ slug: 'city' }], noon);
  let people = 0;
  return {
    store,
    setClock: (time: string) => {
      now = new Date(`2026-06-01T${time}Z`);
    },
    /** Somebody who asks the desk. */
    async open(role: Role, name: string) {
      people += 1;
      const { staff, cookie } = await signIn(store, { email: `${people}@desk.example`, name, role }, noon);
      const ask = (method: string, path: string, body?: unknown) => here.ask(cookie, method, path, body);
      return { staff, ask };
    },
    async draft(by: AccountId, headline: string, text = 'One\nTwo'): Promise<StoryId> {
      const begun = { by, byName: 'Ada Finch', headline, section: section ?? null };
      const draft = { body: { type: 'doc' as const, content: paragraphs(text) } };
      return store.db.transaction().execute((tx) => createStory(tx, { ...begun, draft }, now));
    },
    async write(id: StoryId, change: Partial<Content>): Promise<void> {
      const { working } = await loadPublishFacts(store.db, id);
      const revision = { content: { ...working, ...change }, by: 'Ada Finch', reason: 'pause', at: now };
      await store.db.transaction().execute((tx) => addRevision(tx, id, revision));
    },
    out: (id: StoryId) => readStory(store.db, id, now),
  };
}

type Desk = Awaited<ReturnType<Awaited<ReturnType<typeof newsroom>>['open']>>;

/** Looks, as the dialogue does, and gives what a publish of that sends. */
async function look({ ask }: Desk, id: number) {
  const shown = (await ask('GET', `/stories/${id}/publishing`)).json as PublishingReply;
  return {
    base: shown.base,
    seen: shown.seen,
    held: [] as string[],
    at: 'now' as 'now' | number,
    unpublishAt: null,
  };
}

test('a reporter sees what would go out and may not publish it; an editor may', async () => {
  const room = await newsroom();
  const reporter = await room.open('reporter', 'Ada Finch');
  const editor = await room.open('editor', 'Tom Reed');
  const id = await room.draft(reporter.staff.id, 'Bridge closed');
  const wish = await look(reporter, id);
  expect((await reporter.ask('POST', `/stories/${id}/publish`, wish)).json).toMatchObject({
    code: 'not-allowed',
  });
  expect((await editor.ask('POST', `/stories/${id}/publish`, wish)).json).toMatchObject({
    state: 'out',
    path: '/city/bridge-closed',
  });
  const [line] = await listAudit(room.store.db, { about: 'story', subject: id, limit: 1 });
  expect(line).toMatchObject({ act: 'story.published', by: editor.staff.id });
});

test('of two chiefs who publish at once the second learns who was first, and looks again', async () => {
  const room = await newsroom();
  const [ada, tom] = [await room.open('chief', 'Ada Finch'), await room.open('chief', 'Tom Reed')];
  const id = await room.draft(ada.staff.id, 'Bridge closed');
  const wish = await look(ada, id);
  const [first, second] = await Promise.all([
    ada.ask('POST', `/stories/${id}/publish`, wish),
    tom.ask('POST', `/stories/${id}/publish`, wish),
  ]);
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  const refused = first.status === 409 ? first : second;
  expect(refused.json).toMatchObject({ code: 'published-meanwhile' });
  const winner = first.status === 200 ? 'Ada Finch' : 'Tom Reed';
  expect((refused.json as { says: string }).says).toContain(`${winner} published this story`);
});

test('a paragraph that changed after one looked is named, and goes out only when it was seen', async () => {
  const room = await newsroom();
  const chief = await room.open('chief', 'Ada Finch');
  const id = await room.draft(chief.staff.id, 'Bridge closed');
  await chief.ask('POST', `/stories/${id}/publish`, await look(chief, id));
  await room.write(id, { headline: 'Bridge open' });
  const wish = await look(chief, id);
  await room.write(id, { body: { type: 'doc', content: paragraphs('One\nTwo, and a half sen') } });
  const refused = await chief.ask('POST', `/stories/${id}/publish`, wish);
  expect(refused.json).toMatchObject({ code: 'changed-meanwhile', details: { parts: ['p0000001'] } });
  const held = { ...wish, held: ['p0000001'] };
  expect((await chief.ask('POST', `/stories/${id}/publish`, held)).json).toMatchObject({ behind: true });
});

test('a story that was killed or held while somebody typed is not published, and says why', async () => {
  const room = await newsroom();
  const chief = await room.open('chief', 'Ada Finch');
  const id = await room.draft(chief.staff.id, 'Bridge closed');
  const wish = await look(chief, id);
  const hold = { reason: 'Injunction', by: 'Tom Reed' };
  await room.store.db.transaction().execute((tx) => placeHold(tx, id, hold, noon));
  const refused = await chief.ask('POST', `/stories/${id}/publish`, wish);
  expect(refused.json).toMatchObject({
    code: 'publish-blocked',
    details: { all: [{ reason: 'Injunction' }] },
  });
});

test('an embargo is set by an editor, refused to the second, and lifted early only with the right and a reason', async () => {
  const room = await newsroom();
  const [editor, chief] = [await room.open('editor', 'Tom Reed'), await room.open('chief', 'Ada Finch')];
  const id = await room.draft(chief.staff.id, 'Bridge closed');
  const until = { is: 'until', at: Date.parse('2026-06-01T13:00:00Z') };
  expect((await editor.ask('PUT', `/stories/${id}/embargo`, { embargo: until })).status).toBe(204);
  const wish = await look(editor, id);
  room.setClock('12:59:59.999');
  expect((await editor.ask('POST', `/stories/${id}/publish`, wish)).json).toMatchObject({
    code: 'publish-blocked',
  });
  const lift = { embargo: { is: 'none' }, reason: 'Agency lifted it' };
  expect((await editor.ask('PUT', `/stories/${id}/embargo`, lift)).json).toMatchObject({
    code: 'not-allowed',
  });
  const silent = { embargo: { is: 'none' } };
  expect((await chief.ask('PUT', `/stories/${id}/embargo`, silent)).json).toMatchObject({
    code: 'reason-missing',
  });
  room.setClock('13:00:00.000');
  expect((await editor.ask('POST', `/stories/${id}/publish`, wish)).json).toMatchObject({ state: 'out' });
});

test('a schedule is kept by the reading itself, moved, and taken back', async () => {
  const room = await newsroom();
  const chief = await room.open('chief', 'Ada Finch');
  const id = await room.draft(chief.staff.id, 'Bridge closed');
  const six = Date.parse('2026-06-01T18:00:00Z');
  const wish = { ...(await look(chief, id)), at: six };
  expect((await chief.ask('POST', `/stories/${id}/publish`, wish)).json).toMatchObject({
    state: 'scheduled',
    at: six,
  });
  room.setClock('17:59:59.999');
  expect((await room.out(id)).is).toBe('absent');
  const later = { at: six + 3_600_000, unpublishAt: null };
  expect((await chief.ask('PUT', `/stories/${id}/times`, later)).status).toBe(204);
  room.setClock('18:00:00.000');
  expect((await room.out(id)).is).toBe('absent');
  expect((await chief.ask('DELETE', `/stories/${id}/schedule`)).status).toBe(204);
  room.setClock('20:00:00.000');
  expect((await room.out(id)).is).toBe('absent');
});

test('a second pair of eyes is given by another than the last writer, or waived by who may with a reason', async () => {
  const room = await newsroom();
  const [editor, chief] = [await room.open('editor', 'Tom Reed'), await room.open('chief', 'Ada Finch')];
  const id = await room.draft(editor.staff.id, 'Bridge closed');
  await room.store.db.updateTable('work').set({ asks_second: 1 }).where('story_id', '=', id).execute();
  const wish = await look(editor, id);
  expect((await editor.ask('POST', `/stories/${id}/publish`, wish)).json).toMatchObject({
    code: 'second-pair-missing',
  });
  expect((await editor.ask('POST', `/stories/${id}/second`)).json).toMatchObject({
    code: 'second-pair-missing',
  });
  const waived = { ...wish, waive: 'Nobody else is in' };
  expect((await editor.ask('POST', `/stories/${id}/publish`, waived)).json).toMatchObject({
    code: 'not-allowed',
  });
  expect((await chief.ask('POST', `/stories/${id}/second`)).status).toBe(204);
  expect((await editor.ask('POST', `/stories/${id}/publish`, wish)).json).toMatchObject({ state: 'out' });
});

test('the published text is corrected alone, and the correction reaches what is being written', async () => {
  const room = await newsroom();
  const chief = await room.open('chief', 'Ada Finch');
  const id = await room.draft(chief.staff.id, 'Bridge closed', 'It cost 3 million.');
  await chief.ask('POST', `/stories/${id}/publish`, await look(chief, id));
  await room.write(id, { body: { type: 'doc', content: paragraphs('The old bridge cost 3 million.') } });
  const text = (await chief.ask('GET', `/stories/${id}/published-text`)).json as { base: number };
  const corrected = { base: text.base, body: { type: 'doc', content: paragraphs('It cost 4 million.') } };
  const answer = await chief.ask('PUT', `/stories/${id}/published-text`, corrected);
  expect(answer.json).toMatchObject({ merged: true, conflicts: [] });
  expect(await room.out(id)).toMatchObject({ story: { content: { body: corrected.body } } });
  const { working } = await loadPublishFacts(room.store.db, id);
  expect(working.body.content).toEqual(paragraphs('The old bridge cost 4 million.'));
  expect(((await chief.ask('GET', `/stories/${id}/publishing`)).json as PublishingReply).tasks).toEqual([]);
});

test('a body that is none is refused as a correction, and nothing is published', async () => {
  const room = await newsroom();
  const chief = await room.open('chief', 'Ada Finch');
  const id = await room.draft(chief.staff.id, 'Bridge closed');
  await chief.ask('POST', `/stories/${id}/publish`, await look(chief, id));
  const { base } = (await chief.ask('GET', `/stories/${id}/published-text`)).json as { base: number };
  const body = { type: 'doc', content: [{ type: 'script', text: 'alert(1)' }] };
  expect((await chief.ask('PUT', `/stories/${id}/published-text`, { base, body })).json).toMatchObject({
    code: 'body-not-of-schema',
  });
});

test('history lists who saved what and why, shows what changed between two, and brings one back as a new revision', async () => {
  const room = await newsroom();
  const chief = await room.open('chief', 'Ada Finch');
  const id = await room.draft(chief.staff.id, 'Bridge closed');
  await chief.ask('POST', `/stories/${id}/publish`, await look(chief, id));
  await room.write(id, { headline: 'Bridge open' });
  const list = (await chief.ask('GET', `/stories/${id}/history`)).json as HistoryReply;
  expect(list.revisions.map(({ number, reason }) => `${number} ${reason}`)).toEqual([
    '3 pause',
    '2 publish',
    '1 ',
  ]);
  const compared = await chief.ask('GET', `/stories/${id}/history/compare?from=2&to=3`);
  expect(compared.json).toMatchObject({
    difference: { fields: [{ part: 'headline', before: 'Bridge closed' }] },
  });
  expect((await chief.ask('POST', `/stories/${id}/history/2/restore`)).status).toBe(204);
  const { working } = await loadPublishFacts(room.store.db, id);
  expect(working.headline).toBe('Bridge closed');
});

test('a story closed to others is not there for them: neither its publishing nor its history', async () => {
  const room = await newsroom();
  const [ada, tom] = [await room.open('chief', 'Ada Finch'), await room.open('admin', 'Tom Reed')];
  const id = await room.draft(ada.staff.id, 'Secret dossier');
  const { db } = room.store;
  await db.updateTable('work').set({ closed: 1 }).where('story_id', '=', id).execute();
  await db.insertInto('story_closed').values({ story_id: id, account_id: ada.staff.id }).execute();
  for (const path of ['publishing', 'history', 'published-text', 'history/compare']) {
    expect((await tom.ask('GET', `/stories/${id}/${path}`)).json).toMatchObject({ code: 'story-not-found' });
  }
  expect((await ada.ask('GET', `/stories/${id}/publishing`)).status).toBe(200);
});

test('commercial reads no unpublished text of a story that is out', async () => {
  const room = await newsroom();
  const [ada, sales] = [await room.open('chief', 'Ada Finch'), await room.open('commercial', 'Sam Hill')];
  const id = await room.draft(ada.staff.id, 'Bridge closed');
  await ada.ask('POST', `/stories/${id}/publish`, await look(ada, id));
  for (const path of ['publishing', 'history', 'history/compare']) {
    expect((await sales.ask('GET', `/stories/${id}/${path}`)).json).toMatchObject({ code: 'not-allowed' });
  }
});

test('a flash is out in one question, and what it lacks is left as tasks', async () => {
  const room = await newsroom();
  const editor = await room.open('editor', 'Tom Reed');
  const flash = {
    headline: 'Bridge closed',
    sentence: 'The bridge is closed.',
    section: 1,
    placeOnHome: true,
  };
  const answer = await editor.ask('POST', '/flash', flash);
  expect(answer.json).toMatchObject({ path: '/city/bridge-closed', placed: true });
  const { story } = answer.json as { story: StoryId };
  expect(await room.out(story)).toMatchObject({ story: { content: { headline: 'Bridge closed' } } });
  const { tasks } = (await editor.ask('GET', `/stories/${story}/publishing`)).json as PublishingReply;
  expect(tasks.map(({ code }) => code)).toEqual(['no-standfirst', 'no-topic']);
  const [first] = tasks;
  expect((await editor.ask('POST', `/stories/${story}/tasks/${first?.id}/done`)).status).toBe(204);
  expect((await editor.ask('POST', `/stories/${story}/tasks/${first?.id}/done`)).json).toMatchObject({
    code: 'task-not-found',
  });
  const reporter = await room.open('reporter', 'Eve Lane');
  expect((await reporter.ask('POST', '/flash', flash)).json).toMatchObject({ code: 'not-allowed' });
});

test('an update says what changed, and a withdrawn story returns as it was', async () => {
  const room = await newsroom();
  const chief = await room.open('chief', 'Ada Finch');
  const id = await room.draft(chief.staff.id, 'Bridge closed');
  await chief.ask('POST', `/stories/${id}/publish`, await look(chief, id));
  await room.write(id, { headline: 'Bridge open' });
  await chief.ask('POST', `/stories/${id}/publish`, { ...(await look(chief, id)), updateNote: 'It opened.' });
  expect(await room.out(id)).toMatchObject({ story: { hasNotes: true } });
  expect((await chief.ask('POST', `/stories/${id}/withdraw`, {})).status).toBe(204);
  expect((await room.out(id)).is).toBe('gone');
  expect((await chief.ask('POST', `/stories/${id}/return`)).status).toBe(204);
  expect(await room.out(id)).toMatchObject({ story: { publishedAt: noon.getTime() } });
});
