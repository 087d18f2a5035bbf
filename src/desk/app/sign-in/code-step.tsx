import { useState } from 'react';
import type { DoorState } from '../../shapes/sign-in.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { useWork } from '../parts/use-work.ts';
import { knock } from './door.ts';
import { t } from './messages.ts';
import { StepsForm } from './steps-form.tsx';

type Props = {
  email: string;
  ticket: string;
  onTicket(ticket: string): void;
  onArrive(is: DoorState['is']): void;
  onBack(): void;
};

/** The code of the letter, good in this window alone. */
export function CodeStep({ email, ticket, onTicket, onArrive, onBack }: Props) {
  const [code, setCode] = useState('');
  const [isSentAgain, setSentAgain] = useState(false);
  const { work, isBusy, problem } = useWork();
  const use = () =>
    work(async () => onArrive((await knock<DoorState>('POST', '/code/use', { ticket, code })).is));
  const sendAgain = () =>
    work(async () => {
      onTicket((await knock<{ ticket: string }>('POST', '/code', { email })).ticket);
      setCode('');
      setSentAgain(true);
    });
  return (
    <StepsForm isFilled={code.trim() !== ''} onSend={() => void use()}>
      <p role="status">{isSentAgain ? t('sentAgain') : t('codeSent', { email })}</p>
      <TextField
        label={t('code')}
        hint={t('codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        problem={problem}
        validationBehavior="aria"
        autoFocus
      />
      <Button tone="main" type="submit" isDisabled={isBusy}>
        {t('signIn')}
      </Button>
      <div className="ways">
        <Button tone="quiet" isDisabled={isBusy} onPress={() => void sendAgain()}>
          {t('sendAgain')}
        </Button>
        <Button tone="quiet" onPress={onBack}>
          {t('otherAddress')}
        </Button>
      </div>
      <p className="small">{t('noLetter')}</p>
    </StepsForm>
  );
}
