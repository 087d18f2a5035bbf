import { type ReactNode, useEffect, useState } from 'react';
import type { DoorState, LinkLook } from '../../shapes/sign-in.ts';
import { Notice, Waiting } from '../parts/states.tsx';
import { knock } from './door.ts';
import { enter } from './door-page.tsx';
import { t } from './messages.ts';
import { SignInForm } from './sign-in-form.tsx';

type Good = Exclude<LinkLook, { is: 'over' }>;

/**
 * What a link is good for, looked at without using it up. Where it is over, and where using it was not enough to be
 * in, the sign-in form stands instead.
 *
 * is        what the link must be good for
 * overSays  what to do about a link that is over
 * children  uses the link, and tells where one stands then
 */
export function OpenedLink<Is extends Good['is']>({
  token,
  is,
  overSays,
  children,
}: {
  token: string;
  is: Is;
  overSays?: string;
  children(look: Extract<Good, { is: Is }>, onArrive: (is: DoorState['is']) => void): ReactNode;
}) {
  const [look, setLook] = useState<LinkLook>();
  const [isUsed, setUsed] = useState(false);
  useEffect(() => {
    knock<LinkLook>('POST', '/link', { token }).then(setLook, () => setLook({ is: 'over' }));
  }, [token]);
  if (!look) return <Waiting lines={3} />;
  if (isUsed) return <SignInForm onDone={enter} />;
  if (isGoodFor(look, is)) return children(look, (at) => (at === 'in' ? enter() : setUsed(true)));
  return (
    <>
      <h1>{t('title')}</h1>
      <Notice tone="warn">
        <strong>{t('linkOver')}</strong>
        {overSays && <span>{overSays}</span>}
      </Notice>
      <SignInForm onDone={enter} />
    </>
  );
}

function isGoodFor<Is extends Good['is']>(look: LinkLook, is: Is): look is Extract<Good, { is: Is }> {
  return look.is === is;
}
