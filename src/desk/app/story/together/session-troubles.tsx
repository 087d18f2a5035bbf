import { useEffect, useState } from 'react';
import { get, onSignedOut } from '../../api.ts';
import { useMe } from '../../me.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/states.tsx';
import { SignInForm } from '../../sign-in/sign-in-form.tsx';
import { t } from '../messages.ts';
import type { StorySession } from './session.ts';
import { useSession } from './use-editor.ts';

/** After these the copy in this browser holds what the server will never take; it is opened anew without it. */
const DROPS: ReadonlySet<string> = new Set([
  'turned-away',
  'field-guarded',
  'read-only',
  'update-not-readable',
]);

/** What may come between a writer and the server, each said in a sentence and dealt with without leaving the text. */
export function SessionTroubles({
  session,
  onDropped,
}: {
  session: StorySession;
  /** The copy was dropped, for this reason. */
  onDropped: (says: string) => void;
}) {
  const { refusal, line } = useSession(session);
  const [isSignedOut, setSignedOut] = useState(false);
  const me = useMe();
  useEffect(() => onSignedOut(() => setSignedOut(true)), []);
  useEffect(() => {
    // A line that broke cannot say why; a question can.
    if (line === 'down') void get('/me').catch(() => undefined);
  }, [line]);
  useEffect(() => {
    if (!refusal || !DROPS.has(refusal.code)) return;
    const says = refusal.says || t('turnedAway');
    void session.drop().then(() => onDropped(says));
  }, [refusal, session, onDropped]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (session.wouldLose) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [session]);
  const isOut = isSignedOut || refusal?.code === 'not-signed-in';
  return (
    <>
      {refusal?.code === 'not-allowed' && <Notice tone="bad">{t('notYours')}</Notice>}
      <Dialog title={t('signInAgain')} isOpen={isOut} mustAnswer onClose={() => undefined}>
        <p>{t('signInSays', { name: me.name })}</p>
        <SignInForm
          email={me.email}
          onDone={() => {
            setSignedOut(false);
            session.reconnect();
          }}
        />
      </Dialog>
    </>
  );
}
