import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '#kit/clock.js';
import type { AccountId } from '#kit/ids.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';
import type { Db } from '#store/tables.js';
import { findSession, keepSession, type Session } from './session.sql.ts';
import { readSessionCookie } from './session-cookie.ts';
import type { SignedIn } from './signed-in.ts';
import { findStaff } from './staff.sql.ts';

/** Sessions remembered at most; beyond that the oldest are asked for anew. */
const REMEMBERED = 2_000;
/** A session that is used is written down as seen this often, in milliseconds. */
const SEEN_EVERY_MS = 3_600_000;
/** How long a session lasts without being used, in milliseconds. */
export const SESSION_MS = 30 * 86_400_000;
/** The same for a session that began at the readers' door. */
export const READER_SESSION_MS = 400 * 86_400_000;

/** A session with the person it is of: whoever has only the first step behind them is not signed in yet. */
export type Known = { readonly session: Session; readonly signedIn: SignedIn };

const MATTERS = new Set(['staff.changed', 'session.changed', 'session.ended']);

/**
 * Who is at the desk, by the session of their cookie, kept in memory so that no request makes a query. What changes a
 * session or a person's rights tells so in the outbox, and whatever is kept is forgotten then, in every process.
 */
export class SessionTable {
  readonly #known = new Map<string, Known>();
  readonly #changed = new Set<(account: AccountId) => void>();
  /** Grows whenever something is forgotten: what was read before that is not kept. */
  #age = 0;
  readonly #db: Db;
  readonly #secret: string;
  readonly #clock: Clock;

  constructor(from: { db: Db; secret: string; clock: Clock }) {
    this.#db = from.db;
    this.#secret = from.secret;
    this.#clock = from.clock;
  }

  get consumer(): Consumer {
    return { name: 'accounts-sessions', memory: true, hear: async (events) => this.#hear(events) };
  }

  /** Is told whose sessions or rights changed. returns  what stops it */
  onChanged(listener: (account: AccountId) => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  /** Forgets everything at once, where this process itself has changed something. */
  forget(): void {
    this.#age += 1;
    this.#known.clear();
  }

  /** Who these headers are of, with the second step behind them or not. */
  async find(headers: IncomingHttpHeaders): Promise<Known | undefined> {
    const token = readSessionCookie(headers.cookie, this.#secret);
    if (!token) return undefined;
    const now = this.#clock();
    const known = this.#known.get(token) ?? (await this.#load(token, now));
    if (!known || known.session.expiresAt <= now.getTime()) return undefined;
    if (now.getTime() - known.session.seenAt < SEEN_EVERY_MS) return known;
    const kept = await this.#keep(known, now);
    if (this.#known.has(token)) this.#known.set(token, kept);
    return kept;
  }

  async #load(token: string, now: Date): Promise<Known | undefined> {
    const age = this.#age;
    const session = await findSession(this.#db, token, now);
    const staff = session?.door === 'desk' ? await findStaff(this.#db, session.account) : undefined;
    if (!session || !staff?.active) return undefined;
    const { active: _active, madeAt: _madeAt, ...person } = staff;
    const known = { session, signedIn: { staff: person, session: String(session.id) } };
    if (age === this.#age) this.#remember(token, known);
    return known;
  }

  #remember(token: string, known: Known): void {
    if (this.#known.size >= REMEMBERED) {
      const oldest = this.#known.keys().next().value;
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    this.#known.set(token, known);
  }

  async #keep({ session, signedIn }: Known, now: Date): Promise<Known> {
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    await keepSession(this.#db, session.id, now, expiresAt);
    const seen = { ...session, seenAt: now.getTime(), expiresAt: expiresAt.getTime() };
    return { session: seen, signedIn };
  }

  #hear(events: readonly OutboxEvent[]): void {
    const told = events.filter(({ name }) => MATTERS.has(name));
    if (told.length === 0) return;
    this.forget();
    for (const { name, subject, payload } of told) {
      const account = name === 'staff.changed' ? subject : (payload as { account: number }).account;
      for (const listener of this.#changed) listener(account as AccountId);
    }
  }
}
