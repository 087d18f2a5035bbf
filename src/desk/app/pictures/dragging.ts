import { type PointerEvent, useRef } from 'react';

/** A drag in shares of the picture it happens on. */
type Drag = { x: number; y: number };

/**
 * Follows a pointer that is pressed and moved, finger and mouse alike.
 *
 * onMove    how far it is from where it was pressed
 * onSettle  the same when it is let go
 */
export function useDragging(onMove: (by: Drag) => void, onSettle: (by: Drag) => void) {
  const start = useRef<{ x: number; y: number; width: number; height: number } | null>(null);
  const byOf = (event: PointerEvent): Drag | undefined =>
    start.current === null
      ? undefined
      : {
          x: (event.clientX - start.current.x) / start.current.width,
          y: (event.clientY - start.current.y) / start.current.height,
        };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const whole = event.currentTarget.closest('.crop-picture')?.getBoundingClientRect();
      if (!whole || event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY, width: whole.width, height: whole.height };
    },
    onPointerMove(event: PointerEvent) {
      const by = byOf(event);
      if (by) onMove(by);
    },
    onPointerUp(event: PointerEvent) {
      const by = byOf(event);
      start.current = null;
      if (by) onSettle(by);
    },
    onPointerCancel() {
      start.current = null;
    },
  };
}
