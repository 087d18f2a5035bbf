import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { makeArchive } from './archive.ts';
import { load } from './load.ts';
import { type Line, percentile, startServe } from './measure.ts';

const STORIES = 200;
const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 32;
const ATTACKERS = 64;

/** What readers feel while robots from everywhere ask for sign-in codes as fast as they get answers. */
export async function signInAttack(scratch: string): Promise<Line[]> {
  const folder = join(scratch, 'sign-in');
  // Of its own: what robots leave behind is nobody else's to measure with.
  await makeArchive(folder, STORIES);
  const served = await startServe(folder);
  try {
    const rounds: { quiet: number; attacked: number; asked: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const quiet = await load(`${served.url}/`, SECONDS, CONNECTIONS);
      const attack = startAttack(served.url);
      const attacked = await load(`${served.url}/`, SECONDS, CONNECTIONS);
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
        what: `the front page while ${ATTACKERS} robots ask for sign-in codes`,
        came: `${ratio.toFixed(2)} of the quiet rate (${Math.round(asked)} sign-in requests/s)`,
        budget: '≥ 0.9 of the quiet rate',
        met: ratio >= 0.9,
      },
    ];
  } finally {
    await served.stop();
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
