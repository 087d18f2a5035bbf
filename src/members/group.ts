/** A group: seats of a tier that somebody else pays for. Who may take one, and until when it is theirs. */
import type { AccountId, GroupId, MembershipId, PaymentId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { isNetwork } from './networks.ts';
import { addMonths } from './periods.ts';

/** Times are milliseconds since 1970; `until` null: no end. */
export type Group = {
  readonly id: GroupId;
  readonly name: string;
  readonly tier: TierId;
  readonly owner: AccountId | null;
  readonly seats: number;
  readonly domain: string | null;
  readonly networks: readonly string[];
  readonly orderNumber: string;
  readonly invoiceTo: string;
  readonly payment: PaymentId | null;
  readonly from: number;
  readonly until: number | null;
  /** waiting: ordered, not paid yet */
  readonly state: 'waiting' | 'running' | 'ended';
  readonly remark: string;
  readonly madeAt: number;
};

/** invited: by its owner, by a letter · domain: by an address of the group's domain · owner: the owner's own */
export type SeatWay = 'invited' | 'domain' | 'owner';

export type Seat = {
  readonly id: number;
  readonly group: GroupId;
  readonly email: string;
  readonly account: AccountId | null;
  readonly membership: MembershipId | null;
  readonly way: SeatWay;
  readonly state: 'invited' | 'taken' | 'left';
  readonly invitedAt: number;
  readonly confirmedAt: number | null;
  /** By when the address has to be shown to be theirs again; access lapses then. */
  readonly confirmBy: number | null;
};

const DAY_MS = 86_400_000;
/** An invitation by the owner keeps a seat free for so long; a letter to an address of the domain keeps none. */
const INVITATION_DAYS = 30;
const DOMAIN_LETTER_DAYS = 2;
const CONFIRM_MONTHS = 6;
/** So long before access lapses a letter asks to confirm the address. */
export const ASK_AGAIN_MS = 14 * DAY_MS;
const MOST_SEATS = 50_000;

export type GroupStanding = 'waiting' | 'coming' | 'running' | 'ended';

/** How a group stands at this instant, whatever was written down when. */
export function standingOfGroup({ state, from, until }: Group, now: Date): GroupStanding {
  const at = now.getTime();
  if (state === 'ended' || (until !== null && until <= at)) return 'ended';
  if (state === 'waiting') return 'waiting';
  return from > at ? 'coming' : 'running';
}

/** Until when the link of an invitation works. */
export function invitationEnd({ invitedAt, way }: Pick<Seat, 'invitedAt' | 'way'>): number {
  return invitedAt + (way === 'domain' ? DOMAIN_LETTER_DAYS : INVITATION_DAYS) * DAY_MS;
}

/** Whether a seat is filled or kept free for somebody. */
export function isUsed(seat: Pick<Seat, 'state' | 'way' | 'invitedAt' | 'confirmBy'>, now: Date): boolean {
  const at = now.getTime();
  if (seat.state === 'taken') return seat.confirmBy === null || seat.confirmBy > at;
  return seat.state === 'invited' && seat.way !== 'domain' && invitationEnd(seat) > at;
}

/** By when somebody has to confirm an address of the domain again; null where the owner invited them. */
export function nextConfirmation(way: SeatWay, zone: string, now: Date): number | null {
  return way === 'domain' ? addMonths(zone, now.getTime(), CONFIRM_MONTHS) : null;
}

/** Until when a seat opens stories. */
export function seatEnd({ until }: Pick<Group, 'until'>, confirmBy: number | null): number | null {
  if (until === null || confirmBy === null) return until ?? confirmBy;
  return Math.min(until, confirmBy);
}

export type GroupWish = Pick<Group, 'name' | 'seats' | 'domain' | 'networks' | 'from' | 'until'>;

/** The wish as it is kept, or what is wrong with it, as a sentence for staff. */
export function checkGroup(wish: GroupWish): Result<GroupWish, string> {
  const name = wish.name.trim();
  if (name === '') return no('give it a name.');
  if (!Number.isInteger(wish.seats) || wish.seats < 1 || wish.seats > MOST_SEATS)
    return no(`it has from 1 to ${MOST_SEATS} seats.`);
  if (wish.until !== null && wish.until <= wish.from) return no('it ends before it begins.');
  const domain = wish.domain === null ? null : readDomain(wish.domain);
  if (domain === undefined) return no('write the domain as school.example.');
  if (domain !== null && isWide(domain)) return no(`everybody can have an address at ${domain}.`);
  const networks = wish.networks.map((network) => network.trim()).filter(Boolean);
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong !== undefined) return no(`"${wrong}" is no address and no network such as 192.0.2.0/24.`);
  return yes({ ...wish, name, domain, networks });
}

/** `@School.example` → 'school.example'; '' → null; undefined where it is no domain. */
function readDomain(text: string): string | null | undefined {
  const domain = text.trim().replace(/^.*@/, '').toLowerCase().replace(/\.$/, '');
  if (domain === '') return null;
  return domain.length <= 253 &&
    /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(domain)
    ? domain
    : undefined;
}

/** The part of an address behind its @. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** Where everybody can have an address: such a domain would open the paper to all. */
function isWide(domain: string): boolean {
  return WIDE.has(domain) || /^(?:gmx|web|yahoo|hotmail|outlook|live)\.[a-z.]+$/.test(domain);
}

const WIDE = new Set([
  ...['gmail.com', 'googlemail.com', 'icloud.com', 'me.com', 'mac.com', 'msn.com', 'aol.com', 'mail.com'],
  ...['t-online.de', 'freenet.de', 'posteo.de', 'mailbox.org', 'proton.me', 'protonmail.com', 'arcor.de'],
  ...['btinternet.com', 'fastmail.com', 'zoho.com', 'yandex.ru', 'mail.ru', 'qq.com', '163.com', 'orange.fr'],
]);
