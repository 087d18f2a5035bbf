import type { RouteOptions } from 'fastify';
import { expect, test } from 'vitest';
import { saveByline } from '#accounts/byline.sql.js';
import { type Role, roles } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { saveSection } from '#paper/section.sql.js';
import type { Store } from '#store/store.io.js';
import { addTestStories, type StoryWish } from '#stories/testing/new-story.js';
import { saveTopics } from '#stories/topic.sql.js';
import { deskHere } from './testing/desk-here.ts';
import { addressOf, randomOf, type Schema, valueLike } from './testing/random-question.ts';

const now = new Date('2026-06-01T12:00:00Z');
const SEED = Number(process.env.SEED ?? 7);
/** Questions to each route by each kind of person. */
const ROUNDS = Number(process.env.QUESTIONS ?? 3);
/** Told by a library of its own, in its own form. */
const OF_THE_LIBRARY = /^\/desk\/auth\/(?:passkey|callback|provider)/;
/** News that never end, and files of the browser's program. */
const OTHERS = /\/live$|^\/desk(?:\/assets)?(?:\/\*)?$/;

async function newsroom(store: Store): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    const news = { slug: 'news', name: 'News', description: '', parent: null, position: 1, access: 'open' };
    await saveSection(tx, news, now);
    const about = { role: '', about: '', portrait: null };
    await saveByline(tx, { slug: 'ada', name: 'Ada', kind: 'person', ...about }, now);
    const more = { kind: 'place' as const, introduction: '', aliases: [], listed: true };
    await saveTopics(
      tx,
      ['Harbour', 'Ferry'].map((name) => ({ slug: name.toLowerCase(), name, ...more })),
      now,
    );
  });
  const ways: Partial<StoryWish>[] = [{}, { state: 'draft' }, { state: 'withdrawn' }, { kind: 'page' }];
  const wishes = [...ways, ...ways].map((way, at) => ({
    ...{ headline: `Story ${at}`, at: '2026-06-01T08:00:00Z', text: 'One.\nTwo.', ...way },
  }));
  await addTestStories(store, wishes, now);
}

type Person = Role | null;

onBothDatabases('the desk', (open) => {
  test('answers whatever it is asked with a sentence, and never breaks over it', async () => {
    const store = await open();
    await newsroom(store);
    const { app, routes, desk } = await deskHere(store, { clock: () => now });
    const random = randomOf(SEED);
    const cookies = new Map<Person, string>();
    const ask = async (person: Person, { url, method, schema }: RouteOptions) => {
      const { body, querystring } = (schema ?? {}) as Record<string, Schema>;
      const cookie = cookies.get(person);
      desk.accounts.sessions.forget();
      const answer = await app.inject({
        method: [method].flat()[0] as 'GET',
        url: addressOf(url, querystring, random),
        headers: {
          'x-standfirst': 'desk',
          ...(cookie && { cookie }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { payload: JSON.stringify(valueLike(body, random)) }),
      });
      const problem = problemOf(answer.statusCode, answer.body, OF_THE_LIBRARY.test(url));
      return problem && `${person} ${method} ${url}: ${problem}`;
    };
    const asked = routes.filter(({ url, method }) => !OTHERS.test(url) && method !== 'HEAD');
    const broken = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const person of [...roles, null]) {
        for (const route of asked) {
          // They may just have signed themselves out, or taken their own rights away.
          if (person) cookies.set(person, await come(store, person));
          const problem = await ask(person, route);
          if (problem) broken.add(problem);
        }
      }
    }
    expect([...broken]).toEqual([]);
  }, 300_000);

  test('a question nested without end is refused, and so is one that is too large or no JSON', async () => {
    const store = await open();
    const { app } = await deskHere(store, { clock: () => now });
    const cookie = await come(store, 'admin');
    const send = (payload: string, type = 'application/json') => {
      const headers = { cookie, 'x-standfirst': 'desk', 'content-type': type };
      return app.inject({ method: 'POST', url: '/desk/api/flash', headers, payload });
    };
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const wrong = [
      await send(`{"headline":${deep}}`),
      await send(`{"headline":"${'x'.repeat(2_000_000)}"}`),
      await send('{"headline":'),
      await send('{"__proto__":{"role":"admin"},"headline":"One"}'),
      await send('headline=One', 'application/x-www-form-urlencoded'),
      await send('headline', 'text/plain'),
    ];
    expect(wrong.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400, 400]);
    for (const answer of wrong) expect(answer.json()).toMatchObject({ code: 'desk-question-wrong' });
  });
});

async function come(store: Store, role: Role): Promise<string> {
  return (await signIn(store, { name: role, email: `${role}@paper.example`, role }, now)).cookie;
}

/**
 * What is wrong with an answer; undefined where nothing is.
 *
 * ofTheLibrary  worded by a library of its own
 */
function problemOf(status: number, text: string, ofTheLibrary: boolean): string | undefined {
  if (status < 400 || (status < 500 && ofTheLibrary)) return undefined;
  if (status >= 500) return `${status} ${text}`;
  try {
    const { code, says } = JSON.parse(text) as { code: unknown; says: unknown };
    return typeof code === 'string' && typeof says === 'string' && says !== '' ? undefined : text;
  } catch {
    return `${status} ${text}`;
  }
}
