/** What is the same for every answer of the read API: keys, limits, caching, and how a no is worded. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hashOfKey } from '#accounts/api-key.io.js';
import { findApiKey } from '#accounts/api-key.sql.js';
import { fault, isFault } from '#kit/fault.js';
import type { Settings } from '#paper/settings.js';
import type { Texts } from './api-stories.io.ts';
import { isLoopback } from './clients.ts';
import { siteFaults } from './faults.ts';
import { Limit } from './limits.ts';
import type { SiteHouse } from './page.ts';
import { securityHeaders } from './security.ts';

/** What the read API is made over; `house` is asked anew for each question, since settings change. */
export type ApiSite = {
  readonly house: SiteHouse;
  clientOf(request: IncomingMessage): string;
};

/** What came with a question: no key, one nobody knows, one that reads whole texts, or one that does other things. */
type KeySent = 'none' | 'unknown' | 'reads' | 'known';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every question under /api. */
    keySent: KeySent;
  }
}

export function addManners(api: FastifyInstance, site: ApiSite): void {
  const calls = new Limit();
  api.decorateRequest('keySent', 'none');
  api.addHook('onRequest', async (request) => {
    spendCall(calls, site, request.raw);
    request.keySent = await keyOf(request, site.house);
    if (request.keySent === 'unknown') throw fault(siteFaults, 'api-key-unknown');
  });
  api.addHook('onSend', (request, reply, payload) => finish(site.house, request, reply, payload));
  api.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, code, says } = wordNo(error);
    if (status >= 500) request.log.error({ err: error }, 'A question to the read API could not be answered.');
    if (isFault(error, 'api-too-often')) reply.header('retry-after', String(error.details.seconds));
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(status).send({ code, says });
  });
  api.setNotFoundHandler(() => {
    throw fault(siteFaults, 'api-address-unknown');
  });
}

/** Whole texts of open stories go to everyone where the paper says so, else to those with a key. */
export function textsFor(request: FastifyRequest, settings: Settings): Texts {
  return settings.feedTexts === 'whole' || request.keySent === 'reads' ? 'whole' : 'summary';
}

/** Other kinds of Authorization are a proxy's business and count as none. */
async function keyOf({ headers }: FastifyRequest, { db, clock, paper }: SiteHouse): Promise<KeySent> {
  const sent = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (sent === undefined) return 'none';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const asked = digest(sent);
  // Every key is compared, so that the time an answer takes tells nothing.
  const matches = paper.settings.apiKeys.filter((key) => timingSafeEqual(digest(key), asked));
  if (matches.length > 0) return 'reads';
  const key = await findApiKey(db, hashOfKey(sent), clock());
  if (!key) return 'unknown';
  return key.scopes.has('read') ? 'reads' : 'known';
}

/** throws  api-too-often */
function spendCall(calls: Limit, site: ApiSite, request: IncomingMessage): void {
  const { house } = site;
  const { apiPerMinute, limitLoopback } = house.paper.settings;
  const client = site.clientOf(request);
  if (isLoopback(client) && !limitLoopback) return;
  const seconds = calls.spend(client, apiPerMinute, house.clock().getTime());
  if (seconds > 0) throw fault(siteFaults, 'api-too-often', { seconds });
}

function wordNo(error: FastifyError): { status: number; code: string; says: string } {
  const no = isFault(error) ? error : faultOf(error);
  return { status: no.status, code: no.code, says: no.message };
}

function faultOf({ validation, statusCode = 500, message }: FastifyError) {
  if (validation) return fault(siteFaults, 'api-question-wrong', { problem: wordProblem(validation) });
  return statusCode < 500
    ? fault(siteFaults, 'api-question-wrong', { problem: message })
    : fault(siteFaults, 'api-failed');
}

function wordProblem(problems: NonNullable<FastifyError['validation']>): string {
  for (const { params } of problems) {
    const { additionalProperties } = params as { additionalProperties?: readonly string[] };
    if (additionalProperties) return `there is nothing called ${additionalProperties.join(', ')}.`;
  }
  const [first] = problems;
  return `${first?.instancePath.slice(1) || 'it'} ${first?.message ?? 'is not of the right form'}.`;
}

/** Anyone's answer may be kept for a moment by a CDN; an answer to a key is for its holder alone. */
async function finish(
  house: SiteHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  reply.headers({
    ...securityHeaders(house.paper.settings),
    vary: 'authorization',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  });
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
  const etag = `W/"${createHash('sha1').update(payload).digest('base64url').slice(0, 20)}"`;
  reply.headers({ etag, 'surrogate-key': 'latest paper' });
  const anyone = request.headers.authorization === undefined;
  const shared = `public, max-age=0, s-maxage=${await sharedSeconds(house)}, must-revalidate`;
  reply.header('cache-control', anyone ? shared : 'private, no-cache');
  if (!isKnown(request.headers['if-none-match'], etag)) return payload;
  reply.code(304);
  return '';
}

/** As the setting says, but not past the next moment at which time alone brings a story out or takes one off. */
async function sharedSeconds({ paper, nextTurn, clock }: SiteHouse): Promise<number> {
  const now = clock();
  const turn = await nextTurn(now);
  const left = turn === null ? Number.POSITIVE_INFINITY : Math.floor((turn - now.getTime()) / 1000);
  return Math.max(0, Math.min(paper.settings.sharedCacheSeconds, left));
}

function isKnown(match: string | undefined, etag: string): boolean {
  if (match === undefined) return false;
  return match
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag.slice(2));
}
