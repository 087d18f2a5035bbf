import { type KeyboardEvent, useRef } from 'react';
import { pressed } from './crop-moves.ts';
import { useDragging } from './dragging.ts';
import { t } from './messages.ts';

type Focus = { focalX: number; focalY: number };

/** The point that stays in sight; dragged, or moved by arrow keys, with Shift in larger steps. */
export function FocalPoint({
  focus,
  onMove,
  onSettle,
}: {
  focus: Focus;
  onMove(focus: Focus): void;
  onSettle(focus: Focus): void;
}) {
  const begun = useRef(focus);
  const at = (by: { x: number; y: number }): Focus => ({
    focalX: hundredth(begun.current.focalX + by.x),
    focalY: hundredth(begun.current.focalY + by.y),
  });
  const drag = useDragging(
    (by) => onMove(at(by)),
    (by) => onSettle(at(by)),
  );
  const press = (event: KeyboardEvent) => {
    const by = pressed(event.key, event.shiftKey);
    if (by?.grow !== 0) return;
    event.preventDefault();
    begun.current = focus;
    onMove(at(by));
    onSettle(at(by));
  };
  const says = { x: Math.round(focus.focalX * 100), y: Math.round(focus.focalY * 100) };
  return (
    <button
      type="button"
      className="focal-point"
      aria-label={`${t('focus')}: ${t('focusAt', says)}`}
      style={{ left: `${focus.focalX * 100}%`, top: `${focus.focalY * 100}%` }}
      onKeyDown={press}
      {...drag}
      onPointerDown={(event) => {
        begun.current = focus;
        drag.onPointerDown(event);
      }}
    />
  );
}

function hundredth(share: number): number {
  return Math.round(Math.min(Math.max(share, 0), 1) * 100) / 100;
}
