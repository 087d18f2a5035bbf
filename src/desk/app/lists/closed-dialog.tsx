import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListsFrame, StoryReply } from '../../shapes/lists.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, Switch } from '../parts/field.tsx';
import { Problem } from '../parts/states.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';
import { nameOf } from './words.ts';

/** Who may know of a story: everybody at the desk, or the people named here. */
export function ClosedDialog({
  id,
  frame,
  onClose,
}: {
  id: number;
  frame: ListsFrame | undefined;
  onClose(): void;
}) {
  const me = useMe();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['lists', 'story', id],
    queryFn: () => get<StoryReply>(`/stories/${id}`),
  });
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>();
  // Whoever is on the story already is offered first, so that nobody is shut out of what they are writing.
  const named = chosen === undefined ? data?.closedTo && new Set(data.closedTo) : chosen;
  const close = () => setChosen(new Set([me.id, ...(data?.team ?? [])]));
  const tick = (person: number, isIn: boolean) => {
    const next = new Set(named ?? []);
    if (isIn) next.add(person);
    else next.delete(person);
    setChosen(next);
  };
  const save = async () => {
    try {
      await ask('PUT', `/stories/${id}/closed`, { people: named ? [...named] : null });
      onClose();
      await client.invalidateQueries({ queryKey: ['lists'] });
      say(named ? t('closedNow', { count: named.size }) : t('openedNow'));
    } catch (problem) {
      sayProblem(problem);
    }
  };
  return (
    <Dialog
      title={data ? t('closedTitle', { headline: nameOf(data.story) }) : t('closed')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={chosen === undefined}
          onDo={() => void save()}
          onCancel={onClose}
        />
      }
    >
      {error && <Problem error={error} />}
      <Switch isSelected={Boolean(named)} onChange={(on) => (on ? close() : setChosen(null))}>
        {t('closedSwitch')}
      </Switch>
      <p className="quiet">{t('closedSays')}</p>
      {named && (
        <div className="people-choice" role="group" aria-label={t('closedPeople')}>
          {(frame?.people ?? [])
            .filter(({ active, id: person }) => active || named.has(person))
            .map(({ id: person, name }) => (
              <Checkbox
                key={person}
                isSelected={named.has(person)}
                isDisabled={person === me.id}
                onChange={(isIn) => tick(person, isIn)}
              >
                {name}
              </Checkbox>
            ))}
        </div>
      )}
    </Dialog>
  );
}
