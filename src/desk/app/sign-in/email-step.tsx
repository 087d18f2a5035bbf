import { useState } from 'react';
import type { DoorState } from '../../shapes/sign-in.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { CodeStep } from './code-step.tsx';
import { knock } from './door.ts';
import { t } from './messages.ts';
import { hasPasskeys, signInWithPasskey, turnedAway } from './passkeys.ts';
import { StepsForm } from './steps-form.tsx';

type Props = {
  door: DoorState;
  email: string;
  onEmail(email: string): void;
  onArrive(is: DoorState['is']): void;
  /** The door is to be asked where one stands now. */
  onLook(): void;
  onPassword(): void;
};

/** The address, and the ways in that need none. */
export function EmailStep({ door, email, onEmail, onArrive, onLook, onPassword }: Props) {
  const [ticket, setTicket] = useState<string>();
  const { work, isBusy, problem } = useWork();
  const ask = () =>
    work(async () => setTicket((await knock<{ ticket: string }>('POST', '/code', { email })).ticket));
  if (ticket) {
    return (
      <CodeStep
        email={email}
        ticket={ticket}
        onTicket={setTicket}
        onArrive={onArrive}
        onBack={() => setTicket(undefined)}
      />
    );
  }
  return (
    <StepsForm isFilled={email.trim() !== ''} onSend={() => void ask()}>
      {door.first && <Notice tone="plain">{t('noFirst')}</Notice>}
      <TextField
        label={t('email')}
        type="email"
        name="email"
        autoComplete="username webauthn"
        value={email}
        onChange={onEmail}
        problem={problem}
        isRequired
        validationBehavior="aria"
        autoFocus
      />
      <Button tone="main" type="submit" isDisabled={isBusy}>
        {t('sendCode')}
      </Button>
      <OtherWays provider={door.provider} onLook={onLook} onPassword={onPassword} />
    </StepsForm>
  );
}

function OtherWays({
  provider,
  onLook,
  onPassword,
}: {
  provider: string | null;
  onLook(): void;
  onPassword(): void;
}) {
  const [problem, setProblem] = useState<string>();
  const { work, isBusy } = useWork((error) =>
    setProblem(turnedAway(error) ? t('passkeyRefused') : wordProblem(error)),
  );
  const byPasskey = () =>
    work(async () => {
      await signInWithPasskey();
      onLook();
    });
  const byProvider = () =>
    work(async () => {
      const { url } = await knock<{ url: string }>('POST', '/provider');
      location.assign(url);
    });
  return (
    <>
      <p className="or">{t('orWith')}</p>
      <div className="ways">
        {hasPasskeys() && (
          <Button isDisabled={isBusy} onPress={() => void byPasskey()}>
            {t('passkey')}
          </Button>
        )}
        <Button onPress={onPassword}>{t('password')}</Button>
        {provider && (
          <Button isDisabled={isBusy} onPress={() => void byProvider()}>
            {t('provider', { name: provider })}
          </Button>
        )}
      </div>
      {problem && <p role="alert">{problem}</p>}
    </>
  );
}
