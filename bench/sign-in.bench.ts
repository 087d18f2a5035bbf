import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { migrate } from '#store/migrate.sql.js';
import { openStore } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { load } from './load.ts';
import { type Line, percentile, startServe } from './measure.ts';
import { seeded, Vocabulary } from './words.ts';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 32;
const ATTACKERS = 64;

/** What readers of a story feel while robots from everywhere ask for sign-in codes as fast as they get answers. */
export async function signInAttack(scratch: string): Promise<Line[]> {
  const folder = join(scratch, 'sign-in');
  await fill(folder);
  const served = await startServe(folder);
  try {
    const rounds: { quiet: number; attacked: number; asked: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const quiet = await load(`${served.url}/story`, SECONDS, CONNECTIONS);
      const attack = startAttack(served.url);
      const attacked = await load(`${served.url}/story`, SECONDS, CONNECTIONS);
      rounds.push({ quiet, attacked, asked: (await attack.stop()) / SECONDS });
    }
    const ratio = percentile(
      rounds.map(({ quiet, attacked }) => attacked / quiet),
      0.5,
    );
    const asked = percentile(
      rounds.map((round) => round.asked),
      0.5,
    );
    return [
      {
        what: `a story page while ${ATTACKERS} robots ask for sign-in codes`,
        came: `${ratio.toFixed(2)} of the quiet rate (${Math.round(asked)} sign-in requests/s)`,
        budget: '≥ 0.9 of the quiet rate',
        met: ratio >= 0.9,
      },
    ];
  } finally {
    await served.stop();
  }
}

async function fill(folder: string): Promise<void> {
  const store = await openStore({ folder });
  try {
    const now = new Date();
    await migrate(store.db, store.dialect, now);
    const random = seeded(3);
    const words = new Vocabulary(2_000, random);
    const text = Array.from({ length: 20 }, () => words.sentence(random, 60)).join('\n');
    const at = new Date(now.getTime() - 86_400_000).toISOString();
    await addTestStories(store, [{ headline: 'Open to all', at, path: '/story', text }]);
  } finally {
    await store.close();
  }
}

/** Each request from another client and for another address, sent again the moment the last one was answered. */
function startAttack(url: string): { stop(): Promise<number> } {
  const agent = new Agent({ keepAlive: true, maxSockets: ATTACKERS });
  let isOver = false;
  let asked = 0;
  const robot = async () => {
    while (!isOver) {
      asked += 1;
      await post(`${url}/account/join`, agent, asked);
    }
  };
  const robots = Array.from({ length: ATTACKERS }, robot);
  return {
    async stop() {
      isOver = true;
      await Promise.all(robots);
      agent.destroy();
      return asked;
    },
  };
}

function post(url: string, agent: Agent, at: number): Promise<void> {
  const body = `email=robot-${at}%40flood.example`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    'x-forwarded-for': `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`,
  };
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    sent.on('error', () => resolve());
    sent.end(body);
  });
}
