import type { IncomingHttpHeaders } from 'node:http';
import { findSession, keepSession, type Session } from '#accounts/session.sql.js';
import { readSessionCookie } from '#accounts/session-cookie.js';
import { READER_SESSION_MS } from '#accounts/session-table.io.js';
import type { Clock } from '#kit/clock.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';
import type { Db } from '#store/tables.js';
import { findStanding } from './reader.sql.ts';
import type { Reader } from './reader.ts';
import { noteSeen } from './readers.sql.ts';

/** Readers remembered at most; beyond that the oldest are asked for anew. */
const REMEMBERED = 20_000;
/** A session that is used is written down as seen this often, in milliseconds. */
const SEEN_EVERY_MS = 6 * 3_600_000;

type Known = { readonly reader: Reader; readonly seenAt: number; readonly goodUntil: number };

const MATTERS = new Set([
  'session.ended',
  'session.changed',
  'staff.changed',
  'reader.changed',
  'membership.changed',
]);

/**
 * Who reads, by the session of their cookie, kept in memory so that a member's page costs no query. What changes a
 * session, a membership or a reader tells so in the outbox, and what is remembered of that account is forgotten then,
 * in every process; what time alone changes is remembered until that instant.
 */
export class ReaderTable {
  readonly #known = new Map<string, Known>();
  readonly #tokensOf = new Map<number, Set<string>>();
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
    return { name: 'members-readers', memory: true, hear: async (events) => this.#hear(events) };
  }

  /** Forgets one account at once, or everybody, where this process itself has changed something. */
  forget(account?: number): void {
    this.#age += 1;
    if (account === undefined) {
      this.#known.clear();
      this.#tokensOf.clear();
      return;
    }
    for (const token of this.#tokensOf.get(account) ?? []) this.#known.delete(token);
    this.#tokensOf.delete(account);
  }

  /** Who a Cookie header is of, as remembered; 'ask' where it has to be looked up, undefined where it is nobody's. */
  peek(cookie: string | undefined): Reader | 'ask' | undefined {
    const token = readSessionCookie(cookie, this.#secret);
    if (!token) return undefined;
    return this.#remembered(token, this.#clock().getTime())?.reader ?? 'ask';
  }

  /** Who these headers are of; undefined where they are nobody's. */
  async find(headers: IncomingHttpHeaders): Promise<Reader | undefined> {
    const token = readSessionCookie(headers.cookie, this.#secret);
    if (!token) return undefined;
    const now = this.#clock();
    return (this.#remembered(token, now.getTime()) ?? (await this.#load(token, now)))?.reader;
  }

  #remembered(token: string, now: number): Known | undefined {
    const known = this.#known.get(token);
    return known && now < known.goodUntil && now - known.seenAt < SEEN_EVERY_MS ? known : undefined;
  }

  async #load(token: string, now: Date): Promise<Known | undefined> {
    const age = this.#age;
    const session = await findSession(this.#db, token, now);
    if (!session) return undefined;
    const standing = await findStanding(
      this.#db,
      {
        account: session.account,
        asStaff: session.door === 'desk' && session.secondStep === 'done',
        secret: this.#secret,
      },
      now,
    );
    if (!standing) return undefined;
    const expiresAt = await this.#keep(session, now);
    const reader = { ...standing.reader, session: session.id };
    const goodUntil = Math.min(standing.goodUntil, expiresAt);
    const known = { reader, seenAt: now.getTime(), goodUntil };
    if (age === this.#age) this.#remember(token, known);
    return known;
  }

  /** Who came in by the readers' door stays for as long as they come; how long a session of the desk lasts is the desk's to say. */
  async #keep(session: Session, now: Date): Promise<number> {
    if (session.door === 'desk' || now.getTime() - session.seenAt < SEEN_EVERY_MS) return session.expiresAt;
    const expiresAt = new Date(now.getTime() + READER_SESSION_MS);
    await keepSession(this.#db, session.id, now, expiresAt);
    await noteSeen(this.#db, session.account, now);
    return expiresAt.getTime();
  }

  #remember(token: string, known: Known): void {
    if (this.#known.size >= REMEMBERED) {
      const oldest = this.#known.keys().next().value;
      if (oldest !== undefined) this.#drop(oldest);
    }
    this.#known.set(token, known);
    const tokens = this.#tokensOf.get(known.reader.id) ?? new Set();
    this.#tokensOf.set(known.reader.id, tokens.add(token));
  }

  #drop(token: string): void {
    const known = this.#known.get(token);
    this.#known.delete(token);
    const tokens = known && this.#tokensOf.get(known.reader.id);
    tokens?.delete(token);
    if (tokens?.size === 0) this.#tokensOf.delete(known?.reader.id ?? 0);
  }

  #hear(events: readonly OutboxEvent[]): void {
    for (const { name, subject, payload } of events) {
      if (!MATTERS.has(name)) continue;
      const ofSession = name.startsWith('session.');
      const account = ofSession ? (payload as { account?: number }).account : subject;
      this.forget(account ?? undefined);
    }
  }
}
