import { useEffect, useRef, useState } from 'react';
import { namesShown, scaleOf } from './chart-scale.ts';

/**
 * One line or set of bars.
 *
 * tone  'main' and 'second' differ in lightness as well as in colour; 'below' hangs from the line of nothing
 */
export type ChartSeries = {
  readonly name: string;
  readonly values: readonly number[];
  readonly tone: 'main' | 'second' | 'below';
  readonly as: 'bars' | 'line';
};

const HEIGHT = 220;
const EDGE = { top: 12, right: 8, bottom: 26, left: 56 };
const NAME_PX = 58;

/**
 * Numbers over time as bars and lines. The table beside it says the same to whoever does not see it, so the drawing is
 * an image with one sentence.
 */
export function Chart({
  says,
  names,
  series,
  word,
  isWhole = true,
}: {
  says: string;
  names: readonly string[];
  series: readonly ChartSeries[];
  word(value: number): string;
  isWhole?: boolean;
}) {
  const [place, width] = useWidth();
  const shown = series.map((one) => ({
    ...one,
    values: one.tone === 'below' ? one.values.map((value) => -value) : one.values,
  }));
  const scale = scaleOf(
    shown.flatMap(({ values }) => values),
    isWhole,
  );
  const inner = {
    width: Math.max(80, width - EDGE.left - EDGE.right),
    height: HEIGHT - EDGE.top - EDGE.bottom,
  };
  const y = (value: number) => EDGE.top + inner.height * (1 - (value - scale.from) / (scale.to - scale.from));
  const slot = inner.width / Math.max(1, names.length);
  const x = (at: number) => EDGE.left + slot * (at + 0.5);
  const isNamed = namesShown(names.length, Math.floor(inner.width / NAME_PX));
  const bars = shown.filter(({ as }) => as === 'bars');
  return (
    <figure className="chart" ref={place}>
      <figcaption>
        {series.map(({ name, tone, as }) => (
          <span key={name} className={`key ${tone} ${as}`}>
            {name}
          </span>
        ))}
      </figcaption>
      {width > 0 && (
        <svg role="img" aria-label={says} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
          {scale.steps.map((step) => (
            <g key={step}>
              <line
                className={step === 0 ? 'base' : 'grid'}
                x1={EDGE.left}
                x2={width - EDGE.right}
                y1={y(step)}
                y2={y(step)}
              />
              <text className="scale" x={EDGE.left - 8} y={y(step) + 4} textAnchor="end">
                {word(Math.abs(step))}
              </text>
            </g>
          ))}
          {bars.map((one, nth) =>
            one.values.map((value, at) => (
              <Bar
                // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
                key={`${one.name} ${at}`}
                {...barPlace({ at, nth, bars, slot })}
                top={y(Math.max(0, value))}
                height={Math.abs(y(value) - y(0))}
                tone={one.tone}
                says={`${names[at]}: ${one.name} ${word(Math.abs(value))}`}
              />
            )),
          )}
          {shown
            .filter(({ as }) => as === 'line')
            .map(({ name, values, tone }) => (
              <polyline
                key={name}
                className={`line ${tone}`}
                points={values.map((value, at) => `${x(at)},${y(value)}`).join(' ')}
              />
            ))}
          {names.map(
            (name, at) =>
              isNamed(at) && (
                <text key={name} className="name" x={x(at)} y={HEIGHT - 8} textAnchor="middle">
                  {name}
                </text>
              ),
          )}
        </svg>
      )}
    </figure>
  );
}

/** Bars of one time stand side by side; those that hang down stand under those that stand up. */
function barPlace({
  at,
  nth,
  bars,
  slot,
}: {
  at: number;
  nth: number;
  bars: readonly ChartSeries[];
  slot: number;
}): { left: number; width: number } {
  const isStacked = bars.some(({ tone }) => tone === 'below');
  const abreast = isStacked ? 1 : bars.length;
  const room = Math.min(slot * 0.72, 44 * abreast);
  const width = room / abreast;
  const left = EDGE.left + slot * at + (slot - room) / 2 + (isStacked ? 0 : nth * width);
  return { left, width: Math.max(1, width - (abreast > 1 ? 1 : 0)) };
}

function Bar({
  left,
  width,
  top,
  height,
  tone,
  says,
}: {
  left: number;
  width: number;
  top: number;
  height: number;
  tone: ChartSeries['tone'];
  says: string;
}) {
  return (
    <rect className={`bar ${tone}`} x={left} y={top} width={width} height={height}>
      <title>{says}</title>
    </rect>
  );
}

/** As wide as there is room, so that letters are never stretched. */
function useWidth(): [React.RefObject<HTMLElement | null>, number] {
  const place = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!place.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return [place, width];
}
