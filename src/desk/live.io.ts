import type { ServerResponse } from 'node:http';
import type { Staff } from '#accounts/staff.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';

/** How often a quiet line says that it still stands, in milliseconds: proxies cut lines that say nothing. */
const BEAT_MS = 25_000;

type Listener = { readonly staff: Staff; readonly response: ServerResponse };

/**
 * News for every open desk: what changed, by kind and id, so that screens ask again for what they show. It carries no
 * words of any story; who asks again is asked for their rights again.
 */
export class Live {
  readonly #listeners = new Set<Listener>();
  /** Which listeners may hear of an event; all of them where nothing is set. */
  readonly #mayHear: (staff: Staff, event: OutboxEvent) => Promise<boolean>;

  constructor(mayHear: (staff: Staff, event: OutboxEvent) => Promise<boolean> = async () => true) {
    this.#mayHear = mayHear;
  }

  /** Hears everything from now on and passes it to those who listen. */
  get consumer(): Consumer {
    return { name: 'desk-live', memory: true, hear: (events) => this.#pass(events) };
  }

  /** Sends news over this response until its reader hangs up. The caller has checked who it is. */
  listen(staff: Staff, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const listener = { staff, response };
    this.#listeners.add(listener);
    const beat = setInterval(() => response.writableEnded || response.write(': still here\n\n'), BEAT_MS);
    response.write('retry: 2000\n\n');
    response.on('close', () => {
      clearInterval(beat);
      this.#listeners.delete(listener);
    });
  }

  /** Ends the lines of one person, or of everybody: a role changed, a session was ended, the process stops. */
  hangUp(account?: Staff['id']): void {
    for (const listener of this.#listeners) {
      if (account !== undefined && listener.staff.id !== account) continue;
      this.#listeners.delete(listener);
      listener.response.end();
    }
  }

  async #pass(events: readonly OutboxEvent[]): Promise<void> {
    for (const listener of this.#listeners) {
      for (const event of events) {
        if (!(await this.#mayHear(listener.staff, event))) continue;
        // Meanwhile it may have been hung up.
        if (listener.response.writableEnded) break;
        listener.response.write(`data: ${JSON.stringify({ name: event.name, subject: event.subject })}\n\n`);
      }
    }
  }
}
