import { useQueries } from '@tanstack/react-query';
import type { TopicReply } from '../../../shapes/labels.ts';
import { get } from '../../api.ts';
import { Button } from '../../parts/button.tsx';
import { t } from '../messages.ts';
import { Chooser } from '../together/chooser.tsx';

/** What the story is about. */
export function TopicsField({
  topics,
  isLocked,
  onChange,
}: {
  topics: unknown;
  isLocked: boolean;
  onChange: (topics: number[]) => void;
}) {
  const ids = (Array.isArray(topics) ? topics : []) as number[];
  const known = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['topic', id],
      queryFn: () => get<TopicReply>(`/topics/${id}`),
      staleTime: 600_000,
    })),
  });
  return (
    <fieldset className="chosen-list topics">
      <legend className="legend">{t('topics')}</legend>
      <ul>
        {ids.map((id, at) => {
          const name = known[at]?.data?.topic.name ?? '…';
          return (
            <li key={id}>
              <span className="name">{name}</span>
              {!isLocked && (
                <Button
                  tone="quiet"
                  aria-label={t('remove', { name })}
                  onPress={() => onChange(ids.filter((one) => one !== id))}
                >
                  ×
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {!isLocked && (
        <Chooser
          kind="topic"
          label={t('addTopic')}
          without={ids}
          onChoose={({ id }) => onChange([...ids, id])}
        />
      )}
    </fieldset>
  );
}
