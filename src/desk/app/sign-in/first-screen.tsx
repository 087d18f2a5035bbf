import { useEffect, useState } from 'react';
import { useParams } from 'wouter';
import type { DoorState, LinkLook } from '../../shapes/sign-in.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice, Waiting } from '../parts/states.tsx';
import { useWork } from '../parts/use-work.ts';
import { knock } from './door.ts';
import { DoorPage, enter } from './door-page.tsx';
import { t } from './messages.ts';
import { SignInForm } from './sign-in-form.tsx';

/** /desk/first/TOKEN: the link that `serve` prints while nobody can sign in. */
export function Screen() {
  const { token = '' } = useParams();
  return <DoorPage>{() => <First token={token} />}</DoorPage>;
}

function First({ token }: { token: string }) {
  const [look, setLook] = useState<LinkLook>();
  const [wish, setWish] = useState({ name: '', email: '' });
  const [isUsed, setUsed] = useState(false);
  const { work, isBusy, problem } = useWork();
  useEffect(() => {
    knock<LinkLook>('POST', '/link', { token }).then(setLook, () => setLook({ is: 'over' }));
  }, [token]);
  if (!look) return <Waiting lines={3} />;
  if (isUsed) return <SignInForm onDone={enter} />;
  if (look.is !== 'first') {
    return (
      <>
        <h1>{t('title')}</h1>
        <Notice tone="warn">
          <strong>{t('linkOver')}</strong>
        </Notice>
        <SignInForm onDone={enter} />
      </>
    );
  }
  const make = () =>
    work(async () => {
      const { is } = await knock<DoorState>('POST', '/first', { token, ...wish });
      if (is === 'in') enter();
      else setUsed(true);
    });
  return (
    <form
      className="steps"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
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
    </form>
  );
}
