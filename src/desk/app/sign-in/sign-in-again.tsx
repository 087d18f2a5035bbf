import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onSignedOut } from '../api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { t } from './messages.ts';
import { SignInForm } from './sign-in-form.tsx';

/**
 * Asks to sign in again over whatever is on the screen, when the server says that the session has ended. Nothing below
 * it is touched; once in, what the screen shows is asked for anew.
 */
export function SignInAgain({ email, onDone }: { email: string; onDone?: () => void }) {
  const [isOut, setOut] = useState(false);
  const queries = useQueryClient();
  useEffect(() => onSignedOut(() => setOut(true)), []);
  const done = () => {
    setOut(false);
    void queries.invalidateQueries();
    onDone?.();
  };
  return (
    <Dialog title={t('titleAgain')} isOpen={isOut} onClose={() => setOut(false)} mustAnswer>
      <p>{t('again')}</p>
      <SignInForm email={email} onDone={done} />
    </Dialog>
  );
}
