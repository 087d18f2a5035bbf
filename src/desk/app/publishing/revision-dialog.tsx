import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CompareReply, RevisionReply } from '../../shapes/publishing.ts';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select } from '../parts/field.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { ChangeList } from './change-list.tsx';
import { useStoryChanged } from './data.ts';
import { t, textOr } from './messages.ts';

type Against = 'before' | 'working' | 'published';

/** One version beside another, and the way back to it. */
export function RevisionDialog({
  story,
  revision,
  published,
  mayWrite,
  onClose,
}: {
  story: number;
  revision: RevisionReply;
  published: number | null;
  mayWrite: boolean;
  onClose: () => void;
}) {
  const { number } = revision;
  const [against, setAgainst] = useState<Against>(number > 1 ? 'before' : 'working');
  const changed = useStoryChanged(story);
  const restore = async () => {
    try {
      await ask('POST', `/stories/${story}/history/${number}/restore`);
      changed();
      onClose();
      say(t('restored', { number }));
    } catch (error) {
      sayProblem(error);
    }
  };
  return (
    <Dialog
      title={t('revision', { number })}
      isOpen
      onClose={onClose}
      size="wide"
      footer={
        <>
          <a
            className="button"
            href={`/desk/stories/${story}/preview?revision=${number}`}
            target="_blank"
            rel="noopener"
          >
            {t('preview')}
          </a>
          {mayWrite && (
            <Button tone="main" onPress={() => void restore()}>
              {t('restore')}
            </Button>
          )}
        </>
      }
    >
      <p>
        <b>{textOr(`reason ${revision.reason}`)}</b>, <Time at={revision.at} />, {revision.by || '–'}
      </p>
      <div className="revision-choice">
        <Select<Against>
          label={t('compareWith')}
          value={against}
          onChange={setAgainst}
          options={choices(number, published)}
        />
      </div>
      <Compared story={story} {...sides(number, against, published)} />
    </Dialog>
  );
}

function Compared({ story, from, to }: { story: number; from: number | null; to: number | null }) {
  const query = [from === null ? '' : `from=${from}`, to === null ? '' : `to=${to}`]
    .filter(Boolean)
    .join('&');
  const { data, error } = useQuery({
    queryKey: ['history', story, 'compare', query],
    queryFn: () => get<CompareReply>(`/stories/${story}/history/compare?${query}`),
  });
  if (error) return <Problem error={error} />;
  if (!data) return <Waiting lines={8} />;
  const { fields, blocks } = data.difference;
  if (fields.length === 0 && blocks.every(({ is }) => is === 'same'))
    return <p className="remark">{t('same')}</p>;
  return <ChangeList difference={data.difference} />;
}

function choices(number: number, published: number | null) {
  return [
    ...(number > 1 ? [{ value: 'before' as const, says: t('theOneBefore') }] : []),
    { value: 'working' as const, says: t('theWorking') },
    ...(published !== null && published !== number
      ? [{ value: 'published' as const, says: t('thePublished') }]
      : []),
  ];
}

/** The older side comes first; null on the right is the working document. */
function sides(number: number, against: Against, published: number | null) {
  if (against === 'working') return { from: number, to: null };
  const other = against === 'before' ? number - 1 : (published ?? number);
  return { from: Math.min(other, number), to: Math.max(other, number) };
}
