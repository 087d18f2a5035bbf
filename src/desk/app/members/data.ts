import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { MemberReply, MembersFrame, MembersReply } from '../../shapes/members.ts';
import { get } from '../api.ts';
import { useNews } from '../news.ts';

/** What the list is narrowed to, as its address says it. */
export type Narrowing = Readonly<Record<string, string>>;

export const frameKey = ['members', 'frame'] as const;
export const listKey = ['members', 'list'] as const;
export const memberKey = (id: number) => ['members', 'one', id] as const;

/** An import tells of each member: screens ask again at most this often, in milliseconds. */
const PAUSE_MS = 600;

export function useMembersFrame(): MembersFrame | undefined {
  return useQuery({ queryKey: frameKey, queryFn: () => get<MembersFrame>('/members/frame') }).data;
}

export function useMembers(narrowing: Narrowing) {
  return useInfiniteQuery({
    queryKey: [...listKey, narrowing],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(Object.entries(narrowing).filter(([, value]) => value !== ''));
      if (pageParam !== '') asked.set('after', pageParam);
      return get<MembersReply>(`/members?${asked}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
}

export function useMember(id: number) {
  useFresh(['reader.', 'membership.', 'payment.', 'task.'], memberKey(id), id);
  return useQuery({
    queryKey: memberKey(id),
    queryFn: ({ signal }) => get<MemberReply>(`/members/${id}`, signal),
  });
}

/** Asks again when the server tells of such news, of everybody or of one. */
export function useFresh(names: readonly string[], key: readonly unknown[], subject?: number): void {
  const known = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const renew = () => {
    waiting.current = undefined;
    void known.invalidateQueries({ queryKey: key });
  };
  useEffect(() => () => clearTimeout(waiting.current), []);
  useNews(
    names,
    (news) => {
      const isMeant = subject === undefined || news.subject === subject;
      if (isMeant) waiting.current ??= setTimeout(renew, PAUSE_MS);
    },
    renew,
  );
}
