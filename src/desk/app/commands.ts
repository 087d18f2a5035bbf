import { useEffect, useRef, useSyncExternalStore } from 'react';

/**
 * Something a person can do here: it stands in the palette, and on the help sheet with its keys.
 *
 * keys   'n', 'g s' (one after the other), 'Mod+K' (Ctrl, or ⌘ on a Mac), '?'; single letters do nothing while
 *        one types
 * group  the heading it stands under on the help sheet
 */
export type Command = {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly keys?: string;
  readonly run: () => void;
};

const shown = new Map<string, Command>();
const listeners = new Set<() => void>();
let listed: readonly Command[] = [];

function change(): void {
  listed = [...shown.values()];
  for (const listener of listeners) listener();
}

/** What can be done on the screen as it stands. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => listed,
  );
}

/** Offers these commands while the component is on screen. The same id given again replaces what was there. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const key = commands.map(({ id, name, keys }) => `${id}\t${name}\t${keys ?? ''}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the list is another one
  useEffect(() => {
    const mine = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    for (const command of mine) shown.set(command.id, command);
    change();
    return () => {
      for (const command of mine) if (shown.get(command.id) === command) shown.delete(command.id);
      change();
    };
  }, [key]);
}

/** How long the second key of 'g s' is waited for, in milliseconds. */
const WAITS_MS = 900;
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
let begun: { key: string; at: number } | undefined;

/** Listens for the keys of every command. The shell calls it once. returns  what stops it */
export function listenForKeys(): () => void {
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = pressOf(event);
    if (pressed === undefined) return;
    if (!pressed.includes('Mod+') && (isTyping(event.target) || isAsked())) return;
    const sequence = begun && event.timeStamp - begun.at < WAITS_MS ? `${begun.key} ${pressed}` : undefined;
    const command = findByKeys(sequence) ?? findByKeys(pressed);
    const starts = [...shown.values()].some(({ keys }) => keys?.startsWith(`${pressed} `));
    begun = !command && starts ? { key: pressed, at: event.timeStamp } : undefined;
    if (!command) return;
    event.preventDefault();
    command.run();
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}

function findByKeys(keys: string | undefined): Command | undefined {
  return keys === undefined ? undefined : [...shown.values()].findLast((command) => command.keys === keys);
}

function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string | undefined {
  if (['Control', 'Meta', 'Alt', 'Shift'].includes(key) || altKey) return undefined;
  const mod = isMac ? metaKey : ctrlKey;
  if (!mod && (ctrlKey || metaKey)) return undefined;
  const name = key.length === 1 && mod ? key.toUpperCase() : key;
  const shift = shiftKey && (mod || key.length > 1) ? 'Shift+' : '';
  return `${mod ? 'Mod+' : ''}${shift}${name}`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** A dialogue is open: keys are its own. */
function isAsked(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

/** Keys as a person reads them: 'Ctrl K', 'g then s'. */
export function wordKeys(keys: string): string {
  const mod = isMac ? '⌘' : 'Ctrl';
  return keys
    .split(' ')
    .map((press) => press.replace('Mod', mod).replaceAll('+', ' '))
    .join(' → ');
}
