import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { BoardReply, ListReply, ListsFrame, NewslistReply, PresenceReply } from '../../shapes/lists.ts';
import { get } from '../api.ts';
import { useNews } from '../news.ts';

/** What a list is narrowed to and ordered by, as its address says it. Empty means all. */
export type Narrowing = Readonly<Record<string, string>>;

export const lists = ['board', 'work', 'mine', 'scheduled', 'changed', 'archive'] as const;
export type ListName = (typeof lists)[number];

/** Typing is told of all the time; for that, screens ask again at most this often, in milliseconds. For all else at once. */
const TYPING_PAUSE_MS = 1_500;
const AT_ONCE_MS = 60;
/** Who is where changes without an event: it is asked for this often, in milliseconds. */
const PRESENCE_MS = 8_000;

export function useFrame(): ListsFrame | undefined {
  return useQuery({ queryKey: ['lists', 'frame'], queryFn: () => get<ListsFrame>('/lists/frame') }).data;
}

export function useBoard(narrowing: Narrowing) {
  return useQuery({
    queryKey: ['lists', 'board', narrowing],
    queryFn: ({ signal }) => get<BoardReply>(`/lists/board?${query(narrowing)}`, signal),
    placeholderData: (before) => before,
  });
}

/** A list in parts, as far as one has scrolled. */
export function useList(list: Exclude<ListName, 'board'>, narrowing: Narrowing) {
  return useInfiniteQuery({
    queryKey: ['lists', list, narrowing],
    queryFn: ({ pageParam, signal }) =>
      get<ListReply>(
        `/lists/${list}?${query({ ...narrowing, ...(pageParam && { after: pageParam }) })}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
}

export function useNewslist(day: string, section: string) {
  return useQuery({
    queryKey: ['lists', 'newslist', day, section],
    queryFn: ({ signal }) => get<NewslistReply>(`/newslist?${query({ day, section })}`, signal),
    placeholderData: (before) => before,
  });
}

/** Who is in which story right now, by story. */
export function usePresence(): ReadonlyMap<number, { id: number; name: string }[]> {
  const { data } = useQuery({
    queryKey: ['lists', 'presence'],
    queryFn: ({ signal }) => get<PresenceReply>('/presence', signal),
    refetchInterval: PRESENCE_MS,
    select: ({ here }) => new Map(here.map(({ story, people }) => [story, people])),
  });
  return data ?? nobody;
}

const nobody: ReadonlyMap<number, { id: number; name: string }[]> = new Map();

/** Asks for what the lists show again whenever something changed, but not for every letter that somebody types. */
export function useFreshLists(): void {
  const client = useQueryClient();
  const timer = useRef<{ due: number; stop: () => void }>(undefined);
  const refresh = (waitMs: number) => {
    const due = Date.now() + waitMs;
    if (timer.current && timer.current.due <= due) return;
    timer.current?.stop();
    const id = setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: ['lists'] });
    }, waitMs);
    timer.current = { due, stop: () => clearTimeout(id) };
  };
  useEffect(() => () => timer.current?.stop(), []);
  useNews(
    ['work.', 'story.', 'stories.', 'lists.', 'stages.', 'sections.', 'section.', 'staff.', 'hold.'],
    ({ name }) => refresh(name === 'work.changed' ? TYPING_PAUSE_MS : AT_ONCE_MS),
    () => refresh(AT_ONCE_MS),
  );
}

function query(values: Narrowing): string {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString();
}
