import { createElement, type KeyboardEvent, type ReactNode } from 'react';

const STEPS: Readonly<Record<string, string>> = { j: 'ArrowDown', k: 'ArrowUp' };

/** A list in which j and k step as the arrows do. */
export function Stepped({ children }: { children: ReactNode }) {
  return createElement('div', { className: 'stepped', onKeyDownCapture: stepKeys }, children);
}

/** Lets j and k step through a list as the arrows do. */
function stepKeys(event: KeyboardEvent): void {
  const key = STEPS[event.key];
  if (!key || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.dispatchEvent(
    new window.KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }),
  );
  event.target.dispatchEvent(
    new window.KeyboardEvent('keyup', { key, code: key, bubbles: true, cancelable: true }),
  );
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The story that the keyboard stands on: its row or card has the focus. */
export function focusedStory(): number | undefined {
  const key = document.activeElement?.closest<HTMLElement>('[data-key]')?.dataset.key;
  return key && /^\d+$/.test(key) ? Number(key) : undefined;
}
