import { useState } from 'react';
import { useParams } from 'wouter';
import type { DoorState } from '../../shapes/sign-in.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { useWork } from '../parts/use-work.ts';
import { knock } from './door.ts';
import { DoorPage } from './door-page.tsx';
import { t } from './messages.ts';
import { OpenedLink } from './opened-link.tsx';
import { StepsForm } from './steps-form.tsx';

/** /desk/first/TOKEN: the link that `serve` prints while nobody can sign in. */
export function Screen() {
  const { token = '' } = useParams();
  return (
    <DoorPage>
      {() => (
        <OpenedLink token={token} is="first">
          {(_, onArrive) => <First {...{ token, onArrive }} />}
        </OpenedLink>
      )}
    </DoorPage>
  );
}

type Props = { token: string; onArrive(is: DoorState['is']): void };

function First({ token, onArrive }: Props) {
  const [wish, setWish] = useState({ name: '', email: '' });
  const { work, isBusy, problem } = useWork();
  const make = () =>
    work(async () => onArrive((await knock<DoorState>('POST', '/first', { token, ...wish })).is));
  return (
    <StepsForm onSend={() => void make()}>
      <h1>{t('firstTitle')}</h1>
      <p>{t('firstSays')}</p>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        autoComplete="name"
        value={wish.name}
        onChange={(name) => setWish({ ...wish, name })}
        validationBehavior="aria"
        autoFocus
      />
      <TextField
        label={t('email')}
        hint={t('emailHint')}
        type="email"
        autoComplete="email"
        value={wish.email}
        onChange={(email) => setWish({ ...wish, email })}
        problem={problem}
        validationBehavior="aria"
      />
      <Button tone="main" type="submit" isDisabled={isBusy}>
        {t('makeAccount')}
      </Button>
    </StepsForm>
  );
}
