import type { AccountId } from '#kit/ids.js';
import { type FrontDraft, ORDER, type Up } from './front.ts';
import { applyLaunch, type Plan, type Wish } from './launch.ts';
import { readContainers } from './read-front.ts';

/** A launch that waits for its time. `at` is milliseconds since 1970. */
export type Waiting = {
  readonly id: number;
  readonly at: number;
  readonly by: AccountId | null;
  readonly madeAt: number;
  readonly wish: Wish;
};

/**
 * What is up at `now`: what was last saved, and every launch whose time has come since, whether or not a clock has
 * fired for it.
 *
 * waiting  in the order in which they are due
 */
export function upAt(saved: Up, waiting: readonly Waiting[], now: Date): Up {
  const due = waiting.filter(({ at }) => at <= now.getTime());
  return due.reduce((up, { wish, id }) => applyLaunch(up, wish, id).up, saved);
}

/** What each waiting launch would do when its time comes, if nothing else happens until then. */
export function foresee(saved: Up, waiting: readonly Waiting[]): (Waiting & { readonly plan: Plan })[] {
  let up = saved;
  return waiting.map((launch) => {
    const next = applyLaunch(up, launch.wish, launch.id);
    up = next.up;
    return { ...launch, plan: next.plan };
  });
}

/** The wish that makes what is up equal to an earlier version, whatever happened since. */
export function wishFor(up: Up, containers: Up['containers']): Wish {
  return { containers, bases: basesOn(up), carries: null, after: [] };
}

/** The bases of a draft made from what is up. */
export function basesOn(up: Up): FrontDraft['bases'] {
  const bases = up.containers.map(({ id }) => [id, up.version]);
  return { ...Object.fromEntries(bases), [ORDER]: up.version };
}

/** What is up, read as it was kept. */
export function readUp(version: number, json: string): Up {
  const { containers, since } = JSON.parse(json) as { containers: unknown; since: Up['since'] };
  return { version, containers: readContainers(containers), since };
}

export function writeUp({ containers, since }: Up): string {
  return JSON.stringify({ containers, since });
}

export function readWish(json: string): Wish {
  const wish = JSON.parse(json) as Wish;
  return { ...wish, containers: readContainers(wish.containers) };
}
