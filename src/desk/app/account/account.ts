import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnAccount } from '../../shapes/account.ts';
import { get } from '../api.ts';
import { say, sayProblem } from '../parts/toast.tsx';

const key = ['account'] as const;

export function useAccount() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => get<OwnAccount>('/account', signal) });
}

/** Something done to one's account: said when it is done, and everything shown is asked for anew. */
export function useAct() {
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ task, says }: { task: () => Promise<unknown>; says?: string }) => {
      await task();
      await queries.invalidateQueries();
      if (says) say(says);
    },
    onError: sayProblem,
  });
  return {
    act: (task: () => Promise<unknown>, says?: string) => mutate(says ? { task, says } : { task }),
    isPending,
  };
}
