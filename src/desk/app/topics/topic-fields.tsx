import { useQuery } from '@tanstack/react-query';
import type { TopicReply, TopicRow } from '../../shapes/labels.ts';
import { get } from '../api.ts';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { type TopicKind, topicKinds } from './data.ts';
import { t } from './messages.ts';

/** A topic as it is typed: other names one a line; `keepOld` keeps an old name as another one. */
export type TypedTopic = {
  name: string;
  slug: string;
  kind: TopicKind;
  aliases: string;
  introduction: string;
  listed: boolean;
  keepOld: boolean;
};

export function TopicFields({
  topic,
  typed,
  onChange,
  slugProblem,
}: {
  topic: TopicRow | null;
  typed: TypedTopic;
  onChange(change: Partial<TypedTopic>): void;
  slugProblem: string | null;
}) {
  return (
    <>
      <TextField label={t('name')} value={typed.name} onChange={(name) => onChange({ name })} autoFocus />
      {topic && typed.name.trim() !== topic.name && (
        <Checkbox isSelected={typed.keepOld} onChange={(keepOld) => onChange({ keepOld })}>
          {t('keepOld', { name: topic.name })}
        </Checkbox>
      )}
      <Select<TopicKind>
        label={t('kind')}
        options={topicKinds.map((kind) => ({ value: kind, says: t(kind) }))}
        value={typed.kind}
        onChange={(kind) => onChange({ kind })}
      />
      {topic && (
        <TextField
          label={t('address')}
          value={typed.slug}
          onChange={(slug) => onChange({ slug })}
          hint={typed.slug === topic.slug ? <Formerly topic={topic} /> : t('addressKeeps')}
          problem={slugProblem}
        />
      )}
      <TextField
        label={t('aliases')}
        hint={t('aliasesHint')}
        rows={3}
        value={typed.aliases}
        onChange={(aliases) => onChange({ aliases })}
      />
      <TextField
        label={t('introduction')}
        hint={t('introductionHint')}
        rows={4}
        value={typed.introduction}
        onChange={(introduction) => onChange({ introduction })}
      />
      <Checkbox isSelected={typed.listed} onChange={(listed) => onChange({ listed })}>
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
