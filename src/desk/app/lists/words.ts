import { offsetMs } from '#kit/zone.js';
import type { Listed, Standing } from '#stories/work-listed.js';
import type { ListsFrame } from '../../shapes/lists.ts';
import { wordTime } from '../parts/times.tsx';
import { languageTag } from '../texts.ts';
import { type ListTextName, t } from './messages.ts';

const standings: Readonly<Record<Standing, ListTextName>> = {
  draft: 'draft',
  scheduled: 'scheduledOne',
  embargoed: 'embargoed',
  out: 'out',
  withdrawn: 'withdrawn',
  held: 'held',
  killed: 'killed',
};

export function wordStanding(standing: Standing): string {
  return t(standings[standing]);
}

/** What a story is called while it may have no headline: its line, or that it has none. */
export function nameOf({ headline, work }: Pick<Listed, 'headline' | 'work'>): string {
  return headline || work?.line || t('noHeadline');
}

export function sectionName(frame: ListsFrame | undefined, id: number | null): string {
  return frame?.sections.find((section) => section.id === id)?.name ?? '';
}

export function personName(frame: ListsFrame | undefined, id: number | null): string {
  return id === null ? '' : (frame?.people.find((person) => person.id === id)?.name ?? '');
}

export function stageName(frame: ListsFrame | undefined, slug: string | undefined): string {
  return frame?.stages.find((stage) => stage.slug === slug)?.name ?? '';
}

/** 420 words, or 420 of 600 where a length is wanted. */
export function wordLength({ words, work }: Listed): string {
  if (work?.wantedWords) return t('wordsOf', { count: words, wanted: work.wantedWords });
  return words > 0 ? t('wordCount', { count: words }) : '';
}

/** The one time of a story that matters now, in words. */
export function wordWhen(story: Listed, zone: string): string {
  if (story.standing === 'embargoed' && story.comesAt === null) return t('until');
  if (story.comesAt !== null) return t('comes', { when: wordTime(story.comesAt, zone) });
  if (story.standing === 'out' && story.publishedAt !== null) {
    return t('published', { when: wordTime(story.publishedAt, zone) });
  }
  return t('changedAt', { when: wordTime(story.changedAt, zone) });
}

/** What is written in a field for date and time, in the paper's zone: '2026-06-01T14:30'. */
export function toField(at: number | null, zone: string): string {
  return at === null ? '' : new Date(at + offsetMs(zone, at)).toISOString().slice(0, 16);
}

/** The instant that such a field means; null where it is empty or no time. */
export function fromField(text: string, zone: string): number | null {
  const wall = Date.parse(`${text}:00Z`);
  if (text === '' || Number.isNaN(wall)) return null;
  const first = wall - offsetMs(zone, wall);
  return wall - offsetMs(zone, first);
}

/** 'Tuesday, 2 June 2026' for '2026-06-02'. */
export function wordDay(day: string): string {
  return new Intl.DateTimeFormat(languageTag(), { dateStyle: 'full', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
