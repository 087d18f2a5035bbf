import type { Part } from './given.ts';

/** form: 'day' for old news, 'moment' with the clock, 'clock' where the day is said elsewhere. */
export type TimeProps = { readonly at: string; readonly form: 'day' | 'shortDay' | 'moment' | 'clock' };

/** A time in words, exact when one rests on it. */
export const Time: Part<TimeProps> = ({ at, form, t }) => (
  <time dateTime={at} title={t.exact(at)}>
    {t[form](at)}
  </time>
);
