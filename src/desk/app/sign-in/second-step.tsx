import { useState } from 'react';
import { Refused } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { useWork } from '../parts/use-work.ts';
import { knock } from './door.ts';
import { t } from './messages.ts';
import { StepsForm } from './steps-form.tsx';

/** The code of the app. One field takes recovery codes too: nobody has to find another page for them. */
export function SecondStep({ paper, onDone, onBack }: { paper: string; onDone(): void; onBack(): void }) {
  const [code, setCode] = useState('');
  const { work, isBusy, problem } = useWork();
  const use = () =>
    work(async () => {
      try {
        await knock('POST', '/second-step', { code });
        onDone();
      } catch (error) {
        setCode('');
        if (error instanceof Refused && error.status === 401) onBack();
        throw error;
      }
    });
  const startAgain = () =>
    work(async () => {
      await knock('POST', '/sign-out');
      onBack();
    });
  return (
    <StepsForm isFilled={code.trim() !== ''} onSend={() => void use()}>
      <h2>{t('secondTitle')}</h2>
      <p>{t('secondSays', { paper })}</p>
      <TextField
        label={t('secondCode')}
        hint={t('secondHint')}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        problem={problem}
        validationBehavior="aria"
        autoFocus
      />
      <Button tone="main" type="submit" isDisabled={isBusy}>
        {t('goOn')}
      </Button>
      <div className="ways">
        <Button tone="quiet" onPress={() => void startAgain()}>
          {t('startAgain')}
        </Button>
      </div>
    </StepsForm>
  );
}
