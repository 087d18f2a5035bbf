import { useState } from 'react';
import type { TopicRow } from '../../shapes/labels.ts';
import { ask, Refused } from '../api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { LabelAnswers } from '../settings/label-answers.tsx';
import { t } from './messages.ts';
import { TopicFields, type TypedTopic } from './topic-fields.tsx';

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
  const [typed, setTyped] = useState<TypedTopic>(() => typedFrom(topic, startName));
  const save = useChange(
    (fields: object) =>
      topic
        ? ask<TopicRow>('PATCH', `/topics/${topic.id}`, fields)
        : ask<TopicRow>('POST', '/topics', fields),
    [['topics'], ['redirects']],
  );
  const isSlugTaken = save.error instanceof Refused && save.error.code === 'topic-slug-taken';
  const submit = () =>
    save.mutate(fieldsFrom(topic, typed), {
      onSuccess: (saved) => {
        say(t('saved', { name: saved.name }));
        onClose();
      },
    });
  return (
    <Dialog
      title={topic ? topic.name : t('add')}
      size="side"
      isOpen
      onClose={onClose}
      footer={
        <LabelAnswers
          isDisabled={typed.name.trim() === '' || save.isPending}
          onSave={submit}
          onCancel={onClose}
          onMerge={topic && (() => onMerge(topic))}
        />
      }
    >
      <TopicFields
        topic={topic}
        typed={typed}
        onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
        slugProblem={isSlugTaken ? wordProblem(save.error) : null}
      />
      {save.error && !isSlugTaken && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}

function typedFrom(topic: TopicRow | null, startName: string): TypedTopic {
  const { name, slug, kind, aliases, introduction, listed } = topic ?? {
    name: startName.trim(),
    slug: '',
    kind: 'subject' as const,
    aliases: [],
    introduction: '',
    listed: true,
  };
  return { name, slug, kind, aliases: aliases.join('\n'), introduction, listed, keepOld: true };
}

function fieldsFrom(topic: TopicRow | null, { slug, keepOld, aliases, ...typed }: TypedTopic): object {
  const name = typed.name.trim();
  const own = aliases.split('\n').map((alias) => alias.trim());
  const all = topic && keepOld && name !== topic.name ? [...own, topic.name] : own;
  const fields = { ...typed, name, aliases: all.filter(Boolean) };
  return topic && slug !== topic.slug ? { ...fields, slug } : fields;
}
