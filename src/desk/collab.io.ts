import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection, Document, Hocuspocus } from '@hocuspocus/server';
import { applyUpdate } from 'yjs';
import type { FindSignedIn } from '#accounts/signed-in.js';
import type { Staff } from '#accounts/staff.js';
import type { Clock } from '#kit/clock.js';
import type { AccountId } from '#kit/ids.js';
import type { Consumer } from '#store/runner.job.js';
import { listStanding, loadShared } from '#store/shared.sql.js';
import type { Store } from '#store/store.io.js';
import { setRight } from './collab/awareness.ts';
import { type DocumentKind, kindOf } from './collab/document-kind.ts';
import { frontKind } from './collab/front-kind.io.ts';
import { OpenDocument, type OpenParts, type Pace } from './collab/open-document.io.ts';
import { Saver, type Trouble } from './collab/saver.io.ts';
import { Sockets } from './collab/sockets.io.ts';
import { storyKind } from './collab/story-kind.io.ts';
import { refuse, type Visitor } from './collab/visitor.ts';
import { type Mark, type RefusalCode, refusals } from './shapes/collab.ts';

/** What comes within this time is committed together, in milliseconds. */
const BATCH_MS = 60;
const WRITTEN_MS = 1_000;
/** Nobody has written for so long: that is a pause, and it is kept as a revision. */
const PAUSE_MS = 120_000;
/** How often everybody's session and rights are asked for anew, whatever events came, in milliseconds. */
const RECHECK_MS = 30_000;
/** Largest message that is no update, in bytes: carets and marks are small. */
const LARGEST_SAYING_BYTES = 16_384;
/** How long a replaced document may take to be put away. */
const LET_GO_TURNS = 100;
const LET_GO_TURN_MS = 20;
/** So long a no may take to arrive before its line is closed, in milliseconds. */
const HANG_UP_MS = 50;
/** Kinds of sync messages: what I have; what you lack; something new. */
const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

export type CollabLog = { error(facts: object, says: string): void; warn(facts: object, says: string): void };

const KINDS: readonly DocumentKind[] = [storyKind, frontKind];

/** address  of the paper: a browser that shows another site may not open a line */
export type CollabParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: CollabLog;
  readonly findSignedIn: FindSignedIn;
  readonly address?: () => string;
  readonly pace?: Partial<Pace & { batchMs: number; recheckMs: number }>;
};

/**
 * Several people in one story or front: takes what each types, hands it to the others, and calls it saved once it is
 * committed. Nothing is refused to anybody because somebody else's program misbehaves.
 */
export class Collab {
  readonly #parts: CollabParts;
  readonly #writer = `desk ${randomUUID()}`;
  readonly #saver: Saver;
  /** Loaded when the first line comes in. */
  #hocuspocus: Hocuspocus<Visitor> | undefined;
  readonly #open = new Map<string, OpenDocument>();
  readonly #sockets: Sockets;
  readonly #recheckTimer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #catchingUp: Promise<void> | undefined;
  #catchUpAgain = false;
  #isClosing = false;

