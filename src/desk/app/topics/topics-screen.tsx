import { useState } from 'react';
import type { TopicRow } from '../../shapes/labels.ts';
import { useHolds } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Checkbox, SearchField, Select } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { type TopicFilter, type TopicKind, topicKinds, useTopics } from './data.ts';
import { MergeTopic } from './merge-topic.tsx';
import { t } from './messages.ts';
import { TopicDialog } from './topic-dialog.tsx';
import '../settings/settings.css';

/** What stories are about: found, added, renamed and merged. */
export function Screen() {
  const mayChange = useHolds()('topics');
  const [filter, setFilter] = useState<TopicFilter>({ words: '', kind: null, unlisted: false });
  const [edited, setEdited] = useState<TopicRow | 'new' | null>(null);
  const [merged, setMerged] = useState<TopicRow | null>(null);
  const found = useTopics(filter);
  const topics = found.data?.pages.flatMap((page) => page.topics) ?? [];
  const [first] = found.data?.pages ?? [];
  return (
    <div className="screen topics-screen">
      <header className="screen-head">
        <h1>{t('topics')}</h1>
        {first && <p className="soft figures">{t('note', { all: first.all, listed: first.listed })}</p>}
      </header>
      <Tools filter={filter} onChange={setFilter} {...(mayChange && { onAdd: () => setEdited('new') })} />
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.isSuccess && topics.length === 0 && (
        <Empty title={t(first?.all ? 'nothing' : 'none')}>{t(first?.all ? 'nothingHint' : 'noneHint')}</Empty>
      )}
      {topics.length > 0 && <TopicTable topics={topics} onEdit={mayChange ? setEdited : undefined} />}
      {found.hasNextPage && <Button onPress={() => void found.fetchNextPage()}>{t('more')}</Button>}
      {edited && (
        <TopicDialog
          topic={edited === 'new' ? null : edited}
          startName={filter.words}
          onClose={() => setEdited(null)}
          onMerge={(topic) => {
            setEdited(null);
            setMerged(topic);
          }}
        />
      )}
      {merged && <MergeTopic from={merged} onClose={() => setMerged(null)} />}
    </div>
  );
}

function Tools({
  filter,
  onChange,
  onAdd,
}: {
  filter: TopicFilter;
  onChange(filter: TopicFilter): void;
  onAdd?: () => void;
}) {
  return (
    <div className="tools">
      <SearchField
        label={t('search')}
        placeholder={t('search')}
        value={filter.words}
        onChange={(words) => onChange({ ...filter, words })}
      />
      <Select
        label={t('kind')}
        isLabelHidden
        options={[
          { value: 'any', says: t('anyKind') },
          ...topicKinds.map((kind) => ({ value: kind, says: t(kind) })),
        ]}
        value={filter.kind ?? 'any'}
        onChange={(kind) => onChange({ ...filter, kind: kind === 'any' ? null : (kind as TopicKind) })}
      />
      <Checkbox isSelected={filter.unlisted} onChange={(unlisted) => onChange({ ...filter, unlisted })}>
        {t('onlyUnlisted')}
      </Checkbox>
      {onAdd && <Button onPress={onAdd}>{t('add')}</Button>}
    </div>
  );
}

function TopicTable({
  topics,
  onEdit,
}: {
  topics: readonly TopicRow[];
  onEdit: ((topic: TopicRow) => void) | undefined;
}) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('aliases')}</th>
          <th scope="col" className="number">
            {t('storiesHead')}
          </th>
        </tr>
      </thead>
      <tbody>
        {topics.map((topic) => (
          <tr key={topic.id}>
            <th scope="row">
              {onEdit ? (
                <button type="button" className="as-link" onClick={() => onEdit(topic)}>
                  {topic.name}
                </button>
              ) : (
                topic.name
              )}
              {!topic.listed && <span className="soft"> {t('unlisted')}</span>}
            </th>
            <td>{t(topic.kind)}</td>
            <td className="soft">{topic.aliases.slice(0, 4).join(' · ')}</td>
            <td className="number figures" data-label={t('storiesHead')}>
              {topic.stories}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
