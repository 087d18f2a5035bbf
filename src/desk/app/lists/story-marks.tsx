import type { Listed } from '#stories/work-listed.js';
import { useMe } from '../me.ts';
import { wordTime } from '../parts/times.tsx';
import { t } from './messages.ts';
import { wordStanding } from './words.ts';

/** What one must know of a story before one touches it, in words; `withStanding` where that is not said beside it. */
export function StoryMarks({ story, withStanding = true }: { story: Listed; withStanding?: boolean }) {
  const { standing, work } = story;
  return (
    <>
      {work?.closed && (
        <span className="mark closed" title={t('closedHint')}>
          {t('closed')}
        </span>
      )}
      {withStanding && standing !== 'draft' && standing !== 'out' && (
        <span className={`mark ${standing}`}>{wordStanding(standing)}</span>
      )}
      {work?.behind && standing === 'out' && <span className="mark">{t('behind')}</span>}
      {work?.asksSecond && (
        <span className="mark">{work.secondBy === null ? t('secondWanted') : t('secondGiven')}</span>
      )}
    </>
  );
}

/** When it is due; late says so in words and colour. */
export function Due({ story }: { story: Listed }) {
  const { zone } = useMe().paper;
  const dueAt = story.work?.dueAt ?? null;
  if (dueAt === null) return null;
  const isLate = story.standing === 'draft' && dueAt < Date.now();
  const when = wordTime(dueAt, zone);
  return (
    <span className={isLate ? 'due late' : 'due'}>
      {isLate ? t('overdue', { when }) : t('due', { when })}
    </span>
  );
}
