import { useEffect, useState } from 'react';
import type { StorySession } from '../shared/session.ts';

/** When the server last said that everything of ours is in its database, and how much is under way. */
export function useSaved(session: StorySession): { at: number | null; waiting: number } {
  const [saved, setSaved] = useState<{ at: number | null; waiting: number }>({ at: null, waiting: 0 });
  useEffect(
    () =>
      session.subscribe(() => {
        const { unsent } = session.state;
        setSaved((before) => {
          if (before.waiting === unsent) return before;
          return { at: unsent === 0 ? Date.now() : before.at, waiting: unsent };
        });
      }),
    [session],
  );
  return saved;
}
