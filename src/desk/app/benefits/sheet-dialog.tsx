import { useState } from 'react';
import type { LetInReply, PinReply, PlaceRow } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { useWork } from '../parts/use-work.ts';
import { queries } from '../queries.ts';
import { CounterSheet } from './counter-sheet.tsx';
import { partnersKey } from './data.ts';
import { t } from './messages.ts';

const USUAL_DAYS = '7';

/** Makes the code that lets devices in at a place, with a PIN where one is wanted, and the sheet to print. */
export function SheetDialog({ place, onClose }: { place: PlaceRow; onClose(): void }) {
  const [days, setDays] = useState(USUAL_DAYS);
  const [hasNewPin, setNewPin] = useState(!place.hasPin);
  const [made, setMade] = useState<{ sheet: LetInReply; pin: string | null } | null>(null);
  const { work, isBusy, problem } = useWork();
  const count = Number(days);
  const isCount = Number.isInteger(count) && count >= 1 && count <= 90;
  const make = () =>
    work(async () => {
      const pin = hasNewPin ? (await ask<PinReply>('POST', `/places/${place.id}/pin`)).pin : null;
      const sheet = await ask<LetInReply>('POST', `/places/${place.id}/let-in`, { days: count });
      setMade({ sheet, pin });
      await queries.invalidateQueries({ queryKey: partnersKey });
    });
  const title = t('sheetFor', { place: place.name });
  if (made) {
    const { sheet, pin } = made;
    const foot = (
      <>
        <Button onPress={onClose}>{t('done')}</Button>
        <Button tone="main" onPress={() => window.print()}>
          {t('print')}
        </Button>
      </>
    );
    return (
      <Dialog title={title} size="wide" isOpen onClose={onClose} footer={foot}>
        {pin && (
          <Notice tone="warn">
            <p>{t('pinIs', { place: place.name })}</p>
            <p className="pin figures">{`${pin.slice(0, 3)} ${pin.slice(3)}`}</p>
            <p>{t('pinNote')}</p>
          </Notice>
        )}
        <CounterSheet sheet={sheet} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('makeSheet')}
          isDisabled={!isCount || isBusy}
          onDo={() => void make()}
          onCancel={onClose}
        />
      }
    >
      <p>{t('sheetSays')}</p>
      <TextField
        label={t('sheetDays')}
        inputMode="numeric"
        value={days}
        onChange={setDays}
        problem={isCount ? null : t('wrongNumber')}
      />
      {place.hasPin ? (
        <>
          <Checkbox isSelected={hasNewPin} onChange={setNewPin}>
            {t('sheetPin')}
          </Checkbox>
          <p className="hint">{t('sheetPinHint')}</p>
        </>
      ) : (
        <p className="hint">
          {t('sheetNoPin')} {t('sheetPinHint')}
        </p>
      )}
      {problem && <Notice tone="bad">{problem}</Notice>}
    </Dialog>
  );
}
