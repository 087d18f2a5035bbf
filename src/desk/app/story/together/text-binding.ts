/** Ties a field of the page to a shared text, so that several people may write in one headline. */
import { type Text as SharedText, UndoManager, type YTextEvent } from 'yjs';

type Field = HTMLTextAreaElement | HTMLInputElement;
type Delta = YTextEvent['delta'];

/**
 * Keeps field and text equal until the returned function is called. The caret stays with the words around it. While
 * signs are being composed, as in Japanese, what others type waits.
 */
export function bindText(
  field: Field,
  text: SharedText,
): { undo: () => void; redo: () => void; stop: () => void } {
  const origin = { field };
  const manager = new UndoManager(text, { trackedOrigins: new Set([origin]), captureTimeout: 400 });
  let shown = text.toString();
  let composing = false;
  let waiting: Delta[] = [];
  field.value = shown;

  const takeIn = () => {
    if (composing) return;
    const typed = oneLine(field.value);
    const change = difference(shown, typed, field.selectionEnd ?? typed.length);
    const from = waiting.reduce((pos, delta) => moved(pos, delta), change.from);
    waiting = [];
    text.doc?.transact(() => {
      if (change.gone > 0) text.delete(from, Math.min(change.gone, text.length - from));
      if (change.come) text.insert(from, change.come);
    }, origin);
    shown = text.toString();
    if (field.value !== shown) show(field, shown, []);
  };
  const onShared = (event: YTextEvent) => {
    if (event.transaction.origin === origin) return;
    if (composing) waiting.push(event.delta);
    else show(field, text.toString(), [event.delta]);
    if (!composing) shown = text.toString();
  };
  const begin = () => {
    composing = true;
  };
  const end = () => {
    composing = false;
    takeIn();
  };
  text.observe(onShared);
  field.addEventListener('input', takeIn);
  field.addEventListener('compositionstart', begin);
  field.addEventListener('compositionend', end);
  return {
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
    stop: () => {
      text.unobserve(onShared);
      manager.destroy();
      field.removeEventListener('input', takeIn);
      field.removeEventListener('compositionstart', begin);
      field.removeEventListener('compositionend', end);
    },
  };
}

function show(field: Field, value: string, deltas: Delta[]): void {
  const { selectionStart, selectionEnd } = field;
  field.value = value;
  if (document.activeElement !== field || selectionStart === null || selectionEnd === null) return;
  const place = (pos: number) => deltas.reduce((at, delta) => moved(at, delta), pos);
  field.setSelectionRange(place(selectionStart), place(selectionEnd));
}

function oneLine(value: string): string {
  return value.replace(/\s*\n\s*/g, ' ');
}

/** Where a place in the text is after somebody's change. */
export function moved(pos: number, delta: Delta): number {
  let at = 0;
  let place = pos;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (step.delete !== undefined) place -= Math.max(0, Math.min(step.delete, place - at));
    else if (typeof step.insert === 'string' && at < place) {
      place += step.insert.length;
      at += step.insert.length;
    } else if (typeof step.insert === 'string') at += step.insert.length;
  }
  return place;
}

/** The halves of a sign beyond the basic plane belong together. */
const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/** The stretch in which two texts differ; of several readings, the one that ends where the caret stands. */
export function difference(
  before: string,
  after: string,
  caret: number,
): { from: number; gone: number; come: string } {
  let end = 0;
  const mostEnd = Math.min(before.length, after.length - Math.min(caret, after.length));
  while (end < mostEnd && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  let from = 0;
  const most = Math.min(before.length, after.length) - end;
  while (from < most && before[from] === after[from]) from++;
  if (from > 0 && isHigh(before.charCodeAt(from - 1))) from--;
  return { from, gone: before.length - from - end, come: after.slice(from, after.length - end) };
}
