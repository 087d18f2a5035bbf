import { QueryClient } from '@tanstack/react-query';
import { Refused } from './api.ts';

/** What the desk asked and was answered. News from the server says what is stale, so nothing is asked by the clock. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A no is an answer; only a line that broke is tried again.
      retry: (failures, error) => !(error instanceof Refused) && failures < 3,
    },
  },
});
