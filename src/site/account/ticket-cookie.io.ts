/** What a browser keeps between asking for a letter and typing its code. Nobody else can read or write it. */
import { seal, unseal } from '#accounts/sealed.io.js';
import { readCookie } from './cookies.ts';

/** What a code is asked for. One does not stand in for another. */
export type TicketKind = 'reader' | 'address' | 'deletion';

export type Ticket = { readonly ticket: string; readonly email: string };

type Door = { readonly secret: string; readonly address: () => string };

const SECONDS = 15 * 60;
const LONGEST = 2_000;

export function setTicket(kind: TicketKind, ticket: Ticket, door: Door): string {
  const value = seal(JSON.stringify({ kind, ...ticket }), door.secret);
  return write(nameOf(kind), value, SECONDS, door);
}

export function dropTicket(kind: TicketKind, door: Door): string {
  return write(nameOf(kind), '', 0, door);
}

/** undefined where there is none, or one that is not ours. */
export function readTicket(kind: TicketKind, header: string | undefined, door: Door): Ticket | undefined {
  const value = readCookie(header, nameOf(kind));
  if (!value || value.length > LONGEST) return undefined;
  try {
    const kept = JSON.parse(unseal(value, door.secret)) as Ticket & { kind: string };
    return kept.kind === kind ? { ticket: kept.ticket, email: kept.email } : undefined;
  } catch {
    // Changed on its way, or sealed by another house: as good as none.
    return undefined;
  }
}

const BROWSER = 'standfirst-browser';
const BROWSER_SECONDS = 400 * 86_400;

/** Marks a browser that somebody signed in with: a flood of strangers does not shut it out. */
export function setBrowser(word: string, door: Door): string {
  return write(BROWSER, seal(word, door.secret), BROWSER_SECONDS, door);
}

export function readBrowser(header: string | undefined, door: Door): string | undefined {
  const value = readCookie(header, BROWSER);
  if (!value || value.length > LONGEST) return undefined;
  try {
    return unseal(value, door.secret);
  } catch {
    // As above.
    return undefined;
  }
}

function nameOf(kind: TicketKind): string {
  return `standfirst-ticket-${kind}`;
}

function write(name: string, value: string, seconds: number, { address }: Door): string {
  const secure = address().startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${seconds}; Path=/account; HttpOnly; SameSite=Lax${secure}`;
}
