import { useEffect, useState } from 'react';
import { useParams } from 'wouter';
import type { DoorState, LinkLook } from '../../shapes/sign-in.ts';
import { Button } from '../parts/button.tsx';
import { Notice, Waiting } from '../parts/states.tsx';
import { useWork } from '../parts/use-work.ts';
import { knock } from './door.ts';
import { DoorPage, enter } from './door-page.tsx';
import { t } from './messages.ts';
import { SignInForm } from './sign-in-form.tsx';

/** /desk/sign-in/TOKEN: opening it uses nothing up; its button does. */
export function Screen() {
  const { token = '' } = useParams();
  return <DoorPage>{(door) => <Link token={token} paper={door.paper} />}</DoorPage>;
}

function Link({ token, paper }: { token: string; paper: string }) {
  const [look, setLook] = useState<LinkLook>();
  const [isUsed, setUsed] = useState(false);
  const { work, isBusy, problem } = useWork();
  useEffect(() => {
    knock<LinkLook>('POST', '/link', { token }).then(setLook, () => setLook({ is: 'over' }));
  }, [token]);
  if (!look) return <Waiting lines={3} />;
  if (isUsed) return <SignInForm onDone={enter} />;
  if (look.is !== 'sign-in') {
    return (
      <>
        <h1>{t('title')}</h1>
        <Notice tone="warn">
          <strong>{t('linkOver')}</strong>
          <span>{t('linkOverSays')}</span>
        </Notice>
        <SignInForm onDone={enter} />
      </>
    );
  }
  const use = () =>
    work(async () => {
      const { is } = await knock<DoorState>('POST', '/link/use', { token });
      if (is === 'in') enter();
      else setUsed(true);
    });
  return (
    <div className="steps">
      <h1>{t('linkTitle', { name: look.name })}</h1>
      <p>{t('linkSays', { paper })}</p>
      {problem && <p role="alert">{problem}</p>}
      <Button tone="main" autoFocus isDisabled={isBusy} onPress={() => void use()}>
        {t('signIn')}
      </Button>
    </div>
  );
}
