import './publishing.css';
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { Embargo } from '#stories/story.js';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { usePublishing, useStoryChanged } from './data.ts';
import { t } from './messages.ts';
import { fromField, nextHour, toField, zoneName } from './zoned-time.ts';

/** Sets, changes or lifts the time before which nobody may see a story. */
export function EmbargoDialog({ story, onClose }: { story: number; onClose: () => void }) {
  const { data, error } = usePublishing(story);
  if (data) return <SetEmbargo story={story} embargo={data.story.embargo} now={data.now} onClose={onClose} />;
  return (
    <Dialog title={t('embargoTitle')} isOpen onClose={onClose}>
      {error ? <Problem error={error} /> : <Waiting lines={3} />}
    </Dialog>
  );
}

function SetEmbargo({
  story,
  embargo,
  now,
  onClose,
}: {
  story: number;
  embargo: Embargo;
  now: number;
  onClose: () => void;
}) {
  const { zone } = useMe().paper;
  const changed = useStoryChanged(story);
  const [is, setIs] = useState<Embargo['is']>(embargo.is);
  const [at, setAt] = useState(toField(embargo.is === 'until' ? embargo.at : nextHour(now), zone));
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<unknown>(null);
  const until = fromField(at, zone);
  const wish: Embargo | null = is !== 'until' ? { is } : until === null ? null : { is, at: until };
  const save = async () => {
    try {
      await ask('PUT', `/stories/${story}/embargo`, { embargo: wish, reason });
      changed();
      onClose();
      say(t('embargoSaved'));
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <Dialog
      title={t('embargoTitle')}
      isOpen
      onClose={onClose}
      footer={
        <Button tone="main" isDisabled={wish === null} onPress={() => void save()}>
          {t('save')}
        </Button>
      }
    >
      <RadioGroup
        className="radios"
        aria-label={t('embargoTitle')}
        value={is}
        onChange={(value) => setIs(value as 'none')}
      >
        <Radio value="none" className="radio">
          {t('embargoNone')}
        </Radio>
        <Radio value="until" className="radio">
          {t('embargoUntil')}
        </Radio>
        <Radio value="until-lifted" className="radio">
          {t('embargoOpen')}
        </Radio>
      </RadioGroup>
      {is === 'until' && (
        <TextField
          label={t('embargoAt')}
          hint={t('zone', { zone: zoneName(zone) })}
          type={'datetime-local' as 'text'}
          value={at}
          onChange={setAt}
          problem={until === null ? t('timeWrong') : null}
        />
      )}
      {embargo.is !== 'none' && (
        <TextField
          label={t('embargoReason')}
          hint={t('embargoReasonHint')}
          value={reason}
          onChange={setReason}
        />
      )}
      {refusal !== null && <Problem error={refusal} />}
    </Dialog>
  );
}
