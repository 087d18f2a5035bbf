import { type KeyboardEvent, useRef } from 'react';
import type { Crop } from '#media/crops.js';
import type { Shape } from '#media/shapes.js';
import { type Measure, moved, pressed, resized } from './crop-moves.ts';
import { useDragging } from './dragging.ts';
import { t } from './messages.ts';

/** The frame of a crop on its picture: dragged as a whole or by its corner, and the same by keys. */
export function CropFrame({
  measure,
  shape,
  crop,
  onMove,
  onSettle,
}: {
  measure: Measure;
  shape: Shape;
  crop: Crop;
  onMove(crop: Crop): void;
  onSettle(crop: Crop): void;
}) {
  const begun = useRef(crop);
  const whole = useDragging(
    (by) => onMove(moved(begun.current, by)),
    (by) => onSettle(moved(begun.current, by)),
  );
  const corner = useDragging(
    (by) => onMove(resized(measure, shape, begun.current, by.x)),
    (by) => onSettle(resized(measure, shape, begun.current, by.x)),
  );
  const press = (event: KeyboardEvent) => {
    const by = pressed(event.key, event.shiftKey);
    if (!by) return;
    event.preventDefault();
    const next = by.grow === 0 ? moved(crop, by) : resized(measure, shape, crop, by.grow);
    onSettle(next);
  };
  return (
    <div
      className="crop-frame"
      style={{
        left: `${crop.x * 100}%`,
        top: `${crop.y * 100}%`,
        width: `${crop.w * 100}%`,
        height: `${crop.h * 100}%`,
      }}
    >
      <button
        type="button"
        className="crop-move"
        aria-label={t('frame', { place: t(`place${shape}`) })}
        onKeyDown={press}
        {...whole}
        onPointerDown={(event) => {
          begun.current = crop;
          whole.onPointerDown(event);
        }}
      />
      <span
        className="crop-corner"
        {...corner}
        onPointerDown={(event) => {
          begun.current = crop;
          corner.onPointerDown(event);
        }}
      />
    </div>
  );
}
