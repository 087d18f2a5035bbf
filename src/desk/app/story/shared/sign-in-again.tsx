import { useState } from 'react';
import { get } from '../../api.ts';
import { Button } from '../../parts/button.tsx';
import { sayProblem } from '../../parts/toast.tsx';
import { t } from '../messages.ts';

/** Signing in in another tab is enough: the session is the browser's. */
export function SignInAgain({ onDone }: { email: string; onDone: () => void }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="acts">
      <a className="button" href="/desk/sign-in" target="_blank" rel="noreferrer">
        {t('signInAgain')}
      </a>
      <Button
        isDisabled={isAsking}
        onPress={() => {
          setAsking(true);
          get('/me')
            .then(onDone, sayProblem)
            .finally(() => setAsking(false));
        }}
      >
        {t('next')}
      </Button>
    </div>
  );
}
