/** Where the lines of a chart's scale stand: round numbers, from below the least to above the most. */
export type Scale = { readonly from: number; readonly to: number; readonly steps: readonly number[] };

const LINES = 4;
const ROUND = [1, 2, 2.5, 5, 10];

/**
 * A scale of about four round steps that holds all values and nothing.
 *
 * isWhole  people and vouchers are not told in halves
 */
export function scaleOf(values: readonly number[], isWhole: boolean): Scale {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const span = most - least || 1;
  const raw = span / LINES;
  const power = 10 ** Math.floor(Math.log10(raw));
  const round = power * (ROUND.find((one) => one * power >= raw) ?? 10);
  const step = isWhole ? Math.max(1, Math.ceil(round)) : round;
  const from = Math.floor(least / step) * step;
  const to = Math.max(step, Math.ceil(most / step) * step);
  const count = Math.round((to - from) / step);
  return { from, to, steps: Array.from({ length: count + 1 }, (_, at) => from + at * step) };
}

/** Which of so many names below the bars are written, so that none touches its neighbour. */
export function namesShown(count: number, most: number): (at: number) => boolean {
  const every = Math.max(1, Math.ceil(count / most));
  return (at) => (count - 1 - at) % every === 0;
}
