import type { Stripe } from 'stripe';
import { fault } from '#kit/fault.js';
import type { Settings } from '#paper/settings.js';
import { memberFaults } from '../faults.ts';

export type StripeSettings = Pick<Settings, 'stripeKey' | 'stripeAddress'>;

const TIMEOUT_MS = 20_000;
/** The library repeats what failed on the way, each time with the same idempotency key. */
const RETRIES = 2;
/** Between questions that were too many. */
const WAITS_MS = [300, 1_000, 3_000];

let opened: { key: string; address: string; client: Stripe } | undefined;

/**
 * The Stripe library, loaded when it is first needed: a paper without payments never holds it in memory.
 *
 * throws  stripe-not-set
 */
export async function openClient({
  stripeKey: key,
  stripeAddress: address,
}: StripeSettings): Promise<Stripe> {
  if (!key) throw fault(memberFaults, 'stripe-not-set');
  if (opened?.key === key && opened.address === address) return opened.client;
  const { Stripe: Client } = await import('stripe');
  const client = new Client(key, {
    ...whereOf(address),
    maxNetworkRetries: RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
  });
  opened = { key, address, client };
  return client;
}

function whereOf(address: string): { host?: string; port?: number; protocol?: 'http' | 'https' } {
  if (!address) return {};
  const { protocol, hostname, port } = new URL(address);
  const secure = protocol === 'https:';
  return { host: hostname, port: Number(port) || (secure ? 443 : 80), protocol: secure ? 'https' : 'http' };
}

/**
 * Asks Stripe, and says in our words what went wrong.
 *
 * throws  stripe-refused, stripe-unreachable
 */
export async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await patiently(work);
  } catch (error) {
    throw toFault(error);
  }
}

/** As `ask`, but undefined where Stripe knows no such thing. */
export async function find<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await patiently(work);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toFault(error);
  }
}

/** Where Stripe is asked too much in a second, as by an import, it is asked again a little later. */
async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (const waitMs of WAITS_MS) {
    try {
      return await work();
    } catch (error) {
      if ((error as { statusCode?: unknown }).statusCode !== 429) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return work();
}

function isMissing(error: unknown): boolean {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return code === 'resource_missing' || statusCode === 404;
}

function toFault(error: unknown): unknown {
  if (!(error instanceof Error) || !/^Stripe/.test((error as { type?: string }).type ?? '')) return error;
  const { statusCode = 0, message } = error as Error & { statusCode?: number };
  const passing = statusCode === 0 || statusCode === 429 || statusCode >= 500;
  return passing
    ? fault(memberFaults, 'stripe-unreachable', { reason: message }, error)
    : fault(memberFaults, 'stripe-refused', { reason: message }, error);
}
