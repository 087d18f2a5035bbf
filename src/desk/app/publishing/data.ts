import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { PublishingReply } from '../../shapes/publishing.ts';
import { get } from '../api.ts';
import { useNews } from '../news.ts';

export const publishingKey = (story: number) => ['publishing', story] as const;

/** What would go out of a story, kept fresh while it is looked at. */
export function usePublishing(story: number) {
  const client = useQueryClient();
  const stale = () => void client.invalidateQueries({ queryKey: publishingKey(story) });
  useNews(['story.', 'work.'], ({ subject }) => subject === story && stale(), stale);
  return useQuery({
    queryKey: publishingKey(story),
    queryFn: () => get<PublishingReply>(`/stories/${story}/publishing`),
    // What one decides on is always asked for anew.
    staleTime: 0,
    gcTime: 0,
  });
}

/** Lets everything that shows this story be asked for again. */
export function useStoryChanged(story: number): () => void {
  const client = useQueryClient();
  return () => {
    for (const key of ['publishing', 'story', 'history'])
      void client.invalidateQueries({ queryKey: [key, story] });
  };
}
