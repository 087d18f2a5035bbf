import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListedWork } from '#stories/work-listed.js';
import type { PlanChange } from '#stories/work-plan.js';
import type { ListsFrame, StoryReply } from '../../shapes/lists.ts';
import { get } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select } from '../parts/field.tsx';
import { t } from './messages.ts';
import { usePlans } from './plan.ts';
import { PlanFields } from './plan-fields.tsx';
import { nameOf } from './words.ts';

const fields = ['stage', 'line', 'assignee', 'goesTo', 'day', 'dueAt', 'wantedWords', 'asksSecond'] as const;

/** Changes the plan of one story or of several. What nobody touches here stays as it is in each. */
export function PlanDialog({
  ids,
  isMove,
  frame,
  onClose,
}: {
  ids: readonly number[];
  isMove: boolean;
  frame: ListsFrame | undefined;
  onClose(): void;
}) {
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['lists', 'story', id],
      queryFn: () => get<StoryReply>(`/stories/${id}`),
    })),
  });
  const [change, setChange] = useState<PlanChange>({});
  const plans = usePlans();
  const stories = answers.flatMap(({ data }) => data?.story ?? []);
  const known = { ...sharedPlan(stories.map(({ work }) => work)), ...change };
  const [first] = stories;
  const title =
    ids.length > 1
      ? t('planMany', { count: ids.length })
      : first
        ? t('planOf', { headline: nameOf(first) })
        : t('planTitle');
  const send = (wanted: PlanChange) => {
    const stage = frame?.stages.find(({ slug }) => slug === wanted.stage)?.name;
    onClose();
    void plans(
      ids.map((story) => ({ story, change: wanted })),
      (count) => (stage ? t('moved', { count, stage }) : t('planned', { count })),
    );
  };
  if (isMove)
    return (
      <MoveDialog {...{ title, frame, onClose }} current={known.stage} onMove={(stage) => send({ stage })} />
    );
  return (
    <Dialog
      title={title}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={Object.keys(change).length === 0}
          onDo={() => send(change)}
          onCancel={onClose}
        />
      }
    >
      <Select
        label={t('stage')}
        value={known.stage ?? null}
        options={(frame?.stages ?? []).map(({ slug, name }) => ({ value: slug, says: name }))}
        onChange={(stage) => setChange((before) => ({ ...before, stage }))}
      />
      <PlanFields
        plan={known}
        frame={frame}
        onChange={(more) => setChange((before) => ({ ...before, ...more }))}
      />
    </Dialog>
  );
}

/** The stages as buttons: two keys, and a card has moved without a mouse. */
function MoveDialog({
  title,
  frame,
  current,
  onMove,
  onClose,
}: {
  title: string;
  frame: ListsFrame | undefined;
  current: string | undefined;
  onMove(stage: string): void;
  onClose(): void;
}) {
  return (
    <Dialog title={`${t('moveTo')} ${title}`} isOpen onClose={onClose}>
      <div className="stage-choice">
        {(frame?.stages ?? []).map(({ slug, name }) => (
          <Button key={slug} isDisabled={slug === current} onPress={() => onMove(slug)}>
            {name}
          </Button>
        ))}
        <Button tone="quiet" onPress={() => onMove('out')}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  );
}

/** What is the same in all these plans; the rest is undefined. */
function sharedPlan(works: readonly (ListedWork | null)[]): PlanChange {
  const [first] = works;
  if (!first) return {};
  const shared = fields.filter((name) => works.every((work) => work?.[name] === first[name]));
  return Object.fromEntries(shared.map((name) => [name, first[name]]));
}
