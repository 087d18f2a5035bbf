import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TopicReply, TopicRow } from '../../shapes/labels.ts';
import { ask, get, Refused } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { type TopicKind, topicKinds } from './data.ts';
import { t } from './messages.ts';

/** One topic: a new one, called `startName`, where `topic` is null. */
export function TopicDialog({
  topic,
  startName,
  onClose,
  onMerge,
}: {
  topic: TopicRow | null;
  startName: string;
  onClose(): void;
  onMerge(topic: TopicRow): void;
}) {
  const [name, setName] = useState(topic?.name ?? startName.trim());
  const [slug, setSlug] = useState(topic?.slug ?? '');
  const [kind, setKind] = useState<TopicKind>(topic?.kind ?? 'subject');
  const [aliases, setAliases] = useState(topic?.aliases.join('\n') ?? '');
  const [introduction, setIntroduction] = useState(topic?.introduction ?? '');
  const [listed, setListed] = useState(topic?.listed ?? true);
  const [keepOld, setKeepOld] = useState(true);
  const isRenamed = topic !== null && name.trim() !== topic.name;
  const save = useChange(
    (fields: object) =>
      topic
        ? ask<TopicRow>('PATCH', `/topics/${topic.id}`, fields)
        : ask<TopicRow>('POST', '/topics', fields),
    [['topics'], ['redirects']],
  );
  const isSlugTaken = save.error instanceof Refused && save.error.code === 'topic-slug-taken';
  const submit = () => {
    const own = aliases.split('\n').map((alias) => alias.trim());
    const all = isRenamed && keepOld ? [...own, topic.name] : own;
    const fields = { name: name.trim(), kind, introduction, listed, aliases: all.filter(Boolean) };
    save.mutate(topic && slug !== topic.slug ? { ...fields, slug } : fields, {
      onSuccess: (saved) => {
        say(t('saved', { name: saved.name }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={topic ? topic.name : t('add')}
      size="side"
      isOpen
      onClose={onClose}
      footer={
        <Acts
          {...(topic && { onMerge: () => onMerge(topic) })}
          isReady={name.trim() !== '' && !save.isPending}
          onSave={submit}
          onClose={onClose}
        />
      }
    >
      <TextField label={t('name')} value={name} onChange={setName} autoFocus />
      {isRenamed && (
        <Checkbox isSelected={keepOld} onChange={setKeepOld}>
          {t('keepOld', { name: topic.name })}
        </Checkbox>
      )}
      <Select<TopicKind>
        label={t('kind')}
        options={topicKinds.map((one) => ({ value: one, says: t(one) }))}
        value={kind}
        onChange={setKind}
      />
      {topic && (
        <TextField
          label={t('address')}
          value={slug}
          onChange={setSlug}
          hint={slug === topic.slug ? <Formerly topic={topic} /> : t('addressKeeps')}
          problem={isSlugTaken ? wordProblem(save.error) : null}
        />
      )}
      <TextField
        label={t('aliases')}
        hint={t('aliasesHint')}
        rows={3}
        value={aliases}
        onChange={setAliases}
      />
      <TextField
        label={t('introduction')}
        hint={t('introductionHint')}
        rows={4}
        value={introduction}
        onChange={setIntroduction}
      />
      <Checkbox isSelected={listed} onChange={setListed}>
        {t('listed')}
      </Checkbox>
      {topic && (
        <p>
          <a href={`/topics/${topic.slug}`} target="_blank" rel="noopener">
            {t('look')}
          </a>{' '}
          <span className="soft">{t('stories', { count: topic.stories })}</span>
        </p>
      )}
      {save.error && !isSlugTaken && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}

function Acts({
  onMerge,
  isReady,
  onSave,
  onClose,
}: {
  onMerge?: () => void;
  isReady: boolean;
  onSave(): void;
  onClose(): void;
}) {
  return (
    <>
      {onMerge && (
        <Button tone="quiet" onPress={onMerge} className="at-start">
          {t('merge')}
        </Button>
      )}
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button tone="main" isDisabled={!isReady} onPress={onSave}>
        {t('save')}
      </Button>
    </>
  );
}

/** Its address, and the old ones that lead to it. */
function Formerly({ topic }: { topic: TopicRow }) {
  const { data } = useQuery({
    queryKey: ['topics', 'one', topic.id],
    queryFn: () => get<TopicReply>(`/topics/${topic.id}`),
  });
  const list = data?.formerly.join(', ');
  return (
    <>
      /topics/{topic.slug} {list && t('formerly', { list })}
    </>
  );
}
