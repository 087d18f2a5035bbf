import type { FastifyReply, FastifyRequest } from 'fastify';
import { wordLastDay, wordMoment, wordWorth } from '#members/benefit-words.js';
import { type Counter, findCounter } from '#members/counter.sql.js';
import { listHeldSlugs } from '#members/held.sql.js';
import { undoableUntil } from '#members/redemption.js';
import { type EntryRefusal, findEntered, type Look } from '#members/redemption.sql.js';
import { listTiers } from '#members/tier.sql.js';
import { newToken } from '#members/voucher-words.io.js';
import type { Tx } from '#store/tables.js';
import { readCookie } from './cookies.ts';
import { EnteredPage, LatePage, LetInPage, NoPage, TellPage, ValidPage } from './counter.page.tsx';
import { type CounterSheet, drawAtCounter } from './counter-frame.ts';
import type { AccountParts } from './door.ts';
import { type CounterTexts, counterTexts } from './messages/counter.ts';

const COOKIE = 'standfirst.counter';
const COOKIE_SECONDS = 400 * 86_400;

type Voice = {
  readonly t: CounterTexts;
  readonly wording: { readonly language: string; readonly zone: string };
};
type Spoken = Pick<Counter, 'place' | 'partner'>;

/** What all pages at a counter have in common. */
export class CounterPages {
  readonly #parts: AccountParts;
  readonly #counters = new WeakMap<FastifyRequest, Counter>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  get db() {
    return this.#parts.members.store.db;
  }

  get rules() {
    const { timeZone: zone, vouchersAtEnd: atEnd } = this.#parts.members.settings();
    return { zone, atEnd };
  }

  inOne<Made>(work: (tx: Tx) => Promise<Made>): Promise<Made> {
    return this.db.transaction().execute(work);
  }

  /** Goes on only on a device that is let in; all others are told so. */
  async demand(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const counter = await this.findCounter(request);
    if (!counter) return this.tell(reply, 'notIn', 'notInAbout', 403);
    this.#counters.set(request, counter);
    return undefined;
  }

  /** The counter that `demand` found. */
  counterOf(request: FastifyRequest): Counter {
    const counter = this.#counters.get(request);
    if (!counter) throw new Error('This page was reached past its door.');
    return counter;
  }

  async findCounter(request: FastifyRequest): Promise<Counter | undefined> {
    const token = readCookie(request.headers.cookie, COOKIE);
    return token ? findCounter(this.db, token) : undefined;
  }

  cookie(token: string): string {
    const secure = this.#parts.members.address().startsWith('https:') ? '; Secure' : '';
    const seconds = token === '' ? 0 : COOKIE_SECONDS;
    return `${COOKIE}=${token}; Max-Age=${seconds}; Path=/counter; HttpOnly; SameSite=Lax${secure}`;
  }

  voiceOf(counter?: Spoken): Voice {
    const settings = this.#parts.members.settings();
    const language = counter?.partner.language || settings.language;
    return { t: counterTexts(language), wording: { language, zone: settings.timeZone } };
  }

  draw(
    reply: FastifyReply,
    counter: Spoken | undefined,
    sheet: Omit<CounterSheet, 'language' | 'where'>,
  ): FastifyReply {
    const { language } = this.voiceOf(counter).wording;
    const where = counter ? `${counter.place.name} · ${counter.partner.name}` : '';
    return drawAtCounter(reply, this.#parts, { ...sheet, language, where });
  }

  tell(reply: FastifyReply, title: TextName, about: TextName, status: number): FastifyReply {
    const { t } = this.voiceOf();
    return this.draw(reply, undefined, {
      title: t[title],
      content: TellPage({ title: t[title], about: t[about] }),
      status,
    });
  }

  async drawValid(
    reply: FastifyReply,
    counter: Counter,
    found: Extract<Look, { is: 'valid' }>,
  ): Promise<FastifyReply> {
    const { voucher, benefit } = found;
    const { t, wording } = this.voiceOf(counter);
    const held = voucher.account
      ? await listHeldSlugs(this.db, voucher.account, this.#parts.members.clock())
      : new Set();
    const names = (await listTiers(this.db)).filter(({ slug }) => held.has(slug)).map(({ name }) => name);
    const worth = wordWorth(benefit, wording.language);
    const content = ValidPage({
      ...{ t, title: benefit.title, says: benefit.says, token: voucher.token ?? '', once: newToken() },
      ...{
        who: names.length > 0 ? `${t.member}: ${names.join(', ')}` : t.member,
        worth: worth && t.worth(worth),
      },
    });
    return this.draw(reply, counter, { title: t.valid, content });
  }

  drawNo(reply: FastifyReply, counter: Counter, found: EntryRefusal | Look): FastifyReply {
    const voice = this.voiceOf(counter);
    const { word, lines } = wordNo(found, voice, this.#parts.members.clock().getTime());
    const content = NoPage({ t: voice.t, word, lines });
    return this.draw(reply, counter, { title: word, content, status: found.is === 'unknown' ? 404 : 409 });
  }

  async drawEntered(reply: FastifyReply, counter: Counter, id: number): Promise<FastifyReply> {
    const { t, wording } = this.voiceOf(counter);
    const now = this.#parts.members.clock();
    const entered = await findEntered(this.db, counter, id);
    if (!entered) return this.drawNo(reply, counter, { is: 'unknown' });
    const { redemption, benefit, first } = entered;
    const say = (at: number) => wordMoment(at, now.getTime(), wording);
    const until = undoableUntil(redemption, now);
    const isUndone = redemption.undoneAt !== null;
    const word = isUndone ? t.undoneMark : redemption.counts ? t.redeemed : t.second;
    const second = first ? [t.secondAbout(say(first.at), first.place.name)] : [];
    const lines = isUndone ? [t.undone] : redemption.counts ? [t.redeemedAt(say(redemption.at))] : second;
    const content = EnteredPage({
      ...{ t, id, word, lines, title: benefit.title, counts: redemption.counts && !isUndone },
      undoUntil: until === null ? '' : say(until),
    });
    return this.draw(reply, counter, { title: word, content });
  }

  drawLate(
    reply: FastifyReply,
    counter: Counter,
    form: Omit<Parameters<typeof LatePage>[0], 't'>,
  ): FastifyReply {
    const { t } = this.voiceOf(counter);
    const content = LatePage({ t, ...form });
    return this.draw(reply, counter, { title: t.laterTitle, content, status: form.problem ? 400 : 200 });
  }

  drawLetIn(
    reply: FastifyReply,
    word: string,
    found: Spoken,
    again = { name: '', problem: '' },
  ): FastifyReply {
    const { t } = this.voiceOf(found);
    const place = `${found.place.name}, ${found.partner.name}`;
    const content = LetInPage({ t, word, place, ...again });
    return this.draw(reply, found, { title: t.letIn(place), content, status: again.problem ? 403 : 200 });
  }
}

type TextName = {
  [Name in keyof CounterTexts]: CounterTexts[Name] extends string ? Name : never;
}[keyof CounterTexts];

function wordNo(
  found: EntryRefusal | Look,
  { t, wording }: Voice,
  now: number,
): { word: string; lines: string[] } {
  const say = (at: number) => wordMoment(at, now, wording);
  switch (found.is) {
    case 'used':
      return {
        word: t.used,
        lines: [t.usedAt(say(found.first.at), found.first.place.name), found.benefit.title, t.usedDo],
      };
    case 'expired':
      return {
        word: t.expired,
        lines: [found.benefit.title, t.expiredAt(wordLastDay(found.voucher.expiresAt ?? now, wording))],
      };
    case 'ended':
      return { word: t.ended, lines: [found.benefit.title, t.endedAbout] };
    case 'elsewhere':
      return { word: t.elsewhere, lines: [t.elsewhereAbout(found.benefit.title)] };
    case 'place-full':
      return { word: t.full, lines: [found.benefit.title, t.fullAbout] };
    case 'locked':
      return { word: t.locked, lines: [t.lockedAbout(say(found.until))] };
    case 'bad-time':
      return { word: t.ended, lines: [t.badTime] };
    default:
      return { word: t.unknown, lines: [t.unknownAbout] };
  }
}
