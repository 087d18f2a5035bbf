import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PictureReply } from '../../shapes/pictures.ts';
import { t } from './messages.ts';
import { PictureCell } from './picture-cell.tsx';

/** Width that a cell wants and the height of what stands below its picture, in CSS pixels. */
const CELL = 208;
const WORDS = 43;
const GAP = 16;

/**
 * Pictures in rows, of which only those near the window are drawn. Arrow keys go from one to the next, Enter opens.
 *
 * chosen   the one that is marked
 * more     asked for when the end comes near
 */
export function PictureGrid({
  pictures,
  chosen = null,
  onOpen,
  more,
}: {
  pictures: readonly PictureReply[];
  chosen?: number | null;
  onOpen(picture: PictureReply): void;
  more?: (() => void) | undefined;
}) {
  const place = useRef<HTMLDivElement>(null);
  const columns = useColumns(place);
  const [at, setAt] = useState(0);
  const rows = Math.ceil(pictures.length / columns.count);
  const height = Math.round((columns.width * 2) / 3) + WORDS + GAP;
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => place.current,
    estimateSize: () => height,
    overscan: 3,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows - 3) more?.();
  }, [last, rows, more]);

  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), pictures.length - 1);
    setAt(next);
    if (reach(place.current, next)) return;
    // Far away it is drawn only when its row has come into the window.
    virtual.scrollToIndex(Math.floor(next / columns.count));
    requestAnimationFrame(() => requestAnimationFrame(() => reach(place.current, next)));
  };
  const press = (event: KeyboardEvent) => {
    const step = stepOf(event.key, columns.count, at, pictures.length);
    if (step === undefined) return;
    event.preventDefault();
    go(at + step);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys that bubble up from its buttons are heard here
    <div className="picture-grid" ref={place} onKeyDown={press}>
      <div
        role="list"
        aria-label={t('library')}
        style={{ height: virtual.getTotalSize(), position: 'relative' }}
      >
        {shown.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className="picture-row"
            style={{
              height: height - GAP,
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns.count}, 1fr)`,
            }}
          >
            {pictures
              .slice(row.index * columns.count, (row.index + 1) * columns.count)
              .map((picture, column) => {
                const index = row.index * columns.count + column;
                return (
                  <PictureCell
                    key={picture.id}
                    picture={picture}
                    at={index}
                    isReached={index === Math.min(at, pictures.length - 1)}
                    isChosen={picture.id === chosen}
                    onReach={() => setAt(index)}
                    onOpen={() => onOpen(picture)}
                  />
                );
              })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Goes to a cell, where it is drawn. */
function reach(grid: HTMLElement | null, index: number): boolean {
  const cell = grid?.querySelector<HTMLElement>(`[data-at="${index}"] button`);
  cell?.focus();
  return Boolean(cell);
}

function stepOf(key: string, columns: number, at: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * 3,
    PageUp: -columns * 3,
    Home: -at,
    End: count - 1 - at,
  };
  return steps[key];
}

/** As many columns as fit, and how wide each is. */
function useColumns(place: React.RefObject<HTMLDivElement | null>): { count: number; width: number } {
  const [inner, setInner] = useState(CELL * 4);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setInner(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  const count = Math.max(2, Math.floor((inner + GAP) / (CELL + GAP)));
  return { count, width: (inner - (count - 1) * GAP) / count };
}
