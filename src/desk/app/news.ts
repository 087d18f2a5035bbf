import { useEffect, useRef } from 'react';

/** Something happened in the newsroom: the event's name and what it happened to. */
export type News = { name: string; subject: number | null };
type Listener = (news: News) => void;

const listeners = new Set<Listener>();
const returns = new Set<() => void>();
let line: EventSource | undefined;
let broken = false;

function open(): void {
  line = new EventSource('/desk/api/live');
  line.onmessage = ({ data }: MessageEvent<string>) => {
    const news = JSON.parse(data) as News;
    for (const listener of listeners) listener(news);
  };
  line.onerror = () => {
    broken = true;
    // A browser tries again by itself, unless the server said no: then later, when somebody has signed in again.
    if (line?.readyState === EventSource.CLOSED) setTimeout(open, 5_000);
  };
  line.onopen = () => {
    if (broken) for (const back of returns) back();
    broken = false;
  };
}

/**
 * Calls `listener` for each piece of news whose name begins with one of `names` ('story.' hears 'story.published'), and
 * `onReturn` after the line was down, when anything may have been missed.
 */
export function useNews(names: readonly string[], listener: Listener, onReturn?: () => void): void {
  const latest = useRef({ listener, onReturn });
  latest.current = { listener, onReturn };
  const key = names.join(' ');
  useEffect(() => {
    const wanted = key.split(' ');
    const hear: Listener = (news) => {
      if (wanted.some((name) => news.name.startsWith(name))) latest.current.listener(news);
    };
    const back = () => latest.current.onReturn?.();
    listeners.add(hear);
    returns.add(back);
    if (!line) open();
    return () => {
      listeners.delete(hear);
      returns.delete(back);
    };
  }, [key]);
}
