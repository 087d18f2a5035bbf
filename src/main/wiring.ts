import type { Desk } from '#desk/desk.js';
import { frontLetters } from '#desk/front-letters.io.js';
import { makeCall, type WebhookHouse, webhookConsumer } from '#desk/webhooks.job.js';
import { callJob } from '#desk/webhooks-calls.sql.js';
import { benefitLetters, tendBenefits } from '#members/benefits.job.js';
import { boughtSettles } from '#members/bought-settles.job.js';
import { tendCodes } from '#members/codes.job.js';
import type { MoneyHouse } from '#members/money-house.js';
import { reconcileTonight } from '#members/stripe-night.job.js';
import { turnMemberships } from '#members/turn-memberships.io.js';
import type { Site } from '#site/site.io.js';
import type { Consumer } from '#store/runner.job.js';
import type { JobHandler } from '#store/worker.job.js';
import { relabel, relabelJob } from '#stories/byline-merge.sql.js';
import { forgetsSources } from '#transfer/forget-sources.job.js';
import type { ClockWork } from './clock-work.job.ts';
import type { House } from './house.io.ts';

const MINUTE_MS = 60_000;

/** Who hears what happens in the house. Each consumer is repeatable and keeps its own place in the outbox. */
export function consumersOf(site: Site, desk: Desk): readonly Consumer[] {
  return [
    // Pages that a change touched are dropped, and those in use made anew.
    site.consumer,
    // A CDN in front is told which pages changed.
    site.purgeConsumer,
    // Who is signed in is asked anew when a session ends or a role changes.
    desk.accounts.sessions.consumer,
    // Who reads, and what they hold, is asked anew when one of these changes.
    desk.members.readers.consumer,
    // Where groups are is read anew when one of them changes.
    desk.members.networks.consumer,
    // Whoever outside asked for it is called when a story comes out or goes.
    webhookConsumer(webhooksOf(desk)),
    // Who may be in a story is asked anew when something happens to it.
    ...(desk.collab ? [desk.collab.consumer] : []),
    // The owner of a timed launch is told what it will leave, and what it left.
    frontLetters(desk),
    // What an import kept of a story goes when words are taken out of it.
    forgetsSources(desk.store),
    // Staff hear of little stock, and of guessing at a counter.
    benefitLetters(desk.members),
    // A gift or a group is good once its payment came, and void once it went back.
    boughtSettles(desk.members),
    // Open desks hear what changed.
    desk.live.consumer,
  ];
}

/** What each kind of job does. */
export function jobsOf({ store, clock }: House): Readonly<Record<string, JobHandler>> {
  return {
    // Somebody's name changed: it is written anew on the cards of all their stories, batch by batch.
    [relabelJob]: (job) => relabel(store.db, job, clock()),
  };
}

/** What jobs do that wait for somebody outside. */
export function outwardJobsOf(desk: Desk): Readonly<Record<string, JobHandler>> {
  return { [callJob]: (job) => makeCall(webhooksOf(desk), job) };
}

/** What the clock asks of members' affairs, beside stories and fronts, which are turned to the second. */
export function clockWorkOf({ members }: Desk): readonly ClockWork[] {
  const done = async (look: Promise<unknown>): Promise<boolean> => {
    await look;
    return false;
  };
  return [
    // Ends and changes of memberships are written down, invoices and reminders sent.
    membershipsWork(members),
    // Gifts go out on their day, groups confirm their addresses, files of the printed paper come in.
    {
      ...{ name: 'codes', firstMs: 15_000, everyMs: 5 * MINUTE_MS, look: () => done(tendCodes(members)) },
      says: 'Gifts and groups could not be looked at; they are tried again.',
    },
    // Holders are reminded of their vouchers, and partners get the statement of a month that is over.
    {
      ...{
        name: 'benefits',
        firstMs: 20_000,
        everyMs: 10 * MINUTE_MS,
        look: () => done(tendBenefits(members)),
      },
      says: 'Reminders and statements could not be looked at; they are tried again.',
    },
    // Stripe and the database are compared once a night.
    {
      ...{ name: 'stripe', firstMs: 15 * MINUTE_MS, everyMs: 15 * MINUTE_MS },
      look: () => done(reconcileTonight(members)),
      says: 'Stripe could not be compared with the database; it is tried again.',
    },
  ];
}

/** Looked at every minute, and on while there is more. */
export function membershipsWork(house: MoneyHouse): ClockWork {
  const look = async () => (await turnMemberships(house)) > 0;
  const says = 'Memberships could not be looked at; they are tried again.';
  return { name: 'memberships', firstMs: 200, everyMs: MINUTE_MS, says, look };
}

function webhooksOf({ store, clock, settings, accounts }: Desk): WebhookHouse {
  return { store, clock, settings, address: accounts.address };
}
