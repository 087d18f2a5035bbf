import { Notice } from '../parts/states.tsx';
import { DoorPage, enter } from './door-page.tsx';
import { t } from './messages.ts';
import { SignInForm } from './sign-in-form.tsx';

/** /desk/sign-in */
export function Screen() {
  const isRefused = new URLSearchParams(location.search).has('error');
  return (
    <DoorPage>
      {() => (
        <>
          <h1>{t('title')}</h1>
          {isRefused && <Notice tone="warn">{t('providerRefused')}</Notice>}
          <SignInForm onDone={enter} />
        </>
      )}
    </DoorPage>
  );
}
