import { wordDay, wordMoment } from '#members/benefit-words.js';
import type { Listed } from '#members/counter-list.sql.js';
import type { EntryLine } from './counter.page.tsx';
import type { CounterTexts } from './messages/counter.ts';

type Wording = { readonly language: string; readonly zone: string; readonly now: number };

/** Entries of a place by the day they were given out, with what is to be known of each. */
export function listDays(
  listed: readonly Listed[],
  t: CounterTexts,
  wording: Wording,
): { day: string; lines: EntryLine[] }[] {
  const days = new Map<string, EntryLine[]>();
  for (const one of listed) {
    const day = wordDay(one.redemption.at, wording);
    days.set(day, [...(days.get(day) ?? []), lineOf(one, t, wording)]);
  }
  return [...days].map(([day, lines]) => ({ day, lines }));
}

function lineOf({ redemption, title, other }: Listed, t: CounterTexts, wording: Wording): EntryLine {
  const { id, at, counts, undoneAt, late } = redemption;
  const otherAt = other ? wordMoment(other.at, wording.now, wording) : '';
  const marks = [
    late ? t.lateMark : '',
    undoneAt === null ? '' : t.undoneMark,
    other && undoneAt === null
      ? counts
        ? t.alsoMark(otherAt, other.place.name)
        : t.secondMark(otherAt, other.place.name)
      : '',
  ];
  return {
    ...{ id, title, moment: wordMoment(at, at, wording), marks: marks.filter(Boolean) },
    isOff: undoneAt !== null || !counts,
  };
}
