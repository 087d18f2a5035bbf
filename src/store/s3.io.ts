import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { type Fault, fault, isFault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';
import { checkKey, type Files, isKey, type StoredFile } from './files.io.ts';
import { type Complaint, readComplaint, readList } from './s3-answers.ts';

/** How often a request is made before it is given up, and the pause after the first, in milliseconds, doubled each time. */
const TRIES = 5;
const FIRST_PAUSE_MS = 100;

/**
 * An S3 store, of Amazon or of anyone who speaks its language.
 *
 * endpoint  https://s3.eu-central-1.amazonaws.com, without the bucket
 * prefix    what stands before every key, so that several papers can share a bucket; '' for nothing
 */
export type S3Place = {
  endpoint: string;
  region: string;
  bucket: string;
  keyId: string;
  secret: string;
  prefix: string;
};

/** Files in a bucket. It speaks to nobody before the first file is asked for. */
export function openS3Files(place: S3Place): Files {
  const bucket = new Bucket(place);
  return {
    write: (key, body, mime) => bucket.put(key, body, body.length, mime),
    writeStream: (key, body, sizeBytes, mime) => bucket.put(key, body, sizeBytes, mime),
    read: (key) => bucket.get(key),
    find: (key) => bucket.head(key),
    stream: (key, range) => bucket.stream(key, range),
    remove: (key) => bucket.delete(key),
    list: (prefix) => bucket.list(prefix),
  };
}

type Call = {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** '' for the bucket itself. */
  key: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array | Readable;
};

class Bucket {
  readonly #place: S3Place;
  readonly #root: string;
  readonly #prefix: string;
  /** Signing keys hold for a day; the signer keeps them here. */
  readonly #signingKeys = new Map<string, ArrayBuffer>();

  constructor(place: S3Place) {
    this.#place = place;
    this.#root = `${place.endpoint.replace(/\/+$/, '')}/${place.bucket}`;
    const prefix = place.prefix.replace(/^\/+|\/+$/g, '');
    this.#prefix = prefix && `${prefix}/`;
  }

  /** S3 shows an object only once all announced bytes have come. */
  async put(key: string, body: Uint8Array | Readable, sizeBytes: number, mime: string): Promise<void> {
    const headers = { 'content-type': mime, 'content-length': String(sizeBytes) };
    await this.#call({ method: 'PUT', key: checkKey(key), headers, body }, drop);
  }

  get(key: string): Promise<Uint8Array | undefined> {
    const bytes = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
    return this.#call({ method: 'GET', key: checkKey(key) }, bytes);
  }

  head(key: string): Promise<StoredFile | undefined> {
    return this.#call({ method: 'HEAD', key: checkKey(key) }, async ({ headers }) => ({
      key,
      sizeBytes: Number(headers.get('content-length')),
      changedAt: new Date(headers.get('last-modified') ?? 0),
    }));
  }

  stream(key: string, range?: { start: number; end: number }): Promise<Readable | undefined> {
    const headers = range && { range: `bytes=${range.start}-${range.end}` };
    const call: Call = { method: 'GET', key: checkKey(key), ...(headers && { headers }) };
    return this.#call(call, async (answer) => {
      if (answer.ok && answer.body) return Readable.fromWeb(answer.body as ReadableStream);
      // A range behind the end holds nothing, as in a folder.
      await drop(answer);
      return Readable.from([]);
    });
  }

  async delete(key: string): Promise<void> {
    await this.#call({ method: 'DELETE', key: checkKey(key) }, drop);
  }

  async *list(prefix: string): AsyncGenerator<StoredFile> {
    let after: string | undefined;
    do {
      const query = { 'list-type': '2', prefix: this.#prefix + prefix };
      const next = after === undefined ? undefined : { 'continuation-token': after };
      const call: Call = { method: 'GET', key: '', query: { ...query, ...next } };
      const page = readList((await this.#call(call, (answer) => answer.text())) ?? '');
      for (const { key, ...file } of page.files) {
        const own = key.slice(this.#prefix.length);
        // Whoever looks after the bucket by hand may leave folders and notes there.
        if (isKey(own)) yield { key: own, ...file };
      }
      after = page.next;
    } while (after !== undefined);
  }

  /**
   * Makes the request and reads the answer; both again, after a pause, while the server is unwell.
   *
   * returns  undefined where there is no such object
   */
  async #call<Value>(call: Call, read: (answer: Response) => Promise<Value>): Promise<Value | undefined> {
    // What is streamed has flown by after the first try.
    const tries = call.body instanceof Readable ? 1 : TRIES;
    for (let made = 1; ; made += 1) {
      try {
        const answer = await this.#fetch(call);
        if (answer.ok || answer.status === NOTHING_THERE) return await read(answer);
        const complaint = readComplaint(answer.status, await answer.text());
        if (isMissing(call, complaint)) return undefined;
        if (!isPassing(answer.status)) throw this.#refusal(call, complaint);
        throw new Error(complaint.says);
      } catch (error) {
        if (isFault(error)) throw error;
        if (made >= tries) throw this.#unreachable(error);
        await setTimeout(FIRST_PAUSE_MS * 2 ** (made - 1) * (0.5 + Math.random()));
      }
    }
  }

  async #fetch({ method, key, query, headers, body }: Call): Promise<Response> {
    const url = new URL(key ? `${this.#root}/${this.#prefix}${key}` : this.#root);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const { keyId, secret, region } = this.#place;
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers: headers ?? {},
      accessKeyId: keyId,
      secretAccessKey: secret,
      region,
      service: 's3',
      cache: this.#signingKeys,
    }).sign();
    const sent = body instanceof Readable ? { body: Readable.toWeb(body), duplex: 'half' } : body && { body };
    return fetch(signed.url, { method, headers: signed.headers, redirect: 'manual', ...sent } as RequestInit);
  }

  #refusal({ method, key }: Call, { code, says }: Complaint): Fault {
    const { bucket, endpoint } = this.#place;
    const what = code === 'NoSuchBucket' ? 'files-no-bucket' : 'files-refused';
    return fault(storeFaults, what, { bucket, endpoint, method, key: this.#prefix + key, reason: says });
  }

  #unreachable(error: unknown): Fault {
    const { endpoint } = this.#place;
    return fault(storeFaults, 'files-unreachable', { endpoint, reason: reasonOf(error) }, error);
  }
}

/** Range Not Satisfiable. */
const NOTHING_THERE = 416;

function isPassing(status: number): boolean {
  return status >= 500 || status === 429;
}

function isMissing({ method, key }: Call, { status, code }: Complaint): boolean {
  return status === 404 && key !== '' && method !== 'PUT' && code !== 'NoSuchBucket';
}

/** Reads what nobody wants, so that the connection can be used again. */
async function drop(answer: Response): Promise<void> {
  await answer.arrayBuffer();
}

/** `fetch failed` says nothing; what lies under it does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return (cause.message || String((cause as NodeJS.ErrnoException).code)).replace(/[.\s]+$/, '');
}
