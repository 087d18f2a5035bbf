import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { type Doc, XmlElement, type XmlText } from 'yjs';
import { signIn } from '#accounts/testing/sign-in.js';
import { newFolder } from '#harness/folder.js';
import { runSource } from '#harness/run-source.js';
import type { StoryId } from '#kit/ids.js';
import { migrate } from '#store/migrate.sql.js';
import { loadShared } from '#store/shared.sql.js';
import { openStore } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { randomFrom } from '#stories/testing/random-body.fixture.js';
import { contentOfDoc, docOfUpdate } from '#stories/working-document.js';
import { addParagraph, type DeskClient, openClient, wordsAt } from './collab-client.ts';

const DESKS = 12;
const PEOPLE = 4;
/** Lives of the server that end with kill -9, in milliseconds; the last one ends in order. */
const LIVES_MS = [2_000, 2_500, 2_000];
const NAME = 'story/1';
const seed = Number(process.env.STORM_SEED ?? Date.now() % 1_000_000);
const random = randomFrom(seed);
const below = (most: number) => Math.floor(random() * most);

/** One desk and the words typed at it: each with the number of the change it came with. */
type Writer = { client: DeskClient; words: { word: string; change: number }[]; number: number };

async function startServer(folder: string, port: number) {
  const child = runSource(`${import.meta.dirname}/collab-server.ts`, folder, String(port));
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error(`The server ended: ${complaint}`))),
  ]);
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await ended;
  };
  return { port: Number(line), end, complaints: () => complaint };
}

/** Words are put between words, never into one, so that each can be found again whole. */
function typeWord(writer: Writer, text: Pick<XmlText, 'insert' | 'toString'>, plain: string): void {
  const places = [0, ...[...plain.matchAll(/»/g)].map(({ index }) => index + 1)];
  const word = `«${writer.number}-${writer.words.length}»`;
  text.insert(places[below(places.length)] ?? 0, word);
  writer.words.push({ word, change: writer.client.counts.changes });
}

function step(writer: Writer): void {
  const { doc, headline } = writer.client;
  const kind = random();
  const body = doc.getXmlFragment('body');
  const text = wordsAt(doc, below(body.length));
  if (kind < 0.25) typeWord(writer, headline, headline.toString());
  else if (kind < 0.7 && text) typeWord(writer, text, plainOf(text));
  else if (kind < 0.8 && text)
    text.format(0, below(Math.min(text.length, 30)), { strong: random() < 0.5 ? {} : null });
  else if (kind < 0.82 && text) {
    text.format(0, below(Math.min(text.length, 30)), {
      [`note--${String(below(1e8)).padStart(8, '0')}`]: { id: 'n' },
    });
  } else if (kind < 0.9)
    doc.getMap('notes').set(String(below(20)), { by: writer.number, text: 'Is that so?' });
  else if (kind < 0.93)
    addParagraph(doc, below(body.length + 1), '', `q${String(below(1e7)).padStart(7, '0')}`);
  else wildly(doc);
}

/** The kicker is where anything may happen. */
function wildly(doc: Doc): void {
  const kicker = doc.getText('kicker');
  if (kicker.length > 5 && random() < 0.5) kicker.delete(below(kicker.length - 3), 3);
  else kicker.insert(below(kicker.length + 1), '~~'.repeat(1 + below(3)));
}

