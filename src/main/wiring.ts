import type { Site } from '#site/site.io.js';
import type { Consumer } from '#store/runner.job.js';
import type { JobHandler } from '#store/worker.job.js';
import type { House } from './house.io.ts';

/** Who hears what happens in the house. Each consumer is repeatable and keeps its own place in the outbox. */
export function consumersOf(site: Site): readonly Consumer[] {
  return [
    // Pages that a change touched are dropped, and those in use made anew.
    site.consumer,
    // A CDN in front is told which pages changed.
    site.purgeConsumer,
  ];
}

/** What each kind of job does. */
export function jobsOf(_house: House): Readonly<Record<string, JobHandler>> {
  return {};
}
