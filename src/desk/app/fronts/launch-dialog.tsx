import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { ORDER } from '#fronts/front.js';
import { type Change, digest, type Left } from '#fronts/launch.js';
import type { LaunchReply } from '../../shapes/fronts.ts';
import { ask, Refused } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';
import { frontKey, type OpenFront } from './use-front.ts';
import { fieldOf, instantOf, wordContainer, wordWho } from './words.ts';

const HOUR_MS = 3_600_000;

/** What a launch changes, container by container, what it leaves, and when it is to happen. */
export function LaunchDialog({ front, onClose }: { front: OpenFront; onClose: () => void }) {
  const { plan, facts } = front;
  const { zone } = useMe().paper;
  const [behind, setBehind] = useState<ReadonlySet<string>>(new Set());
  const [isTimed, setTimed] = useState(false);
  const [field, setField] = useState(() => fieldOf(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS, zone));
  const at = instantOf(field, zone);
  const isPast = isTimed && (at === null || at <= Date.now());
  const { launch, isBusy } = useLaunch(front, onClose);
  const ids = [...plan.changes.map(({ id }) => id), ...(plan.moved ? [ORDER] : [])];
  const chosen = ids.filter((id) => !behind.has(id));
  const name = facts.section === null ? t('homeFront') : facts.name;
  const toggle = (id: string) => {
    const next = new Set(behind);
    if (!next.delete(id)) next.add(id);
    setBehind(next);
  };
  return (
    <Dialog
      title={t('launchTitle', { name })}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t(isTimed ? 'launchLater' : 'launchNow')}
          isDisabled={chosen.length === 0 || isPast || isBusy}
          onDo={() => void launch(chosen, isTimed ? at : null)}
          onCancel={onClose}
        />
      }
    >
      {ids.length > 0 ? <p>{t('launchSays')}</p> : <p>{t('launchNothing')}</p>}
      {ids.length > 0 && (
        <ul className="launch-list">
          {plan.changes.map((one) => (
            <li key={one.id}>
              <Checkbox isSelected={!behind.has(one.id)} onChange={() => toggle(one.id)}>
                <b>{wordChanged(front, one)}</b> <span className="quiet">{wordWhat(one)}</span>
              </Checkbox>
            </li>
          ))}
          {plan.moved && (
            <li>
              <Checkbox isSelected={!behind.has(ORDER)} onChange={() => toggle(ORDER)}>
                <b>{t('moved')}</b>
              </Checkbox>
            </li>
          )}
        </ul>
      )}
      {plan.left.length > 0 && <Leaves front={front} />}
      <RadioGroup
        aria-label={t('when')}
        className="choices"
        value={isTimed ? 'later' : 'now'}
        onChange={(value) => setTimed(value === 'later')}
      >
        <Radio value="now" className="choice-radio">
          {t('now')}
        </Radio>
        <Radio value="later" className="choice-radio">
          {t('later')}
        </Radio>
      </RadioGroup>
      {isTimed && (
        <TextField
          label={t('time')}
          hint={t('timeHint', { zone })}
          type="datetime-local"
          value={field}
          onChange={setField}
          problem={isPast ? t('timePast') : null}
        />
      )}
    </Dialog>
  );
}

function Leaves({ front }: { front: OpenFront }) {
  const { zone } = useMe().paper;
  return (
    <Notice tone="warn">
      <h3>{t('willLeave')}</h3>
      <ul>
        {front.plan.left.map((left) => (
          <li key={left.id}>{wordLeft(front, left, zone)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function wordLeft(front: OpenFront, left: Left, zone: string): string {
  const what = wordChanged(front, left);
  if (left.why === 'removed-since') return t('removedSince', { what });
  const version = front.facts.versions.find(({ number }) => number === left.version);
  return t('changedSince', { what, who: wordWho(version), when: version ? wordTime(version.at, zone) : '' });
}

function wordChanged(front: OpenFront, { id, title }: { id: string; title: string }): string {
  const all = [...front.draft.containers, ...front.facts.up.containers];
  const container = all.find((one) => one.id === id);
  return container ? wordContainer(container, front.filled) : title;
}

function wordWhat({ what }: Change): string {
  return t(what === 'added' ? 'added' : what === 'removed' ? 'takenDown' : 'changed');
}

function useLaunch(front: OpenFront, onClose: () => void) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const { zone } = useMe().paper;
  const { id, up } = front.facts;
  const launch = async (carries: readonly string[], at: number | null) => {
    setBusy(true);
    try {
      if (at === null) {
        const shown = digest(up, { ...front.wish, carries });
        const { plan } = await ask<LaunchReply>('POST', `/fronts/${id}/launch`, { carries, shown });
        say(t('launched', { count: plan.changes.length }));
      } else {
        await ask('POST', `/fronts/${id}/launches`, { carries, at });
        say(t('launchPlanned', { when: wordTime(at, zone) }));
      }
      onClose();
    } catch (error) {
      if (error instanceof Refused && error.code === 'front-changed-meanwhile') say(t('looks'));
      else sayProblem(error);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: frontKey(id) });
    }
  };
  return { launch, isBusy };
}
