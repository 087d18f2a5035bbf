import { useState } from 'react';
import type { PlaceRow } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { partnersKey } from './data.ts';
import { t } from './messages.ts';

/** One place of a partner: a new one where `place` is null. */
export function PlaceDialog({
  partner,
  place,
  onClose,
}: {
  partner: number;
  place: PlaceRow | null;
  onClose(): void;
}) {
  const [name, setName] = useState(place?.name ?? '');
  const [address, setAddress] = useState(place?.address ?? '');
  const [isClosed, setClosed] = useState(place?.state === 'closed');
  const save = useChange(
    (fields: object) =>
      place
        ? ask('PATCH', `/places/${place.id}`, fields)
        : ask('POST', `/partners/${partner}/places`, fields),
    [partnersKey],
  );
  const submit = () =>
    save.mutate(
      { name: name.trim(), address, state: isClosed ? 'closed' : 'running' },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      title={place ? place.name : t('addPlace')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={name.trim() === '' || save.isPending}
          onDo={submit}
          onCancel={onClose}
        />
      }
    >
      <TextField label={t('placeName')} value={name} onChange={setName} autoFocus />
      <TextField label={t('placeAddress')} rows={2} value={address} onChange={setAddress} />
      {place && (
        <Checkbox isSelected={isClosed} onChange={setClosed}>
          {t('close')}
        </Checkbox>
      )}
      {save.error && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}
