import { randomBytes } from 'node:crypto';
import { addSession, type DoorName } from '#accounts/session.sql.js';
import { COOKIE_NAME, writeSessionCookie } from '#accounts/session-cookie.js';
import { saveStaff } from '#accounts/staff.sql.js';
import type { AccountId, StoryId, TierId } from '#kit/ids.js';
import { findFeedKey, renewFeedKey } from '#members/feed-key.sql.js';
import { addGroup } from '#members/group.sql.js';
import { pause, type Rules, wait } from '#members/membership.js';
import { beginMembership, getMembershipToChange, saveMembership } from '#members/membership.sql.js';
import { periodAt } from '#members/meter.js';
import { spendStory } from '#members/meter.sql.js';
import { writeSpent } from '#members/meter-cookie.js';
import { writeOpened } from '#members/opened-cookie.js';
import { addReader, ensureAccount } from '#members/readers.sql.js';
import { findTierBySlug } from '#members/tier.sql.js';
import { loadSettings } from '#paper/settings.io.js';
import type { Settings } from '#paper/settings.js';
import { getSecret } from '#store/secret.sql.js';
import type { Tx } from '#store/tables.js';
import type { House } from '../house.io.ts';
import type { Asker } from './may-see.ts';
import type { Planted } from './plant.io.ts';
import type { PlantedStory } from './plant-stories.sql.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
/** A network that is nobody's. source  RFC 5737 */
const NETWORK = '203.0.113.0/24';
const IN_NETWORK = '203.0.113.7';
/** Cookies here go to this machine, where there is no https. */
const ADDRESS = 'http://127.0.0.1';

const nobody = { headers: {}, registered: false, tiers: [], opened: [] } as const;

/** What askers are made with. `story` is one that the meter and gifts open. */
type Making = {
  readonly tx: Tx;
  readonly now: Date;
  readonly secret: string;
  readonly settings: Settings;
  readonly planted: Planted;
  readonly story: PlantedStory;
};

/** Makes a reader of every kind in a copy, before it is served. */
export async function makeAskers(copy: House, planted: Planted): Promise<Asker[]> {
  const { db } = copy.store;
  const secret = await getSecret(db);
  const settings = await loadSettings(db, copy.folder, copy.environment);
  const story = planted.stories.find(({ name }) => name === 'members');
  if (!story) throw new Error('There is no story for the meter to open.');
  return db.transaction().execute(async (tx) => {
    const making = { tx, now: copy.clock(), secret, settings, planted, story };
    return [
      ...strangers(making),
      ...(await registered(making)),
      ...(await holders(making)),
      await staff(making),
    ];
  });
}

/** Those who are not signed in. */
function strangers({ secret, settings, story, now }: Making): Asker[] {
  const robot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
  const until = now.getTime() + DAY_MS;
  const given = writeOpened([], { story: story.id, until }, { secret, address: ADDRESS }, now.getTime());
  const period = periodAt(settings, now);
  const spent = period && writeSpent([story.id], { period, secret, address: ADDRESS }, now);
  const opened = [story.path];
  return [
    { ...nobody, name: 'anonymous', thorough: true },
    { ...nobody, name: 'crawler', headers: { 'user-agent': robot } },
    { ...nobody, name: 'anonymous, one story given', headers: { cookie: pairOf(given) }, opened },
    ...(spent
      ? [{ ...nobody, name: 'anonymous, one story metered', headers: { cookie: pairOf(spent) }, opened }]
      : []),
  ];
}

/** Those who are signed in and hold no tier now. */
async function registered(making: Making): Promise<Asker[]> {
  const { tx, now, secret, settings, story, planted } = making;
  const [tier = ''] = planted.tiers;
  const plain = await signedIn(making, 'registered', 'paper');
  const metered = await signedIn(making, 'registered, one story metered', 'paper');
  const access = { to: 'members' as const };
  const spending = { account: metered.account, secret, settings, story: story.id as StoryId, access };
  const spent = await spendStory(tx, spending, now);
  const lapsed = await signedIn(making, 'former member', 'paper');
  await hold(making, lapsed.account, { tier, from: now.getTime() - YEAR_MS, until: now.getTime() - DAY_MS });
  const paused = await signedIn(making, 'member who paused', 'paper');
  await holdPaused(making, paused.account, tier);
  const waiting = await signedIn(making, 'member who has not paid yet', 'paper');
  await holdWaiting(making, waiting.account, tier);
  return [
    plain.asker,
    ...(spent.is === 'spend' ? [{ ...metered.asker, opened: [story.path] }] : []),
    ...[lapsed.asker, paused.asker, waiting.asker],
  ];
}

