import { lazy, Suspense, useState } from 'react';
import type { StoryReply } from '../../../shapes/lists.ts';
import { Button } from '../../parts/button.tsx';
import { Time } from '../../parts/times.tsx';
import { t } from '../messages.ts';
import { useFrame, useNames } from '../together/staff-names.ts';

const PlanDialog = lazy(async () => ({ default: (await import('../../lists/plan-dialog.tsx')).PlanDialog }));

/** Where the story stands in the work, who has it and until when; changed as in the lists. */
export function WorkField({ story, facts }: { story: number; facts: StoryReply | undefined }) {
  const [isOpen, setOpen] = useState(false);
  const frame = useFrame();
  const nameOf = useNames();
  const work = facts?.story.work;
  if (!work) return null;
  const stage = frame?.stages.find(({ slug }) => slug === work.stage)?.name ?? t('stageOut');
  return (
    <fieldset className="work-field">
      <legend className="legend">{t('work')}</legend>
      <dl>
        <dt>{t('stage')}</dt>
        <dd>{stage}</dd>
        <dt>{t('assignee')}</dt>
        <dd>{work.assignee === null ? t('nobody') : nameOf(work.assignee)}</dd>
        {work.dueAt !== null && (
          <>
            <dt>{t('due')}</dt>
            <dd>
              <Time at={work.dueAt} />
            </dd>
          </>
        )}
      </dl>
      {facts.mayWrite && (
        <div className="acts">
          <Button onPress={() => setOpen(true)}>{t('changePlan')}</Button>
        </div>
      )}
      {isOpen && (
        <Suspense>
          <PlanDialog ids={[story]} isMove={false} frame={frame} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </fieldset>
  );
}
