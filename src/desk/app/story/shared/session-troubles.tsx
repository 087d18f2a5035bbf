import { useEffect, useState } from 'react';
import { get, onSignedOut } from '../../api.ts';
import { useMe } from '../../me.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/states.tsx';
import { t } from '../messages.ts';
import type { StorySession } from './session.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { useSession } from './use-editor.ts';

/** What may come between a writer and the server, each said in a sentence and dealt with without leaving the text. */
export function SessionTroubles({ session, onDropped }: { session: StorySession; onDropped: () => void }) {
  const { refusal, line } = useSession(session);
  const [isSignedOut, setSignedOut] = useState(false);
  const [wasDropped, setDropped] = useState(false);
  const me = useMe();
  useEffect(() => onSignedOut(() => setSignedOut(true)), []);
  useEffect(() => {
    // The socket cannot say why it was refused; a question can.
    if (line === 'down') void get('/me').catch(() => undefined);
  }, [line]);
  useEffect(() => {
    if (refusal !== 'turned-away') return;
    setDropped(true);
    void session.drop().then(onDropped);
  }, [refusal, session, onDropped]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (session.wouldLose) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [session]);
  const isOut = isSignedOut || refusal === 'signed-out';
  return (
    <>
      {wasDropped && <Notice tone="warn">{t('turnedAway')}</Notice>}
      {refusal === 'not-yours' && <Notice tone="bad">{t('notYours')}</Notice>}
      {isOut && (
        <Dialog title={t('signInAgain')} isOpen mustAnswer onClose={() => undefined}>
          <p>{t('signInSays', { name: me.name })}</p>
          <SignInAgain
            email={me.email}
            onDone={() => {
              setSignedOut(false);
              session.reconnect();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
