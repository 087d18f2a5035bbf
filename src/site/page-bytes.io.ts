import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Settings } from '#paper/settings.js';
import type { Answer, Dependency } from './page.ts';
import { audienceOfKey, type Coding, type Form, type KeptPage } from './page-store.ts';
import { contentPolicy, securityHeaders } from './security.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;
/** Shorter bodies gain nothing by being compressed. */
const SHORTEST_COMPRESSED = 600;
/** Web servers in front take 4 kB of headers unless told otherwise, and answer 502 for more. */
const LONGEST_KEYS = 2_000;
/** A page that changes by time is made anew this long before, and then not given to shared caches. */
const NO_SHARING_BEFORE_TURN_MS = 40_000;

/**
 * Makes an answer ready to be kept and sent: its bytes, ETag and header lists.
 *
 * now  when it was made, milliseconds since 1970
 */
export function finishPage(answer: Answer, key: string, settings: Settings, now: number): KeptPage {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : Buffer.from(answer.body);
  const etag = `W/"${createHash('sha1').update(body).digest('base64url').slice(0, 20)}"`;
  const lastModified = new Date(now - (now % 1000)).toUTCString();
  const turnsAt = answer.turnsAt ?? Number.POSITIVE_INFINITY;
  const soon = turnsAt - now <= NO_SHARING_BEFORE_TURN_MS;
  const servedUntil = soon ? turnsAt : turnsAt - NO_SHARING_BEFORE_TURN_MS;
  const common = commonHeaders(answer, settings, soon ? 0 : settings.sharedCacheSeconds);
  const validators = ['last-modified', lastModified];
  const page: KeptPage = {
    key,
    audience: audienceOfKey(key),
    status: answer.status,
    etag,
    lastModified,
    dependsOn: [...new Set<Dependency>([...answer.dependsOn, 'paper'])],
    servedUntil,
    views: answer.views,
    closed: answer.closed,
    forms: new Map(),
    unchanged: [...common, ...validators, 'etag', etag],
    hits: 0,
    used: false,
  };
  page.forms.set('identity', { body, headers: formHeaders(page, answer.type, 'identity', body.length) });
  return page;
}

/** The page in this coding, made when first asked for, in the thread pool. */
export async function formOf(page: KeptPage, coding: Coding): Promise<Form> {
  const ready = page.forms.get(coding);
  if (ready) return ready;
  const plain = page.forms.get('identity') as Form;
  if (plain.body.length < SHORTEST_COMPRESSED) return plain;
  const body =
    coding === 'br'
      ? await brotli(plain.body, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: plain.body.length,
          },
        })
      : await zip(plain.body, { level: GZIP_LEVEL });
  const type = plain.headers[plain.headers.indexOf('content-type') + 1] ?? '';
  const form = { body, headers: formHeaders(page, type, coding, body.length) };
  page.forms.set(coding, form);
  return form;
}

/** Picks what the client takes: Brotli before gzip before neither. `q=0` counts as a no. */
export function chooseCoding(accepted: string | undefined): Coding {
  if (!accepted) return 'identity';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/.test(accepted) ? 'gzip' : 'identity';
}

/** The names a CDN may purge by: `story-7 section-3 latest`. */
export function surrogateKeys(dependsOn: readonly string[]): string {
  return [...new Set(dependsOn)].map((dependency) => dependency.replace(':', '-')).join(' ');
}

/** The names a page carries. Where they are too many the last give way, which are those of cards. */
function keysOfPage(dependsOn: readonly Dependency[]): string {
  const keys = surrogateKeys(['paper', ...dependsOn]);
  return keys.length <= LONGEST_KEYS ? keys : keys.slice(0, keys.lastIndexOf(' ', LONGEST_KEYS));
}

function commonHeaders(answer: Answer, settings: Settings, sharedSeconds: number): string[] {
  const own = answer.headers ?? {};
  const headers: Record<string, string> = {
    'cache-control': answer.keep
      ? `public, max-age=0, s-maxage=${sharedSeconds}, must-revalidate`
      : 'private, no-store',
    'surrogate-key': keysOfPage(answer.dependsOn),
    ...securityHeaders(settings),
    ...(answer.type.startsWith('text/html')
      ? { 'content-security-policy': contentPolicy(settings, answer.frameHosts ?? []) }
      : {}),
    ...own,
  };
  headers.vary = own.vary ? `accept-encoding, ${own.vary}` : 'accept-encoding';
  return Object.entries(headers).flat();
}

function formHeaders(page: KeptPage, type: string, coding: Coding, length: number): string[] {
  return [
    ...page.unchanged,
    'content-type',
    type,
    'content-length',
    String(length),
    ...(coding === 'identity' ? [] : ['content-encoding', coding]),
  ];
}