function plainOf(text: XmlText): string {
  return (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
}

function allWords(doc: Doc): string {
  const blocks = doc.getXmlFragment('body').toArray() as unknown[];
  const texts = blocks.flatMap((block) =>
    block instanceof XmlElement ? (block.toArray() as XmlText[]) : [],
  );
  return [doc.getText('headline').toString(), ...texts.map(plainOf)].join('\n');
}

function acknowledged(writers: readonly Writer[]): string[] {
  return writers.flatMap(({ client, words }) =>
    words.filter(({ change }) => change <= client.counts.saved).map(({ word }) => word),
  );
}

async function storedIn(folder: string): Promise<Doc> {
  const store = await openStore({ folder });
  const stored = await loadShared(store.db, NAME);
  await store.close();
  if (!stored) throw new Error('Nothing is stored.');
  return docOfUpdate(stored.update);
}

async function prepare(folder: string): Promise<string[]> {
  const store = await openStore({ folder });
  await migrate(store.db, store.dialect, new Date());
  const [id] = await addTestStories(store, [
    { headline: '', at: '2026-06-01T06:00:00Z', text: '«a»\n«b»\n«c»', state: 'draft' },
  ]);
  expect(id).toBe(1 as StoryId);
  const cookies: string[] = [];
  for (let person = 0; person < PEOPLE; person++) {
    const wish = { name: `Person ${person}`, email: `p${person}@example.org`, role: 'editor' as const };
    cookies.push((await signIn(store, wish)).cookie);
  }
  await store.close();
  return cookies;
}

test('twelve desks, broken lines and a server that is killed: all end equal, and no acknowledged word is lost', async () => {
  console.info(`STORM_SEED=${seed}`);
  const folder = await newFolder('storm');
  const cookies = await prepare(folder);
  let server = await startServer(folder, 0);
  const url = `http://127.0.0.1:${server.port}`;
  const open = (number: number): Writer => {
    const cookie = cookies[number % PEOPLE] as string;
    return { client: openClient({ url, name: NAME, cookie }), words: [], number };
  };
  const writers = Array.from({ length: DESKS }, (_, number) => open(number));
  const gone: Writer[] = [];
  const typing = setInterval(() => {
    const writer = writers[below(writers.length)];
    // A desk shows nothing to type in before it has the story.
    if (writer && writer.client.doc.getXmlFragment('body').length > 0) step(writer);
  }, 5);
  const cutting = setInterval(() => {
    const client = writers[below(writers.length)]?.client;
    if (random() < 0.7) client?.cut();
    else {
      client?.goOffline();
      setTimeout(() => client?.goOnline(), below(900));
    }
  }, 90);
  try {
    for (const lifeMs of LIVES_MS) {
      await new Promise((resolve) => setTimeout(resolve, lifeMs));
      const promised = acknowledged([...writers, ...gone]);
      await server.end('SIGKILL');
      const stored = allWords(await storedIn(folder));
      expect(promised.filter((word) => !stored.includes(word))).toEqual([]);
      // One desk is lost with all it had; whoever sits there opens the story anew.
      const lost = writers.splice(below(writers.length), 1)[0] as Writer;
      lost.client.close();
      gone.push(lost);
      server = await startServer(folder, server.port);
      writers.push(open(DESKS + gone.length));
    }
  } finally {
    clearInterval(typing);
    clearInterval(cutting);
  }
  await new Promise((resolve) => setTimeout(resolve, 950));
  for (const { client } of writers) client.goOnline();
  for (const { client } of writers) await client.saved();
  const [first] = writers;
  const ends = () => writers.map(({ client }) => JSON.stringify(contentOfDoc(client.doc)));
  await vi.waitFor(() => expect(new Set(ends()).size).toBe(1), { timeout: 20_000, interval: 50 });
  await server.end('SIGTERM');
  const stored = await storedIn(folder);
  expect(contentOfDoc(stored)).toEqual(contentOfDoc((first as Writer).client.doc));
  expect(stored.getMap('notes').toJSON()).toEqual((first as Writer).client.doc.getMap('notes').toJSON());
  const words = allWords(stored);
  const promised = [
    ...acknowledged(gone),
    ...writers.flatMap((writer) => writer.words.map(({ word }) => word)),
  ];
  expect(promised.filter((word) => !words.includes(word))).toEqual([]);
  expect(promised.length).toBeGreaterThan(100);
  expect(server.complaints()).toBe('');
  for (const { client } of writers) client.close();
}, 240_000);
