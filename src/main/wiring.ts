import type { Desk } from '#desk/desk.js';
import type { Site } from '#site/site.io.js';
import type { Consumer } from '#store/runner.job.js';
import type { JobHandler } from '#store/worker.job.js';
import type { House } from './house.io.ts';

/** Who hears what happens in the house. Each consumer is repeatable and keeps its own place in the outbox. */
export function consumersOf(site: Site, desk: Desk): readonly Consumer[] {
  return [
    // Pages that a change touched are dropped, and those in use made anew.
    site.consumer,
    // A CDN in front is told which pages changed.
    site.purgeConsumer,
    // Who is signed in is asked anew when a session ends or a role changes.
    desk.accounts.sessions.consumer,
    // Open desks hear what changed.
    desk.live.consumer,
  ];
}

/** What each kind of job does. */
export function jobsOf(_house: House): Readonly<Record<string, JobHandler>> {
  return {};
}
