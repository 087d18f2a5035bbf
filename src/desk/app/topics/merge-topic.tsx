import { useState } from 'react';
import type { MergedReply, TopicRow } from '../../shapes/labels.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { SearchField } from '../parts/field.tsx';
import { say } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { MergeDialog } from '../settings/merge-dialog.tsx';
import { useTopics } from './data.ts';
import { t } from './messages.ts';

/** Makes one topic of two, having said what that does and to how many stories. */
export function MergeTopic({ from, onClose }: { from: TopicRow; onClose(): void }) {
  const merge = useChange(
    (into: TopicRow) => ask<MergedReply>('POST', `/topics/${from.id}/merge`, { into: into.id }),
    [['topics'], ['redirects']],
  );
  return (
    <MergeDialog<TopicRow>
      from={from}
      onClose={onClose}
      choose={(chosen, onChoose) => <ChooseTopic not={from} {...{ chosen, onChoose }} />}
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

function ChooseTopic({
  not,
  chosen,
  onChoose,
}: {
  not: TopicRow;
  chosen: TopicRow | null;
  onChoose(topic: TopicRow): void;
}) {
  const [words, setWords] = useState('');
  const found = useTopics({ words, kind: null, unlisted: false });
  const topics = (found.data?.pages[0]?.topics ?? []).filter(({ id }) => id !== not.id).slice(0, 8);
  return (
    <div className="chooser">
      <SearchField
        label={t('mergeInto')}
        placeholder={t('mergeInto')}
        value={words}
        onChange={setWords}
        autoFocus
      />
      <ul>
        {topics.map((topic) => (
          <li key={topic.id}>
            <Button
              tone="quiet"
              aria-pressed={chosen?.id === topic.id}
              className={chosen?.id === topic.id ? 'is-chosen' : ''}
              onPress={() => onChoose(topic)}
            >
              <span>{topic.name}</span>
              <span className="soft">
                {t(topic.kind)} · {t('stories', { count: topic.stories })}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
