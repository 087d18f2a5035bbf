import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffLine, StaffSheet } from '../../shapes/staff.ts';
import { useAct } from '../account/account.ts';
import { SessionLine } from '../account/sessions-section.tsx';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { t } from './messages.ts';

/** For somebody who lost a phone, or must be out at once. */
export function StaffHelp({ line, onDone }: { line: StaffLine; onDone(): void }) {
  const [isSure, setSure] = useState(false);
  const { act, isPending } = useAct();
  const { data } = useQuery({
    queryKey: ['staff', line.id],
    queryFn: ({ signal }) => get<StaffSheet>(`/staff/${line.id}`, signal),
  });
  const { id, name, email } = line;
  const reset = () =>
    act(
      async () => {
        await ask('POST', `/staff/${id}/reset-second-step`);
        onDone();
      },
      t('resetDone', { name }),
    );
  return (
    <section className="staff-help">
      <h3>{t('sessions')}</h3>
      {data?.open.length === 0 && <p className="soft">{t('noSessions')}</p>}
      <ul className="entries">
        {data?.open.map((session) => (
          <li key={session.id}>
            <SessionLine session={session} />
          </li>
        ))}
      </ul>
      <h3>{t('help')}</h3>
      <div className="acts">
        <Button
          isDisabled={isPending || !line.active}
          onPress={() => act(() => ask('POST', `/staff/${id}/invite`), t('linkSent', { email }))}
        >
          {t('sendLink')}
        </Button>
        <Button
          isDisabled={isPending}
          onPress={() => act(() => ask('POST', `/staff/${id}/sign-out`), t('signedOut', { name }))}
        >
          {t('signOut')}
        </Button>
        <Button tone="danger" isDisabled={isPending} onPress={() => (isSure ? reset() : setSure(true))}>
          {t('reset')}
        </Button>
      </div>
      {isSure && <p role="status">{t('resetSays', { name })}</p>}
    </section>
  );
}
