import type { Container } from '#fronts/front.js';
import { offsetMs } from '#kit/zone.js';
import type { FilledReply, VersionRow } from '../../shapes/fronts.ts';
import { t } from './messages.ts';

/** What a container is called at the desk: its title, what its rule is about, or its layout. */
export function wordContainer(container: Container, filled: FilledReply | undefined): string {
  const found = filled?.containers.find(({ id }) => id === container.id);
  return container.title || (found?.name ?? '') || t(container.layout);
}

export function wordHow({ how }: VersionRow): string {
  const words = {
    launch: 'howLaunch',
    timed: 'howTimed',
    breaking: 'howBreaking',
    restored: 'howRestored',
    imported: 'howImported',
  } as const;
  return t(words[how]);
}

/** Who changed it, as one says it. */
export function wordWho(version: VersionRow | undefined): string {
  if (!version) return t('somebody');
  const who = version.by ?? t('machine');
  return version.how === 'breaking' ? t('breakingBy', { who }) : who;
}

/** An instant as a field for date and time holds it, in the paper's zone: '2026-11-03T06:00'. */
export function fieldOf(at: number, zone: string): string {
  return new Date(at + offsetMs(zone, at)).toISOString().slice(0, 16);
}

/** The instant that such a field means, or null for what is none. In the hour that a clock skips, the one after it. */
export function instantOf(field: string, zone: string): number | null {
  const wall = Date.parse(`${field}:00Z`);
  if (Number.isNaN(wall)) return null;
  const guess = wall - offsetMs(zone, wall);
  return wall - offsetMs(zone, guess);
}
