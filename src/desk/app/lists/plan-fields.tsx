import type { ReactNode } from 'react';
import type { PlanChange } from '#stories/work-plan.js';
import type { ListsFrame } from '../../shapes/lists.ts';
import { useMe } from '../me.ts';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { t } from './messages.ts';
import { fromField, toField } from './words.ts';

const NOBODY = 'nobody';

/** The fields of a plan. `plan` holds what is known; one that is undefined is not the same in all the stories meant. */
export function PlanFields({
  plan,
  frame,
  onChange,
}: {
  plan: PlanChange;
  frame: ListsFrame | undefined;
  onChange(change: PlanChange): void;
}): ReactNode {
  const { zone } = useMe().paper;
  const people = (frame?.people ?? []).filter(({ active, id }) => active || id === plan.assignee);
  const assignee =
    plan.assignee === null ? NOBODY : plan.assignee === undefined ? null : String(plan.assignee);
  return (
    <>
      <TextField
        label={t('line')}
        hint={t('lineHint')}
        value={plan.line ?? ''}
        maxLength={500}
        onChange={(line) => onChange({ line })}
      />
      <div className="pair">
        <Select
          label={t('assignee')}
          value={assignee}
          options={[
            { value: NOBODY, says: t('nobody') },
            ...people.map(({ id, name }) => ({ value: String(id), says: name })),
          ]}
          onChange={(id) => onChange({ assignee: (id === NOBODY ? null : Number(id)) as never })}
        />
        <TextField
          label={t('goesTo')}
          hint={t('goesToHint')}
          value={plan.goesTo ?? ''}
          maxLength={200}
          onChange={(goesTo) => onChange({ goesTo })}
        />
      </div>
      <div className="pair">
        <Plain label={t('day')}>
          <input
            type="date"
            value={plan.day ?? ''}
            onChange={(event) => onChange({ day: event.target.value || null })}
          />
        </Plain>
        <Plain label={t('dueAt')}>
          <input
            type="datetime-local"
            value={toField(plan.dueAt ?? null, zone)}
            onChange={(event) => onChange({ dueAt: fromField(event.target.value, zone) })}
          />
        </Plain>
        <Plain label={t('wantedWords')}>
          <input
            type="number"
            min={0}
            step={50}
            inputMode="numeric"
            value={plan.wantedWords ?? ''}
            onChange={(event) =>
              onChange({
                wantedWords: event.target.value === '' ? null : Math.max(0, event.target.valueAsNumber),
              })
            }
          />
        </Plain>
      </div>
      <Checkbox
        isSelected={plan.asksSecond ?? false}
        isIndeterminate={plan.asksSecond === undefined}
        onChange={(asksSecond) => onChange({ asksSecond })}
      >
        {t('asksSecond')}
      </Checkbox>
    </>
  );
}

function Plain({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what stands in it
    <label className="field plain-field">
      <span className="legend">{label}</span>
      {children}
    </label>
  );
}
