import { useQuery } from '@tanstack/react-query';
import type { Right } from '#accounts/staff.js';
import type { Me } from '../shapes/me.ts';
import { get } from './api.ts';

export const meKey = ['me'] as const;

/** The person at this desk; the shell shows no screen before it is known. */
export function useMe(): Me {
  const { data } = useQuery({ queryKey: meKey, queryFn: () => get<Me>('/me') });
  if (!data) throw new Error('This screen was shown before anybody was signed in.');
  return data;
}

/** Whether the person holds the right somewhere in the paper. The server decides for each story again. */
export function useHolds(): (right: Right) => boolean {
  const { rights } = useMe();
  return (right) => rights.includes(right);
}
