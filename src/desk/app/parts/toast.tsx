import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components';
import { Refused } from '../api.ts';
import { Button } from './button.tsx';
import { partTexts } from './messages.ts';

type Said = { says: string; tone: 'plain' | 'bad'; undo?: () => void };

/** Long enough to read and to reach for Undo. */
const STAYS_MS = 7_000;
const queue = new ToastQueue<Said>({ maxVisibleToasts: 3 });

/** Says in one sentence what was just done; `undo` takes it back. */
export function say(says: string, undo?: () => void): void {
  queue.add({ says, tone: 'plain', ...(undo && { undo }) }, { timeout: STAYS_MS });
}

/** Says what did not work. It stays until it is closed. */
export function sayProblem(error: unknown): void {
  queue.add({ says: wordProblem(error), tone: 'bad' });
}

/** The sentence for a person: the server's own, or that the line is down. */
export function wordProblem(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof TypeError) return partTexts('lineDown');
  return partTexts('wentWrong', { says: error instanceof Error ? error.message : String(error) });
}

/** Where what is said is shown. The shell has the one. */
export function Toasts() {
  return (
    <AriaToastRegion queue={queue} className="toasts" aria-label={partTexts('news')}>
      {({ toast }) => (
        <AriaToast toast={toast} className={`toast ${toast.content.tone}`}>
          <ToastContent>
            <Text slot="title">{toast.content.says}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button
              tone="quiet"
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              {partTexts('undo')}
            </Button>
          )}
          <Button slot="close" tone="quiet" aria-label={partTexts('close')}>
            ×
          </Button>
        </AriaToast>
      )}
    </AriaToastRegion>
  );
}
