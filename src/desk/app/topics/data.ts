import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { TopicRow, TopicsReply } from '../../shapes/labels.ts';
import { get } from '../api.ts';
import { useRenewed } from '../settings/data.ts';

export const topicKinds = ['person', 'organisation', 'place', 'office', 'subject'] as const;
export type TopicKind = TopicRow['kind'];
export type TopicFilter = { words: string; kind: TopicKind | null; unlisted: boolean };

/** Topics page by page, renewed when one changes. */
export function useTopics({ words: typed, kind, unlisted }: TopicFilter) {
  const words = useDeferredValue(typed.trim());
  useRenewed(['topics.'], ['topics']);
  return useInfiniteQuery({
    queryKey: ['topics', words, kind, unlisted],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        ...(words && { q: words }),
        ...(kind && { kind }),
        ...(unlisted && { listed: 'false' }),
        ...(pageParam && { after: pageParam }),
      });
      return get<TopicsReply>(`/topics?${asked}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ after }) => after,
    placeholderData: (before) => before,
  });
}
