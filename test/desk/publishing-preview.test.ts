import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Role } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { newFolder } from '#harness/folder.js';
import { serveHere } from '#harness/serve-here.js';
import type { StoryId } from '#kit/ids.js';
import { paragraphs } from '#stories/testing/new-story.js';
import { createStory } from '#stories/work-story.sql.js';

async function newsroom() {
  const here = await serveHere(join(await newFolder('preview'), 'data'));
  const { store } = here.house;
  const person = (role: Role) => signIn(store, { email: `${role}@desk.example`, name: role, role });
  const author = await person('reporter');
  const body = { type: 'doc' as const, content: paragraphs('The bridge is closed.\n[cut]\nCANARY words.') };
  const draft = { body, access: { to: 'members' as const } };
  const begun = { by: author.staff.id, byName: 'Ada Finch', headline: 'Bridge closed', section: null, draft };
  const id = await store.db.transaction().execute((tx) => createStory(tx, begun, new Date()));
  const look = async (cookie: string, query = '') => {
    const answer = await fetch(`${here.url}/preview/story/${id}${query}`, { headers: { cookie } });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return { store, id: id as StoryId, author, person, look };
}

test('a draft is drawn by the paper’s own renderer for staff who may read it, and kept by nobody', async () => {
  const { author, look } = await newsroom();
  const { status, text, headers } = await look(author.cookie);
  expect(status).toBe(200);
  expect(text).toContain('<h1 class="story-headline">Bridge closed</h1>');
  expect(text).toContain('CANARY');
  expect(headers.get('cache-control')).toBe('private, no-store');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
});

test('as the opening it shows what readers without access get, and no word more', async () => {
  const { author, look } = await newsroom();
  const { text } = await look(author.cookie, '?as=opening');
  expect(text).toContain('The bridge is closed.');
  expect(text).not.toContain('CANARY');
  expect((await look(author.cookie, '?as=member')).text).toContain('CANARY');
});

test('readers, strangers’ cookies and commercial are told that there is nothing, as for a story that is not there', async () => {
  const { look, person } = await newsroom();
  const commercial = await person('commercial');
  for (const cookie of ['', 'standfirst=forged', commercial.cookie]) {
    const { status, text } = await look(cookie);
    expect(status).toBe(404);
    expect(text).toBe('There is nothing here.\n');
  }
});

test('a closed story is drawn for the people named, and for no chief beside them', async () => {
  const { store, id, author, look, person } = await newsroom();
  await store.db.updateTable('work').set({ closed: 1 }).where('story_id', '=', id).execute();
  await store.db.insertInto('story_closed').values({ story_id: id, account_id: author.staff.id }).execute();
  expect((await look(author.cookie)).status).toBe(200);
  expect((await look((await person('chief')).cookie)).status).toBe(404);
});

test('a revision is drawn by its number, and one that never was is not there', async () => {
  const { author, look } = await newsroom();
  expect((await look(author.cookie, '?revision=1')).text).toContain('Bridge closed');
  expect((await look(author.cookie, '?revision=9')).status).toBe(404);
  expect((await look(author.cookie, '?as=everybody')).status).toBe(400);
});
