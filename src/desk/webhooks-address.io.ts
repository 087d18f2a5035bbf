import { lookup as lookUp } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { no, type Result, yes } from '#kit/result.js';

const TIMEOUT_MS = 10_000;
/** Of an answer this much is kept for the log. */
const ANSWER_BYTES = 500;

const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** Whether an address belongs to this machine or to a network that is not the open internet. */
export function isInsideAddress(ip: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  const plain = mapped ?? ip;
  const family = isIP(plain);
  // Any other writing of a mapped address is not looked into, but refused.
  if (family === 0 || /^::ffff:/i.test(plain)) return true;
  return inside.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whether a webhook may have this address, judged by its form: the names behind it are judged at each call.
 *
 * allowInside  the setting webhookPrivate
 */
export function checkWebhookAddress(address: string, allowInside: boolean): Result<URL, string> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return no('Write an address that begins with https://.');
  if (url.username || url.password) return no('Leave name and password out of the address.');
  if (allowInside) return yes(url);
  if (url.protocol !== 'https:')
    return no('Only https:// is allowed, so that nobody on the way reads along.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isInside = isIP(host) > 0 ? isInsideAddress(host) : /(^|\.)(localhost|local|internal)$/i.test(host);
  return isInside ? no('This address lies in a private network. Webhooks may not go there.') : yes(url);
}

export type CallAnswer = { readonly status: number; readonly text: string };

/**
 * Posts to an address. Redirects are not followed; the name is looked up once, and only what it gave is called, so that
 * no name leads into a private network between the look and the call.
 *
 * throws  whatever hindered it, as an Error with a sentence
 */
export async function postOutside(
  address: string,
  sent: { headers: Readonly<Record<string, string>>; body: string },
  allowInside: boolean,
): Promise<CallAnswer> {
  const checked = checkWebhookAddress(address, allowInside);
  if (!checked.ok) throw new Error(checked.refusal);
  const send = checked.value.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      checked.value,
      {
        method: 'POST',
        headers: { ...sent.headers, 'content-length': String(Buffer.byteLength(sent.body)) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        agent: false,
        ...(allowInside ? {} : { lookup: outsideOnly }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          if (text.length < ANSWER_BYTES) text += piece;
          else response.destroy();
        });
        response.on('close', () =>
          resolve({ status: response.statusCode ?? 0, text: text.slice(0, ANSWER_BYTES) }),
        );
      },
    );
    request.on('error', (error) => reject(new Error(wordFailure(error))));
    request.end(sent.body);
  });
}

/** Looks a name up and gives only addresses of the open internet. */
const outsideOnly: LookupFunction = (host, options, answer) => {
  lookUp(host, { all: true }).then(
    (found) => {
      const outside = found.filter(({ address }) => !isInsideAddress(address));
      const [first] = outside;
      if (!first) answer(new Error('Its name leads into a private network.'), '', 0);
      else if (options.all) answer(null, outside);
      else answer(null, first.address, first.family);
    },
    (error: Error) => answer(error, '', 0),
  );
};

function wordFailure(error: Error & { code?: string }): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'No answer within 10 seconds.';
  if (error.code === 'ECONNREFUSED') return 'Nobody listens at this address.';
  if (error.code === 'ENOTFOUND') return 'There is no such host.';
  if (error.code?.startsWith('ERR_TLS') || error.code?.includes('CERT'))
    return `Its certificate is wrong: ${error.message}`;
  return error.message;
}
