import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { get } from '../../api.ts';

export type FindKind = 'story' | 'topic' | 'byline' | 'staff';
/** says: one line that tells it from others of the same name. */
export type Found = { kind: FindKind; id: number; name: string; says: string };

/** Looks for something by its name while it is typed. Nothing is asked for an empty field. */
export function useFind(kind: FindKind, words: string): { found: Found[]; isWaiting: boolean } {
  const asked = useDeferredValue(words.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['find', kind, asked],
    queryFn: ({ signal }) =>
      get<{ found: Found[] }>(`/find?kind=${kind}&q=${encodeURIComponent(asked)}`, signal),
    enabled: asked !== '',
    placeholderData: (before) => before,
  });
  return { found: asked === '' ? [] : (data?.found ?? []), isWaiting: isFetching };
}
