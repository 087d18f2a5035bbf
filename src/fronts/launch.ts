/**
 * What a launch does to a front. It carries changes container by container: a container that somebody else has
 * changed in what is up since the draft was made from it is left as it is.
 */
import { type Container, type FrontDraft, isSame, ORDER, type Since, type Up } from './front.ts';

/** What a launch would do with one container. */
export type Change = {
  readonly id: string;
  readonly title: string;
  readonly what: 'added' | 'changed' | 'removed';
};

/**
 * One container that a launch leaves as it is.
 *
 * why      it was changed, or taken off, in what is up since the draft was made from it
 * version  the version that did so; 0 where it is not known any more
 */
export type Left = {
  readonly id: string;
  readonly title: string;
  readonly why: 'changed-since' | 'removed-since';
  readonly version: number;
};

/** moved  the order of the containers changes; an order changed by others since then is left, without ado */
export type Plan = {
  readonly changes: readonly Change[];
  readonly left: readonly Left[];
  readonly moved: boolean;
};

/**
 * What is to be launched.
 *
 * carries  the containers it takes along, and `order`; null takes all that differ
 * after    timed launches that were waiting when it was made: what they change counts as known to it
 */
export type Wish = Pick<FrontDraft, 'containers' | 'bases'> & {
  readonly carries: readonly string[] | null;
  readonly after: readonly number[];
};

/** What launching the wish would do to what is up. */
export function planLaunch(up: Up, wish: Wish): Plan {
  const ids = new Set([
    ...wish.containers.map(({ id }) => id),
    ...up.containers.map(({ id }) => id),
    ...Object.keys(wish.bases).filter((id) => id !== ORDER),
  ]);
  const found = [...ids].filter((id) => carries(wish, id)).flatMap((id) => decide(up, wish, id) ?? []);
  const plan = {
    changes: found.flatMap((one) => ('what' in one ? one : [])),
    left: found.flatMap((one) => ('why' in one ? one : [])),
  };
  return { ...plan, moved: isMoved(up, wish) };
}

/** Whether a plan does anything at all. */
export function isEmpty({ changes, moved }: Plan): boolean {
  return changes.length === 0 && !moved;
}

/** What launching the wish would do, in a text that changes when any of it does, down to a card's headline. */
export function digest(up: Up, wish: Wish): string {
  const { changes, left, moved } = planLaunch(up, wish);
  const parts = [
    ...changes.map(
      ({ id, what }) => `${what} ${id} ${fingerprint(wish.containers.find((one) => one.id === id))}`,
    ),
    ...left.map(({ id, why }) => `${why} ${id}`),
  ];
  return [up.version, ...parts.toSorted(), moved ? wish.containers.map(({ id }) => id).join() : ''].join(' ');
}

/** A number for a container, by FNV-1a: enough to notice a change, no proof against forgery. */
function fingerprint(container: Container | undefined): number {
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify(container) ?? '') {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * The next version of what is up, or the same one when there is nothing to launch.
 *
 * launch  id of the timed launch, null for one at once
 */
export function applyLaunch(up: Up, wish: Wish, launch: number | null): { up: Up; plan: Plan } {
  const plan = planLaunch(up, wish);
  if (isEmpty(plan)) return { up, plan };
  const mark: Since = { version: up.version + 1, launch };
  const containers = arrange(up, wish, plan);
  const since = Object.fromEntries(containers.map(({ id }) => [id, up.since[id] ?? mark]));
  const order = plan.moved ? mark : up.since[ORDER];
  if (order) since[ORDER] = order;
  for (const { id, what } of plan.changes) if (what !== 'removed') since[id] = mark;
  return { up: { version: mark.version, containers, since }, plan };
}

function carries(wish: Wish, id: string): boolean {
  return wish.carries === null || wish.carries.includes(id);
}

function decide(up: Up, wish: Wish, id: string): Change | Left | undefined {
  const wanted = wish.containers.find((one) => one.id === id);
  const there = up.containers.find((one) => one.id === id);
  const base = wish.bases[id];
  if (wanted && there) {
    if (isSame(wanted, there)) return undefined;
    const { title } = wanted;
    if (isKnown(up, wish, id)) return { id, title, what: 'changed' };
    return { id, title, why: 'changed-since', version: up.since[id]?.version ?? 0 };
  }
  if (wanted) {
    const { title } = wanted;
    return base === undefined
      ? { id, title, what: 'added' }
      : { id, title, why: 'removed-since', version: 0 };
  }
  // What the draft never knew was put there by somebody else and stays.
  if (!there || base === undefined) return undefined;
  const { title } = there;
  if (isKnown(up, wish, id)) return { id, title, what: 'removed' };
  return { id, title, why: 'changed-since', version: up.since[id]?.version ?? 0 };
}

/** Whether the wish was made in the knowledge of what is up now. */
function isKnown(up: Up, wish: Wish, id: string): boolean {
  const since = up.since[id];
  if (!since || since.version <= (wish.bases[id] ?? -1)) return true;
  return since.launch !== null && wish.after.includes(since.launch);
}

function isMoved(up: Up, wish: Wish): boolean {
  if (!carries(wish, ORDER) || !isKnown(up, wish, ORDER)) return false;
  const [wanted, there] = [idsOf(wish.containers), idsOf(up.containers)];
  return !isSame(
    wanted.filter((id) => there.includes(id)),
    there.filter((id) => wanted.includes(id)),
  );
}

function arrange(up: Up, wish: Wish, plan: Plan): Container[] {
  const took = new Map(plan.changes.map(({ id, what }) => [id, what]));
  const kept = up.containers.filter(({ id }) => took.get(id) !== 'removed');
  const wanted = wish.containers.filter(({ id }) => took.get(id) === 'added' || idsOf(kept).includes(id));
  // One of the two lists gives the order; the others join it behind the one they follow in their own.
  const [leading, joining] = plan.moved ? [wanted, kept] : [kept, wanted];
  const order = joinOrders(idsOf(leading), idsOf(joining));
  return order.flatMap((id) => {
    const fresh = took.has(id) ? wish.containers.find((one) => one.id === id) : undefined;
    return fresh ?? kept.find((one) => one.id === id) ?? [];
  });
}

/** All ids of both lists: in the order of the first, each of the second's others behind its neighbour there. */
export function joinOrders(leading: readonly string[], joining: readonly string[]): string[] {
  const order = [...leading];
  for (const [at, id] of joining.entries()) {
    if (order.includes(id)) continue;
    const before = joining[at - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  }
  return order;
}

function idsOf(containers: readonly Container[]): string[] {
  return containers.map(({ id }) => id);
}
