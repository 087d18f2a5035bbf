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
  onEmail(email: string): void;
  onArrive(is: DoorState['is']): void;
  onBack(): void;
};

/** The way in that needs no mail. The app's code follows. */
export function PasswordStep({ email, onEmail, onArrive, onBack }: Props) {
  const [password, setPassword] = useState('');
  const { work, isBusy, problem } = useWork();
  const use = () =>
    work(async () => onArrive((await knock<DoorState>('POST', '/password', { email, password })).is));
  return (
    <StepsForm isFilled={email !== '' && password !== ''} onSend={() => void use()}>
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={onEmail}
        validationBehavior="aria"
      />
      <TextField
        label={t('password')}
        hint={t('passwordHint')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        problem={problem}
        validationBehavior="aria"
      />
      <Button tone="main" type="submit" isDisabled={isBusy}>
        {t('signIn')}
      </Button>
      <div className="ways">
        <Button tone="quiet" onPress={onBack}>
          {t('back')}
        </Button>
      </div>
    </StepsForm>
  );
}
