import { useState } from 'react';
import type { MergedReply, TopicRow } from '../../shapes/labels.ts';
import { ask } from '../api.ts';
import { say } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { MergeChoice } from '../settings/merge-choice.tsx';
import { MergeDialog } from '../settings/merge-dialog.tsx';
import { useTopics } from './data.ts';
import { t } from './messages.ts';

/** Makes one topic of two, having said what that does and to how many stories. */
export function MergeTopic({ from, onClose }: { from: TopicRow; onClose(): void }) {
  const [words, setWords] = useState('');
  const found = useTopics({ words, kind: null, unlisted: false });
  const merge = useChange(
    (into: TopicRow) => ask<MergedReply>('POST', `/topics/${from.id}/merge`, { into: into.id }),
    [['topics'], ['redirects']],
  );
  return (
    <MergeDialog<TopicRow>
      from={from}
      onClose={onClose}
      choose={(chosen, onChoose) => (
        <MergeChoice<TopicRow>
          label={t('mergeInto')}
          rows={found.data?.pages[0]?.topics ?? []}
          wordOf={({ kind, stories }) => `${t(kind)} · ${t('stories', { count: stories })}`}
          onWords={setWords}
          {...{ from, words, chosen, onChoose }}
        />
      )}
      says={(into) =>
        t('mergeSays', {
          count: from.stories,
          from: from.name,
          into: into.name,
          others: t('stories', { count: into.stories }),
          slug: from.slug,
          intoSlug: into.slug,
        })
      }
      onMerge={async (into) => {
        await merge.mutateAsync(into);
        say(t('merged', { from: from.name, into: into.name }));
      }}
    />
  );
}
