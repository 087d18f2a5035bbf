import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { Found, FoundReply } from '../../../shapes/lists.ts';
import { get } from '../../api.ts';

export type { Found };

/** Looks for something by its name while it is typed. Nothing is asked for an empty field. */
export function useFind(kind: Found['kind'], words: string): { found: Found[]; isWaiting: boolean } {
  const asked = useDeferredValue(words.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['find', kind, asked],
    queryFn: ({ signal }) => get<FoundReply>(`/find?kind=${kind}&q=${encodeURIComponent(asked)}`, signal),
    enabled: asked !== '',
    placeholderData: (before) => before,
  });
  return { found: asked === '' ? [] : (data?.found ?? []), isWaiting: isFetching };
}
