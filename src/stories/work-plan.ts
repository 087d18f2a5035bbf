import type { AccountId } from '#kit/ids.js';
import type { Work } from './work.ts';

/**
 * What may be changed of a plan; what is left out stays. Times are milliseconds since 1970, UTC.
 *
 * below     the story under which it is to stand in its stage, null for the top; `position` says it outright, as undo does
 * looked    true: the asker looked at it as the second pair of eyes; false takes that back
 */
export type PlanChange = {
  readonly stage?: string;
  readonly below?: number | null;
  readonly position?: number;
  readonly assignee?: AccountId | null;
  readonly dueAt?: number | null;
  readonly day?: string | null;
  readonly wantedWords?: number | null;
  readonly line?: string;
  readonly goesTo?: string;
  readonly asksSecond?: boolean;
  readonly looked?: boolean;
};

/** The fields of a plan that one can put back as they were. */
export type Plan = Pick<
  Work,
  'stage' | 'position' | 'assignee' | 'dueAt' | 'day' | 'wantedWords' | 'line' | 'goesTo' | 'asksSecond'
>;

export type PlanMoved = { readonly before: Partial<Plan>; readonly after: Partial<Plan> };

const plain = ['stage', 'assignee', 'dueAt', 'day', 'wantedWords', 'line', 'goesTo', 'asksSecond'] as const;

/** What a change makes of a plan: only the fields that become other than they were, before and after. */
export function changePlan(work: Plan, change: PlanChange): PlanMoved {
  const changed = plain.filter((name) => change[name] !== undefined && change[name] !== work[name]);
  const moved = change.position !== undefined && change.position !== work.position;
  const names = [...changed, ...(moved ? (['position'] as const) : [])];
  const pick = (from: Partial<Plan>): Partial<Plan> =>
    Object.fromEntries(names.map((name) => [name, from[name]]));
  return { before: pick(work), after: pick(change as Partial<Plan>) };
}

/** For the record: which fields changed, with their values, but never words that somebody wrote. */
export function planDetails({ before, after }: PlanMoved): Record<string, unknown> {
  const names = (Object.keys(after) as (keyof Plan)[]).filter((name) => name !== 'position');
  return Object.fromEntries(
    names.map((name) => [
      name,
      name === 'line' || name === 'goesTo'
        ? 'changed'
        : { from: before[name] ?? null, to: after[name] ?? null },
    ]),
  );
}
