import { useState } from 'react';
import { wordProblem } from './toast.tsx';

/**
 * One thing at a time that may be refused; the refusal is kept until the next try.
 *
 * onError  takes the error instead
 */
export function useWork(onError?: (error: unknown) => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const work = async (task: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await task();
    } catch (error) {
      if (onError) onError(error);
      else setProblem(wordProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { work, isBusy, problem };
}
