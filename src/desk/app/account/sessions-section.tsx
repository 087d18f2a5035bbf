import { wordDevice } from '#accounts/device-name.js';
import type { OwnAccount, SessionEntry } from '../../shapes/account.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Time } from '../parts/times.tsx';
import { useAct } from './account.ts';
import { t } from './messages.ts';

/** Where one is signed in, and how to end it there. */
export function SessionsSection({ account }: { account: OwnAccount }) {
  const { act, isPending } = useAct();
  const others = account.sessions.filter((session) => !session.here);
  const count = others.length;
  return (
    <section>
      <h2>{t('sessions')}</h2>
      <ul className="entries">
        {account.sessions.map((session) => (
          <li key={session.id}>
            <SessionLine session={session} />
            {!session.here && (
              <Button
                tone="quiet"
                isDisabled={isPending}
                onPress={() => act(() => ask('DELETE', `/account/sessions/${session.id}`), t('ended'))}
              >
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {count > 0 && (
        <Button
          isDisabled={isPending}
          onPress={() => act(() => ask('POST', '/account/sessions/end-others'), t('endedOthers', { count }))}
        >
          {t('endOthers')}
        </Button>
      )}
    </section>
  );
}

export function SessionLine({ session }: { session: SessionEntry }) {
  return (
    <span>
      {wordDevice(session.device)}
      {session.here && <strong> · {t('here')}</strong>}
      <small>
        {session.from} · {t('lastSeen')} <Time at={session.seenAt} />
      </small>
    </span>
  );
}
