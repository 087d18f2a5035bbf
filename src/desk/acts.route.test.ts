import { expect, test } from 'vitest';
import { type DeskHere, openDesk } from '#harness/desk.js';
import { openNewsroom } from '#harness/newsroom.js';

async function newsroom() {
  const desk = await openDesk();
  const room = await openNewsroom(desk.house.store);
  const id = await room.draft({
    headline: 'Jane Doe resigns',
    text: 'Jane Doe left on Friday.',
    path: '/news/jane-doe-resigns',
  });
  await room.publish(id);
  return { desk, id };
}

const people = async ({ desk }: Awaited<ReturnType<typeof newsroom>>) => ({
  chief: await desk.person('chief'),
  editor: await desk.person('editor'),
  reporter: await desk.person('reporter'),
});
const actOn = (who: Awaited<ReturnType<DeskHere['person']>>, id: number, body: object) =>
  who.ask('POST', `/stories/${id}/acts`, body);

test('a chief redacts a name: it is gone from the page, the history and the API, and two people can open the original', async () => {
  const room = await newsroom();
  const { desk, id } = room;
  const { chief, editor, reporter } = await people(room);
  const body = { kind: 'redact', reason: 'Court order of 2 June', phrases: ['Jane Doe'] };
  const original = { is: 'sealed', people: [chief.staff.id, editor.staff.id] };
  expect((await actOn(editor, id, { ...body, original })).status).toBe(403);
  expect(await actOn(chief, id, { ...body, original })).toMatchObject({ status: 200, json: { passages: 2 } });
  await desk.caughtUp();
  const page = await (await fetch(`${desk.url}/news/jane-doe-resigns`)).text();
  expect(page).not.toMatch(/jane|doe/i);
  const after = (await chief.ask('GET', `/stories/${id}/after`)).json as {
    acts: { id: number; mayOpen: boolean }[];
  };
  expect(after.acts).toMatchObject([{ kind: 'redact', reason: 'Court order of 2 June', mayOpen: true }]);
  const path = `/stories/${id}/acts/${after.acts[0]?.id}/open`;
  expect((await reporter.ask('POST', path, {})).status).toBe(404);
  const opened = await editor.ask('POST', path, {});
  expect(JSON.stringify(opened.json)).toContain('Jane Doe left on Friday.');
});

test('a kill answers 410 with the public note and nothing else, and an editor without the right is refused', async () => {
  const room = await newsroom();
  const { desk, id } = room;
  const { chief, reporter } = await people(room);
  const kill = {
    kind: 'kill',
    reason: 'Wrong person',
    publicNote: 'Taken off: it named the wrong person.',
    removePictures: true,
  };
  expect((await actOn(reporter, id, kill)).status).toBe(403);
  expect((await chief.ask('GET', `/stories/${id}/touched`)).json).toMatchObject({
    addresses: ['/news/jane-doe-resigns'],
    revisions: 1,
  });
  expect((await actOn(chief, id, kill)).status).toBe(200);
  await desk.caughtUp();
  const answer = await fetch(`${desk.url}/news/jane-doe-resigns`);
  expect(answer.status).toBe(410);
  const page = await answer.text();
  expect(page).toContain('Taken off: it named the wrong person.');
  expect(page).not.toMatch(/resigns|Jane Doe/);
  expect((await actOn(chief, id, kill)).json).toMatchObject({ code: 'story-killed' });
});

test('a correction stands on the story and in the public record, and a reason is asked for every legal act', async () => {
  const room = await newsroom();
  const { desk, id } = room;
  const { editor, chief } = await people(room);
  const note = { kind: 'correction', text: 'It was Thursday, not Friday.' };
  expect((await editor.ask('POST', `/stories/${id}/notes`, note)).status).toBe(204);
  await desk.caughtUp();
  for (const path of ['/news/jane-doe-resigns', '/corrections']) {
    expect(await (await fetch(desk.url + path)).text()).toContain('It was Thursday, not Friday.');
  }
  expect((await actOn(chief, id, { kind: 'hide', reason: ' ' })).status).toBe(400);
  expect((await actOn(chief, id, { kind: 'hide', reason: 'Asked by the person named' })).status).toBe(200);
  await desk.caughtUp();
  expect(await (await fetch(`${desk.url}/news/jane-doe-resigns`)).text()).toContain('noindex');
});

test('a new slug moves the story, and its old address leads there', async () => {
  const { desk, id } = await newsroom();
  const editor = await desk.person('editor');
  expect((await editor.ask('PUT', `/stories/${id}/slug`, { slug: 'Mayor resigns!' })).status).toBe(204);
  await desk.caughtUp();
  const moved = await fetch(`${desk.url}/news/jane-doe-resigns`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([
    301,
    expect.stringContaining('/news/mayor-resigns'),
  ]);
});
