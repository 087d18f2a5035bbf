import type { Writable } from 'node:stream';
import type { Progress } from './command.ts';

const BAR_WIDTH = 24;
/** A line this often where there is no terminal, a new drawing this often where there is one, in milliseconds. */
const LINE_EVERY_MS = 5_000;
const DRAW_EVERY_MS = 100;

/**
 * Shows how far a command is: a bar on a terminal, plain lines elsewhere. Never on stdout, which is for answers.
 */
export function makeProgress(out: Writable & { isTTY?: boolean; columns?: number }): {
  tell: Progress;
  end: () => void;
} {
  let shownAt = 0;
  let drawn = false;
  const terminal = out.isTTY === true;
  return {
    tell(says, share) {
      const now = Date.now();
      if (now - shownAt < (terminal ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
      shownAt = now;
      if (!terminal) {
        out.write(`${share === undefined ? says : `${Math.floor(share * 100)} % ${says}`}\n`);
        return;
      }
      const line = share === undefined ? says : `${bar(share)} ${says}`;
      out.write(`\r\u001b[2K${line.slice(0, Math.max(20, (out.columns ?? 80) - 1))}`);
      drawn = true;
    },
    end() {
      if (drawn) out.write('\r\u001b[2K');
      drawn = false;
    },
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
