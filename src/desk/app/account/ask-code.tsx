import { type ReactNode, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { useWork } from '../parts/use-work.ts';
import { StepsForm } from '../sign-in/steps-form.tsx';
import { t } from './messages.ts';

/** Asks for the code of the app, which agrees to what is said. `children` are asked for along with it. */
export function AskCode({
  says,
  children,
  isReady = true,
  onCode,
}: {
  says: string;
  children?: ReactNode;
  isReady?: boolean;
  onCode(code: string): Promise<void>;
}) {
  const [code, setCode] = useState('');
  const { work, isBusy, problem } = useWork();
  return (
    <StepsForm onSend={() => void work(() => onCode(code))}>
      <p>{says}</p>
      {children}
      <TextField
        label={t('confirmTitle')}
        hint={t('confirmSays')}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        problem={problem}
        validationBehavior="aria"
      />
      <Button tone="main" type="submit" isDisabled={isBusy || !isReady || code.trim().length < 6}>
        {t('goOn')}
      </Button>
    </StepsForm>
  );
}
