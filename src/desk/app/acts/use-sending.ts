import { useState } from 'react';
import { wordProblem } from '../parts/toast.tsx';

/** Sends once and tells what did not work; the dialogue stays open with everything in it. */
export function useSending(): {
  isSending: boolean;
  problem: string | null;
  send(work: () => Promise<void>): Promise<void>;
} {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (work: () => Promise<void>) => {
    setSending(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(wordProblem(error));
      setSending(false);
    }
  };
  return { isSending, problem, send };
}
