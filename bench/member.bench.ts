import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { addSession } from '#accounts/session.sql.js';
import { COOKIE_NAME, writeSessionCookie } from '#accounts/session-cookie.js';
import type { StoryId } from '#kit/ids.js';
import { beginMembership } from '#members/membership.sql.js';
import { readSpent, writeSpent } from '#members/meter-cookie.js';
import { readOpened, writeOpened } from '#members/opened-cookie.js';
import { addReader, ensureAccount } from '#members/readers.sql.js';
import { saveTier } from '#members/tier.sql.js';
import { visitorRights } from '#members/visitor-rights.js';
import { migrate } from '#store/migrate.sql.js';
import { getSecret } from '#store/secret.sql.js';
import { openStore } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { type Access, openAccess } from '#stories/access.js';
import { addAddresses } from '#stories/addresses.sql.js';
import type { Block, Body } from '#stories/document.js';
import { emptyContent } from '#stories/empty-content.js';
import { decide, makeRights } from '#stories/gate.js';
import { addStories } from '#stories/save.sql.js';
import type { NewStory } from '#stories/story-row.js';
import { load } from './load.ts';
import { ask, type Line, percentile, startServe } from './measure.ts';
import { seeded, Vocabulary } from './words.ts';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 32;
const PARAGRAPHS = 40;
const DECISIONS = 50_000;

/** A member's whole page beside the page of an open story with the same text, and what the gate itself costs. */
export async function memberPages(scratch: string): Promise<Line[]> {
  const folder = join(scratch, 'member');
  const cookie = await fill(folder);
  const served = await startServe(folder);
  try {
    return [...(await compare(served.url, cookie)), gateAlone()];
  } finally {
    await served.stop();
  }
}

/** Two stories with one text, one of them for members, and somebody signed in who holds a tier; their Cookie header. */
async function fill(folder: string): Promise<string> {
  const store = await openStore({ folder });
  const now = new Date();
  try {
    await migrate(store.db, store.dialect, now);
    const random = seeded(3);
    const words = new Vocabulary(2_000, random);
    const text = Array.from({ length: PARAGRAPHS }, (_, at) => paragraph(at, words.sentence(random, 60)));
    const secret = await getSecret(store.db);
    const token = randomBytes(24).toString('base64url');
    await store.db.transaction().execute(async (tx) => {
      const stories = [story('/open', openAccess, text, now), story('/closed', { to: 'members' }, text, now)];
      const ids = await addStories(tx, stories, now);
      const addresses = stories.map(({ path }, at) => ({
        path,
        target: { is: 'story' as const, id: ids[at]?.id as StoryId },
      }));
      await addAddresses(tx, addresses);
      await addMember(tx, token, now);
    });
    return `${COOKIE_NAME}=${writeSessionCookie(token, secret)}`;
  } finally {
    await store.close();
  }
}

function paragraph(at: number, text: string): Block {
  return {
    type: 'paragraph',
    attrs: { id: `p${String(at).padStart(7, '0')}` },
    content: [{ type: 'text', text }],
  };
}

function story(path: string, access: Access, text: readonly Block[], now: Date): NewStory {
  const publishedAt = now.getTime() - 86_400_000;
  return {
    ...{
      kind: 'story',
      path,
      slug: path.slice(1),
      sticky: false,
      bylineText: '',
      madeBy: 'bench',
      reason: '',
    },
    ...{ madeAt: publishedAt, content: { ...emptyContent, headline: path, access, body: bodyOf(text) } },
    placing: {
      state: 'published',
      timing: { publishedAt, embargo: { is: 'none' }, unpublishAt: null, held: false },
      updatedAt: null,
    },
  };
}

function bodyOf(text: readonly Block[]): Body {
  return { type: 'doc', content: [...text] };
}

async function addMember(tx: Tx, token: string, now: Date): Promise<void> {
  const account = await ensureAccount(tx, { email: 'reader@paper.example', name: 'Reader' }, now);
  await addReader(tx, { account, cameBy: 'joined' }, now);
  const wish = { slug: 'gold', name: 'Gold', says: '', benefits: [], position: 0, state: 'offered' as const };
  const tier = await saveTier(tx, wish, now);
  const holding = { account, tier: tier.id, source: 'given' as const, from: now.getTime(), until: null };
  await beginMembership(tx, holding, now);
  const common = { account, token, expiresAt: new Date(now.getTime() + 86_400_000), from: '127.0.0.1' };
  const ways = { device: 'bench', way: 'code' as const, secondStep: 'done' as const, door: 'paper' as const };
  await addSession(tx, { ...common, ...ways }, now);
}

async function compare(url: string, cookie: string): Promise<Line[]> {
  const whole = await ask(`${url}/closed`, { headers: { cookie } });
  const open = await ask(`${url}/open`);
  const isWhole = whole.status === 200 && whole.body.length > open.body.length * 0.9;
  const rounds: { open: number; member: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      open: await load(`${url}/open`, SECONDS, CONNECTIONS),
      member: await load(`${url}/closed`, SECONDS, CONNECTIONS, { cookie }),
    });
  }
  const ratios = rounds.map(({ open: of, member }) => member / of);
  const ratio = percentile(ratios, 0.5);
  const middle = percentile(
    rounds.map(({ member }) => member),
    0.5,
  );
  return [
    {
      what: "a signed-in member's whole page from memory",
      came: `${Math.round(middle)} req/s, ${ratio.toFixed(2)} of the open story's page (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      budget: '≥ 0.9 of the anonymous page',
      met: isWhole && ratio >= 0.9,
    },
  ];
}

/** The decision alone, in the dearest case: a reader whose tier does not open it, with everything a browser may bring. */
function gateAlone(): Line {
  const now = new Date();
  const period = { name: 'm2026-11', endsAt: now.getTime() + 1_000_000 };
  const wish = { secret: 'a secret of the house', address: 'https://paper.example' };
  const spent = writeSpent([1, 2, 3] as StoryId[], { period, ...wish }, now);
  const given = writeOpened([], { story: 9 as StoryId, until: period.endsAt }, wish, now.getTime());
  const cookie = [spent, given].map((header) => header.split(';', 1)[0]).join('; ');
  const own = makeRights({ registered: true, tiers: new Set(['silver', 'print']) });
  const opened = (story: StoryId) =>
    readOpened(cookie, wish.secret, now.getTime()).some((one) => one.story === story) ||
    readSpent(cookie, period, wish.secret).includes(story);
  const begun = performance.now();
  for (let at = 0; at < DECISIONS; at += 1) {
    const rights = visitorRights(own, { tier: undefined, opened });
    decide({ id: (at % 16) as StoryId, access: { to: 'tiers', tiers: ['gold', 'platinum'] } }, rights);
  }
  const eachUs = ((performance.now() - begun) * 1000) / DECISIONS;
  return {
    what: 'the gate decides, with the cookies of the meter and of a gift to be verified',
    came: `${eachUs.toFixed(1)} µs`,
    budget: '< 20 µs',
    met: eachUs < 20,
  };
}
