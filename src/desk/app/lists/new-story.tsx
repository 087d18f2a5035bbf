import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PlanChange } from '#stories/work-plan.js';
import type { ListsFrame, StoryBegunReply } from '../../shapes/lists.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';
import { PlanFields } from './plan-fields.tsx';

const NONE = 'none';

/** Begins a story: to write at once, or as a line of a plan that somebody will write. */
export function NewStory({
  frame,
  day,
  onClose,
}: {
  frame: ListsFrame | undefined;
  day?: string;
  onClose(): void;
}) {
  const { id: me } = useMe();
  const [headline, setHeadline] = useState('');
  const [section, setSection] = useState(NONE);
  const [plan, setPlan] = useState<PlanChange>({ asksSecond: false, ...(day && { day }) });
  const [problem, setProblem] = useState<string | null>(null);
  const [, go] = useLocation();
  const client = useQueryClient();
  const begin = async (isPlanned: boolean) => {
    const name = headline.trim() || plan.line?.trim();
    if (isPlanned && !name) return setProblem(t('newNeeds'));
    const stages = frame?.stages ?? [];
    const stage = (isPlanned ? stages.find(({ kind }) => kind === 'planned') : undefined)?.slug;
    const assignee = plan.assignee === undefined ? (isPlanned ? null : me) : plan.assignee;
    const body = {
      ...plan,
      assignee,
      headline,
      section: section === NONE ? null : Number(section),
      ...(stage && { stage }),
    };
    try {
      const { id } = await ask<StoryBegunReply>('POST', '/stories', body);
      onClose();
      void client.invalidateQueries({ queryKey: ['lists'] });
      if (isPlanned) say(t('plannedNow', { headline: name ?? '' }));
      else go(`/stories/${id}`);
    } catch (error) {
      sayProblem(error);
    }
  };
  return (
    <Dialog
      title={t('newTitle')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={() => void begin(true)}>{t('planIt')}</Button>
          <Button tone="main" onPress={() => void begin(false)}>
            {t('startWriting')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('headline')}
        hint={t('newHeadlineHint')}
        value={headline}
        problem={problem}
        autoFocus
        maxLength={500}
        onChange={setHeadline}
        onKeyDown={(event) => event.key === 'Enter' && void begin(false)}
      />
      <Select
        label={t('section')}
        value={section}
        options={[
          { value: NONE, says: '–' },
          ...(frame?.sections ?? []).map(({ id, name }) => ({ value: String(id), says: name })),
        ]}
        onChange={setSection}
      />
      <PlanFields
        plan={{ ...plan, assignee: plan.assignee === undefined ? (me as never) : plan.assignee }}
        frame={frame}
        onChange={(change) => setPlan((before) => ({ ...before, ...change }))}
      />
    </Dialog>
  );
}