/** Those who hold a tier now, by themselves or as somebody of a group. */
async function holders(making: Making): Promise<Asker[]> {
  const { tx, now, planted } = making;
  const askers: Asker[] = [];
  for (const tier of planted.tiers) {
    const { account, asker } = await signedIn(making, `member of ${tier}`, 'paper');
    await hold(making, account, { tier, from: now.getTime() - DAY_MS, until: now.getTime() + YEAR_MS });
    askers.push({ ...asker, tiers: [tier] });
    askers.push({
      ...nobody,
      name: `feeds of a member of ${tier}`,
      tiers: [tier],
      addresses: await feedsOf(making, account),
    });
  }
  const [tier = ''] = planted.tiers;
  const id = await tierOf(tx, tier);
  const times = { from: now.getTime() - DAY_MS, until: null };
  await addGroup(
    tx,
    { name: 'Leak check', tier: id, seats: 1, domain: null, networks: [NETWORK], ...times },
    now,
  );
  const headers = { 'x-forwarded-for': IN_NETWORK };
  return [...askers, { ...nobody, name: `network of a group with ${tier}`, headers, tiers: [tier] }];
}

/** A member's own feeds, whose address is all that a feed reader needs. */
async function feedsOf({ tx, now, secret, planted }: Making, account: AccountId): Promise<string[]> {
  await renewFeedKey(tx, account, secret, now);
  const found = await findFeedKey(tx, account, secret);
  const [, section = ''] = planted.stories[0]?.path.split('/') ?? [];
  const lists = ['', `/${section}`].flatMap((list) =>
    ['xml', 'atom', 'json'].map((form) => `${list}/feed.${form}`),
  );
  return lists.map((list) => `/feeds/${found?.key}${list}`);
}

/** Commercial staff read what is out, and nothing that is not. */
async function staff(making: Making): Promise<Asker> {
  const { tx, now } = making;
  const name = 'commercial staff';
  const { asker } = await signedIn(making, name, 'desk');
  await saveStaff(tx, { email: emailOf(name), name, role: 'commercial' }, now);
  return { ...asker, tiers: 'any' };
}

async function signedIn(
  { tx, now, secret }: Making,
  name: string,
  door: DoorName,
): Promise<{ account: AccountId; asker: Asker }> {
  const email = emailOf(name);
  const account = await ensureAccount(tx, { email, name }, now);
  await addReader(tx, { account, cameBy: 'staff' }, now);
  const token = randomBytes(24).toString('base64url');
  const session = { account, token, way: 'link' as const, secondStep: 'done' as const, door };
  const expiresAt = new Date(now.getTime() + YEAR_MS);
  await addSession(tx, { ...session, from: '127.0.0.1', device: 'leak-check', expiresAt }, now);
  const cookie = `${COOKIE_NAME}=${writeSessionCookie(token, secret)}`;
  return { account, asker: { ...nobody, name, email, registered: true, headers: { cookie } } };
}

type Holding = { readonly tier: string; readonly from: number; readonly until: number };

async function hold({ tx, now }: Making, account: AccountId, { tier, from, until }: Holding) {
  const id = await tierOf(tx, tier);
  return beginMembership(tx, { account, tier: id, source: 'offline', from, until }, now);
}

async function holdPaused(making: Making, account: AccountId, tier: string): Promise<void> {
  const { tx, now, settings } = making;
  const from = now.getTime() - DAY_MS;
  const id = await hold(making, account, { tier, from, until: now.getTime() + YEAR_MS });
  const { timeZone: zone, graceDays, withdrawalDays } = settings;
  const rules: Rules = { zone, graceDays, withdrawalDays };
  const paused = pause(await getMembershipToChange(tx, id), now.getTime() + 30 * DAY_MS, rules, now);
  if (!paused.ok) throw new Error(`A membership could not be paused: ${paused.refusal.code}.`);
  await saveMembership(tx, paused.value, { act: 'membership.paused' }, now);
}

async function holdWaiting({ tx, now }: Making, account: AccountId, tier: string): Promise<void> {
  const id = await tierOf(tx, tier);
  const at = { from: now.getTime(), until: now.getTime(), times: wait(now) };
  await beginMembership(tx, { account, tier: id, source: 'offline', ...at }, now);
}

async function tierOf(tx: Tx, slug: string): Promise<TierId> {
  const tier = await findTierBySlug(tx, slug);
  if (!tier) throw new Error(`There is no tier ${slug}.`);
  return tier.id;
}

function emailOf(name: string): string {
  return `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}@leak-check.example`;
}

/** `name=value` of a Set-Cookie header. */
function pairOf(setCookie: string): string {
  return setCookie.split(';')[0] ?? '';
}
