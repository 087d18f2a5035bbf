import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { addSession } from '#accounts/session.sql.js';
import { COOKIE_NAME, writeSessionCookie } from '#accounts/session-cookie.js';
import { openPrepared } from '#main/prepare.io.js';
import { serve } from '#main/serve.io.js';
import { addBenefit } from '#members/benefit.sql.js';
import { addPartner } from '#members/partner.sql.js';
import { addReader, ensureAccount } from '#members/readers.sql.js';
import { addCodes } from '#members/stock.sql.js';
import { getSecret } from '#store/secret.sql.js';
import type { Tx } from '#store/tables.js';
import { type Line, percentile } from './measure.ts';

const CLAIMS = 10_000;
const CODES = 1_000;
const CONNECTIONS = 64;
const MEMBERS = 1_000;
const EACH = CLAIMS / MEMBERS;

type House = Awaited<ReturnType<typeof openPrepared>>;

/**
 * 10,000 claims on a pool of 1,000 codes through the page's own form, from 64 connections: as many given as there are
 * codes, none twice, and all others told that nothing is left. STANDFIRST_DATABASE names a Postgres to do it on.
 */
export async function vouchers(scratch: string): Promise<Line[]> {
  const house = await openPrepared(join(scratch, 'vouchers'), { mustExist: false });
  const serving = await serve(house, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' }));
  try {
    const cookies = await setOut(house);
    const { times, statuses, seconds } = await claimAll(serving.address, cookies);
    const { given, twice } = await lookBack(house);
    const right = given === CODES && twice === 0 && statuses.get(303) === CODES;
    const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
    return [
      {
        what: `${CLAIMS} claims of vouchers on a pool of ${CODES} codes, from ${CONNECTIONS} connections, over HTTP, ${house.store.dialect}`,
        came: `${given} given, ${twice} twice; ${Math.round(CLAIMS / seconds)} claims/s, p95 ${percentile(times, 0.95).toFixed(0)} ms`,
        budget: 'exactly 1000 given, none twice',
        met: right,
        note: told,
      },
    ];
  } finally {
    await serving.stop();
    await house.close();
  }
}

/** The benefit with its codes, and members who are signed in. returns  their cookies */
async function setOut({ store }: House): Promise<string[]> {
  const now = new Date();
  const secret = await getSecret(store.db);
  return store.db.transaction().execute(async (tx) => {
    await offer(tx, now);
    const times = { made_at: now.getTime(), changed_at: now.getTime() };
    const tier = { slug: 'gold', name: 'Gold', ...times };
    const { id } = await tx.insertInto('tier').values(tier).returning('id').executeTakeFirstOrThrow();
    const cookies: string[] = [];
    for (let at = 0; at < MEMBERS; at += 1) {
      const account = await ensureAccount(tx, { email: `bench-${at}@reader.example`, name: 'Bench' }, now);
      await addReader(tx, { account, cameBy: 'joined' }, now);
      const access = { access_from: now.getTime(), access_until: null, source: 'given' as const };
      const held = { account_id: account, tier_id: id, state: 'running' as const, ...access, ...times };
      await tx.insertInto('membership').values(held).execute();
      const token = `bench-token-${at}`;
      const expiresAt = new Date(now.getTime() + 86_400_000);
      const common = { account, token, expiresAt, from: '127.0.0.1', device: 'Bench' };
      await addSession(tx, { ...common, way: 'test', secondStep: 'due', door: 'paper' }, now);
      cookies.push(`${COOKIE_NAME}=${writeSessionCookie(token, secret)}`);
    }
    return cookies;
  });
}

async function offer(tx: Tx, now: Date): Promise<void> {
  const about = { about: '', link: '', email: '', invoiceTo: '', taxBp: 0, language: '' };
  const partner = await addPartner(tx, { name: 'Bench', ...about, state: 'running' }, now);
  const benefit = await addBenefit(
    tx,
    {
      ...{ partner, slug: 'bench', title: 'Bench', says: '', terms: '', media: null, worthMinor: null },
      ...{ currency: 'EUR', kind: 'pool', sharedCode: null, link: '', validFrom: null, validUntil: null },
      ...{ useWithinDays: null, tiers: [], places: [], perMember: EACH, perMemberDays: null, perDay: null },
      ...{ perPlaceDay: null, inAll: null, settleMinor: 0, lowAt: 0, state: 'offered' },
    },
    now,
  );
  const codes = Array.from({ length: CODES }, (_, at) => ({ line: at + 1, code: `BENCH-${at}` }));
  await addCodes(tx, benefit, codes, 'bench', now);
}

async function claimAll(address: string, cookies: readonly string[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  const statuses = new Map<number, number>();
  let next = 0;
  const begun = performance.now();
  const connection = async (): Promise<void> => {
    while (next < CLAIMS) {
      const at = next;
      next += 1;
      const from = performance.now();
      const cookie = cookies[at % MEMBERS] ?? '';
      const status = await send(agent, `${address}/benefits/bench`, cookie, Math.floor(at / MEMBERS) + 1);
      times.push(performance.now() - from);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  agent.destroy();
  return { times, statuses, seconds: (performance.now() - begun) / 1000 };
}

function send(agent: Agent, href: string, cookie: string, ordinal: number): Promise<number> {
  const body = `ordinal=${ordinal}`;
  const headers = {
    ...{ cookie, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length },
    'sec-fetch-site': 'same-origin',
  };
  return new Promise((resolve, reject) => {
    const asked = request(href, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function lookBack({ store }: House): Promise<{ given: number; twice: number }> {
  const rows = await store.db.selectFrom('voucher').select('code').execute();
  return { given: rows.length, twice: rows.length - new Set(rows.map(({ code }) => code)).size };
}
