import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';
import { afterAll } from 'vitest';
import { answer } from './stripe/answers.ts';
import { readForm } from './stripe/form.ts';
import { actInPortal, checkoutPage, type PageAnswer, payCheckout, portalPage } from './stripe/pages.ts';
import type { LocalEvent } from './stripe/shapes.ts';
import { newId, Refused, World } from './stripe/world.ts';

const KEY = 'sk_test_local';
const SECRET = 'whsec_local';

export type Asked = { method: string; path: string; key: string | undefined };

export type Delivery = { url?: string; secret?: string; at?: Date; body?: string };

/** A small Stripe of one's own: it answers the library in the documented shapes and sends signed webhooks. */
export type LocalStripe = {
  /** http://127.0.0.1:PORT */
  url: string;
  key: string;
  secret: string;
  /** What it keeps; test/harness/stripe/billing.ts has what happens to it. */
  world: World;
  /** Every event so far, the oldest first. */
  events: LocalEvent[];
  /** Every question of the library, the oldest first. */
  asked: Asked[];
  /** Where events go as they happen, from now on; undefined keeps them back. */
  sendTo(url: string | undefined): void;
  /** Sends one event, as late and as often as a test likes; gives the status that was answered. */
  deliver(event: LocalEvent, how?: Delivery): Promise<number>;
  /** Waits until everything was sent, and gives the statuses answered. */
  settled(): Promise<number[]>;
  /** Answers the next questions with this status instead. */
  failNext(status: number, times: number): void;
  stop(): Promise<void>;
};

/** Starts it, with a clock set by hand where one is given. It stops by itself when the file ends. */
export async function startStripe(clock: () => Date = () => new Date()): Promise<LocalStripe> {
  const world = new World(clock);
  const post = new Post(clock);
  world.tell = (type, object, before) => post.tell(type, object, before);
  const api = new Api(world);
  const server = createServer((request, response) => void api.take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api.url = url;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  afterAll(stop);
  return {
    ...{ url, key: KEY, secret: SECRET, world, events: post.events, asked: api.asked, stop },
    sendTo: (to) => {
      post.to = to;
    },
    deliver: (event, how) => post.deliver(event, how),
    settled: () => post.settled(),
    failNext: (status, times) => {
      api.failing = { status, times };
    },
  };
}

/** Events, and their way to the paper, one after another. */
class Post {
  readonly events: LocalEvent[] = [];
  readonly #clock: () => Date;
  to: string | undefined;
  #statuses: number[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  tell(type: string, object: object, before?: object): void {
    const event: LocalEvent = {
      ...{ id: newId('evt'), object: 'event', api_version: Stripe.API_VERSION, livemode: false, type },
      ...{ created: Math.floor(this.#clock().getTime() / 1000), pending_webhooks: 1 },
      data: {
        object: structuredClone(object),
        ...(before && { previous_attributes: structuredClone(before) }),
      },
      request: { id: null, idempotency_key: null },
    };
    this.events.push(event);
    if (this.to === undefined) return;
    this.#last = this.#last.then(async () => {
      this.#statuses.push(await this.deliver(event));
    });
  }

  async deliver(event: LocalEvent, how: Delivery = {}): Promise<number> {
    const { url = this.to, secret = SECRET, at = this.#clock() } = how;
    if (url === undefined) throw new Error('Nobody said where events go.');
    const payload = JSON.stringify(event, null, 2);
    const timestamp = Math.floor(at.getTime() / 1000);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
    const answered = await fetch(url, { method: 'POST', headers, body: how.body ?? payload }).catch(
      () => undefined,
    );
    await answered?.text();
    return answered?.status ?? 0;
  }

  async settled(): Promise<number[]> {
    for (let last: Promise<void> | undefined; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
    return this.#statuses.splice(0);
  }
}

class Api {
  readonly asked: Asked[] = [];
  readonly #world: World;
  /** Answers by idempotency key, so that a repeated question changes nothing. */
  readonly #given = new Map<string, { said: string; status: number; body: string }>();
  url = '';
  failing = { status: 0, times: 0 };

  constructor(world: World) {
    this.#world = world;
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request) text += String(piece);
    const { pathname, search } = new URL(request.url ?? '/', this.url);
    try {
      if (pathname.startsWith('/v1/'))
        this.#ask(request, response, { pathname, said: search.slice(1) || text });
      else this.#show(request, response, { pathname, text });
    } catch (error) {
      const refused = error instanceof Refused ? error : undefined;
      const body = refused?.error ?? { type: 'api_error', message: String(error) };
      send(response, refused?.status ?? 500, JSON.stringify({ error: body }));
    }
  }

  #ask(
    request: IncomingMessage,
    response: ServerResponse,
    { pathname, said }: { pathname: string; said: string },
  ): void {
    const { method = 'GET', headers } = request;
    const key = headers['idempotency-key'] as string | undefined;
    this.asked.push({ method, path: pathname.slice(3), key });
    if (this.failing.times > 0) {
      this.failing.times -= 1;
      const type = this.failing.status === 429 ? 'rate_limit_error' : 'api_error';
      throw new Refused(this.failing.status, {
        type: 'invalid_request_error',
        code: type,
        message: 'Try later.',
      });
    }
    if (headers.authorization !== `Bearer ${KEY}`) {
      throw new Refused(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' });
    }
    const given = key === undefined ? undefined : this.#given.get(key);
    if (given && given.said !== `${method} ${pathname} ${said}`) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      throw new Refused(400, { type: 'idempotency_error', message });
    }
    if (given) {
      send(response, given.status, given.body, { 'idempotent-replayed': 'true' });
      return;
    }
    const found = answer(this.#world, {
      method,
      path: pathname.slice(3),
      form: readForm(said),
      url: this.url,
    });
    const body = JSON.stringify(found);
    if (key !== undefined) this.#given.set(key, { said: `${method} ${pathname} ${said}`, status: 200, body });
    send(response, 200, body);
  }

  #show(
    request: IncomingMessage,
    response: ServerResponse,
    { pathname, text }: { pathname: string; text: string },
  ): void {
    const [, place = '', kind = '', id = ''] = pathname.split('/');
    const choice = new URLSearchParams(text).get('choice') ?? '';
    const acts = request.method === 'POST';
    const where = `/${place}/${kind}`;
    let shown: PageAnswer | undefined;
    if (where === '/c/pay')
      shown = acts ? payCheckout(this.#world, id, choice) : checkoutPage(this.#world, id);
    if (where === '/p/session')
      shown = acts ? actInPortal(this.#world, id, choice) : portalPage(this.#world, id);
    if (!shown) {
      send(response, 404, '{}');
      return;
    }
    if (shown.status === 303) {
      response.writeHead(303, { location: shown.to }).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(shown.html);
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  more: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'request-id': newId('req'), ...more })
    .end(body);
}