  constructor(parts: CollabParts) {
    this.#parts = parts;
    this.#saver = new Saver({
      store: parts.store,
      clock: parts.clock,
      writer: this.#writer,
      batchMs: parts.pace?.batchMs ?? BATCH_MS,
      keepTouches: async (tx, name, touches) => {
        const of = kindOf(KINDS, name);
        const flat = [...touches].flatMap(([part, accounts]) =>
          [...accounts].map(([staff, at]) => ({ part, staff, at })),
        );
        await of?.kind.touched?.(tx, of.id, flat);
      },
      onStale: (names) => this.#turnAway(names),
      onTrouble: (trouble, error) => this.#tellTrouble(trouble, error),
    });
    this.#sockets = new Sockets((socket, request, visitor) =>
      this.#server.handleConnection(socket, request, visitor),
    );
    this.#recheckTimer = setInterval(() => void this.recheck(), parts.pace?.recheckMs ?? RECHECK_MS);
    this.#recheckTimer.unref();
    this.#stopListening = parts.store.onCommit(() => this.#wake());
  }

  /** Rights are asked for anew whenever something happens to a story. */
  get consumer(): Consumer {
    return {
      name: 'desk-collab',
      memory: true,
      hear: async (events) => {
        const ids = new Set(events.filter(({ subject }) => subject !== null).map(({ subject }) => subject));
        for (const open of this.#open.values()) if (ids.has(open.id)) await this.#recheckDocument(open);
      },
    };
  }

  /** Takes a browser's wish for a line, at /desk/socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    void this.#prepare().then(
      () => !socket.destroyed && this.#sockets.take(request, socket, head, this.#parts.address?.()),
      (error: unknown) => {
        this.#complain(error, 'The line for working together could not be opened.');
        socket.destroy();
      },
    );
  }

  /** Who has which document open in this process, each person once. */
  get present(): ReadonlyMap<string, readonly Staff[]> {
    const present = new Map<string, readonly Staff[]>();
    for (const { name, document } of this.#open.values()) {
      const people = document.getConnections().flatMap(({ context }) => (context as Visitor).staff ?? []);
      present.set(name, [...new Map(people.map((staff) => [staff.id, staff])).values()]);
    }
    return present;
  }

  /**
   * Commits what was typed up to now. Whoever reads a working document from the store in order to publish it calls this
   * before.
   *
   * throws  what the database complains of; nothing is lost then
   */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  /** Asks anew who may be here: everybody, or the connections of one account. Whoever may not any more is gone at once. */
  async recheck(account?: AccountId): Promise<void> {
    for (const open of this.#open.values()) await this.#recheckDocument(open, account);
  }

  /** Stops: everything is committed, pauses are kept, and the desks are told to call again. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#recheckTimer);
    this.#stopListening();
    for (const open of this.#open.values()) open.turnAway('stopping');
    await this.#sockets.close();
    await this.#catchingUp;
    for (const open of [...this.#open.values()]) {
      await open.putAway().catch((error) => this.#complain(error, 'A story could not be put away.'));
      open.destroy();
    }
    this.#open.clear();
    await this.#saver.flush().catch((error) => this.#complain(error, 'What was typed could not be saved.'));
  }

  get #server(): Hocuspocus<Visitor> {
    if (!this.#hocuspocus) throw new Error('Nobody has called yet.');
    return this.#hocuspocus;
  }

  async #prepare(): Promise<void> {
    const { Hocuspocus } = await import('@hocuspocus/server');
    this.#hocuspocus ??= this.#makeHocuspocus(Hocuspocus);
  }

  #makeHocuspocus(Made: typeof Hocuspocus): Hocuspocus<Visitor> {
    return new Made<Visitor>({
      quiet: true,
      onAuthenticate: (asked) => this.#letIn(asked),
      onLoadDocument: ({ document }) => this.#load(document),
      beforeHandleMessage: async ({ connection, update }) => this.#weigh(connection, update),
      beforeSync: async ({ connection, type, payload }) => this.#check(connection, type, payload),
      beforeHandleAwareness: async ({ connection, document, states }) => {
        const staff = connection?.context.staff;
        if (!connection || !staff) states.clear();
        else setRight(states, document, { staff, own: document.getClients(connection) });
      },
      onStateless: async ({ connection, payload }) => this.#hearMark(connection, payload),
      beforeUnloadDocument: ({ documentName }) => this.#putAway(documentName),
      afterUnloadDocument: async ({ documentName }) => {
        this.#open.get(documentName)?.destroy();
        this.#open.delete(documentName);
      },
    });
  }

  async #letIn(asked: {
    context: Visitor;
    documentName: string;
    token: string;
    connectionConfig: { readOnly: boolean };
  }): Promise<Partial<Visitor>> {
    const { context, documentName, token, connectionConfig } = asked;
    const { store, findSignedIn } = this.#parts;
    if (this.#isClosing) throw callAgain(context);
    const signedIn = await findSignedIn(context.headers);
    if (!signedIn) throw denied('not-signed-in');
    const of = kindOf(KINDS, documentName);
    const access = of && (await of.kind.permit(store.db, of.id))(signedIn.staff);
    if (!of || !access) throw denied('not-allowed');
    const stored = (await listStanding(store.db, [documentName])).get(documentName);
    // A browser says which generation its own copy is of; an older one holds words that were taken out for good.
    if (token !== '' && token !== String(stored?.generation ?? 1)) throw denied('turned-away');
    if (!(await this.#letGoOfOld(documentName, stored?.generation))) throw callAgain(context);
    connectionConfig.readOnly = access === 'read';
    return { staff: signedIn.staff, access };
  }

  /** A document that was replaced is put away before anybody is let into the new one. returns  whether it is */
  async #letGoOfOld(name: string, generation: number | undefined): Promise<boolean> {
    const isOld = () => (this.#open.get(name)?.generation ?? generation) !== generation;
    if (!isOld()) return true;
    this.#turnAway(new Set([name]));
    for (let turn = 0; isOld() && turn < LET_GO_TURNS; turn++) {
      await new Promise((resolve) => setTimeout(resolve, LET_GO_TURN_MS));
    }
    return !isOld();
  }

  async #load(document: Document): Promise<void> {
    const { store, clock, pace } = this.#parts;
    const of = kindOf(KINDS, document.name);
    if (!of) throw denied('not-allowed');
    const stored = (await loadShared(store.db, document.name)) ?? (await this.#start(document.name, of));
    if (!stored) throw denied('not-allowed');
    applyUpdate(document, stored.update);
    const parts: OpenParts = {
      store,
      clock,
      saver: this.#saver,
      writer: this.#writer,
      pace: { writtenMs: pace?.writtenMs ?? WRITTEN_MS, pauseMs: pace?.pauseMs ?? PAUSE_MS },
      complain: (error, says) => this.#complain(error, says),
    };
    this.#open.set(document.name, new OpenDocument(parts, { document, ...of }, stored));
  }

  async #start(name: string, { kind, id }: { kind: DocumentKind; id: number }) {
    const { store, clock } = this.#parts;
    await store.db.transaction().execute((tx) => kind.start(tx, id, clock()));
    return loadShared(store.db, name);
  }

  #weigh(connection: Connection<Visitor>, message: Uint8Array): void {
    if (message.byteLength <= LARGEST_SAYING_BYTES || isSync(message)) return;
    refuse(connection, 'update-too-large');
    throw denied('update-too-large');
  }

  #check(connection: Connection<Visitor>, type: number, update: Uint8Array): void {
    if (type === SYNC_STEP_1) return;
    const open = this.#open.get(connection.document.name);
    // Whoever came in the moment in which it was put away calls again.
    const isOpen = open?.document === connection.document;
    const refusal = isOpen ? open.refusalOf(update, connection.context) : 'stopping';
    // What a reader's program holds from before is compared when it calls, and left where it is.
    if (refusal && (refusal !== 'read-only' || type === SYNC_UPDATE)) refuse(connection, refusal);
    // Once this message is applied, what the desk had before is here.
    else if (type === SYNC_STEP_2) setImmediate(() => this.#noteSynced(connection));
  }

  #hearMark(connection: Connection<Visitor>, payload: string): void {
    const mark = readMark(payload);
    if (mark === undefined || connection.readOnly) return;
    const visitor = connection.context;
    if (visitor.isSynced) this.#answer(connection, mark);
    else visitor.marksBefore = [...(visitor.marksBefore ?? []).slice(-9), mark];
  }

  #noteSynced(connection: Connection<Visitor>): void {
    const visitor = connection.context;
    visitor.isSynced = true;
    for (const mark of visitor.marksBefore ?? []) this.#answer(connection, mark);
    visitor.marksBefore = [];
  }

  #answer(connection: Connection<Visitor>, mark: number): void {
    this.#saver.whenSaved((at) => {
      connection.sendStateless(JSON.stringify({ saved: mark, at: at.getTime() }));
    });
  }

  async #putAway(name: string): Promise<void> {
    const open = this.#open.get(name);
    try {
      await open?.putAway();
    } catch (error) {
      this.#complain(error, 'A story could not be put away; it stays open until it can.');
      setTimeout(() => void this.#unload(name), 5_000).unref();
      throw error;
    }
  }

  async #unload(name: string): Promise<void> {
    const open = this.#open.get(name);
    if (open && !this.#isClosing) await this.#server.unloadDocument(open.document);
  }

  async #recheckDocument(open: OpenDocument, account?: AccountId): Promise<void> {
    const connections = open.document
      .getConnections()
      .filter(({ context }) => account === undefined || (context as Visitor).staff?.id === account);
    if (connections.length === 0) return;
    try {
      const accessOf = await open.kind.permit(this.#parts.store.db, open.id);
      for (const connection of connections) {
        const visitor = connection.context as Visitor;
        const signedIn = await this.#parts.findSignedIn(visitor.headers);
        const access = signedIn && accessOf(signedIn.staff);
        if (!signedIn) refuse(connection, 'not-signed-in');
        else if (!access) refuse(connection, 'not-allowed');
        else if (access !== visitor.access) refuse(connection, 'rights-changed');
        else visitor.staff = signedIn.staff;
      }
    } catch (error) {
      this.#complain(error, 'It could not be asked who may be in a story.');
    }
  }

  #wake(): void {
    this.#catchUpAgain = true;
    this.#catchingUp ??= this.#catchUp()
      .catch((error) => this.#complain(error, 'What other processes wrote could not be read.'))
      .finally(() => {
        this.#catchingUp = undefined;
        if (this.#catchUpAgain && !this.#isClosing) setImmediate(() => this.#wake());
      });
  }

  /** Takes in what other processes and commands of the house wrote into the documents that are open here. */
  async #catchUp(): Promise<void> {
    this.#catchUpAgain = false;
    const names = [...this.#open.keys()];
    if (names.length === 0) return;
    const standing = await listStanding(this.#parts.store.db, names);
    for (const [name, stands] of standing) {
      const open = this.#open.get(name);
      if (!open) continue;
      if (stands.generation !== open.generation) this.#turnAway(new Set([name]));
      else if (stands.upTo > open.upTo) await open.catchUp(stands);
    }
  }

  #turnAway(names: ReadonlySet<string>): void {
    for (const name of names) this.#open.get(name)?.turnAway('turned-away');
  }

  #tellTrouble({ code, says }: Trouble, error: unknown): void {
    this.#complain(error, 'What is typed at the desk cannot be saved; it is tried again.');
    const news = JSON.stringify({ failing: code, says });
    for (const { document } of this.#open.values()) document.broadcastStateless(news);
  }

  #complain(error: unknown, says: string): void {
    this.#parts.log.error({ err: error }, says);
  }
}

/** Denies, and closes the line a moment later, so that the desk calls again by itself. */
function callAgain({ hangUp }: Visitor): { reason: RefusalCode } {
  setTimeout(() => hangUp(refusals.stopping.close, 'stopping'), HANG_UP_MS).unref();
  return denied('stopping');
}

function denied(code: RefusalCode): { reason: RefusalCode } {
  return { reason: code };
}

/** Whether a message of Hocuspocus brings an update: after the document's name, 0 or 4. */
function isSync(message: Uint8Array): boolean {
  const kind = message[1 + (message[0] ?? 0)];
  return kind === 0 || kind === 4;
}

function readMark(payload: string): number | undefined {
  try {
    const { mark } = JSON.parse(payload) as Partial<Mark>;
    return typeof mark === 'number' && Number.isSafeInteger(mark) ? mark : undefined;
  } catch {
    return undefined;
  }
}
