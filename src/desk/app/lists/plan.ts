import { useQueryClient } from '@tanstack/react-query';
import type { PlanChange } from '#stories/work-plan.js';
import type { PlansReply } from '../../shapes/lists.ts';
import { ask } from '../api.ts';
import { say, sayProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';

export type Wanted = { story: number; change: PlanChange };

/**
 * Changes plans on the server, says what was done and offers to take it back.
 *
 * says  the sentence for so many stories changed
 */
export function usePlans(): (wanted: readonly Wanted[], says: (count: number) => string) => Promise<boolean> {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['lists'] });
  return async (wanted, says) => {
    try {
      const { changed, refused } = await ask<PlansReply>('PATCH', '/plans', { changes: wanted });
      await refresh();
      const undone = changed.filter(({ before }) => Object.keys(before).length > 0);
      const undo = () => void putBack(undone).then(refresh, sayProblem);
      if (undone.length > 0) say(says(undone.length), undo);
      const [first] = refused;
      if (first) say(t('refusedSome', { count: refused.length, says: first.says }));
      return refused.length === 0;
    } catch (error) {
      await refresh();
      sayProblem(error);
      return false;
    }
  };
}

function putBack(changed: PlansReply['changed']): Promise<unknown> {
  const changes = changed.map(({ story, before }) => ({ story, change: before }));
  return ask('PATCH', '/plans', { changes });
}
