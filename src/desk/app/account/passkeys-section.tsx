import { useState } from 'react';
import type { OwnAccount } from '../../shapes/account.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Time } from '../parts/times.tsx';
import { addPasskey, hasPasskeys, turnedAway } from '../sign-in/passkeys.ts';
import { useAct } from './account.ts';
import { t } from './messages.ts';

/** Passkeys, and one more of them. */
export function PasskeysSection({ account }: { account: OwnAccount }) {
  const [isAdding, setAdding] = useState(false);
  const [name, setName] = useState('');
  const { act, isPending } = useAct();
  const add = () =>
    act(async () => {
      try {
        await addPasskey(name.trim());
      } catch (error) {
        throw turnedAway(error) ? new Error(t('passkeyTurned')) : error;
      }
      setAdding(false);
      setName('');
    }, t('passkeyAdded'));
  return (
    <section>
      <h2>{t('passkeys')}</h2>
      <p className="soft">{t('passkeysSay')}</p>
      {account.passkeys.length === 0 && <p className="soft">{t('noPasskeys')}</p>}
      <ul className="entries">
        {account.passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span>
              {passkey.name || t('passkeyUnnamed')}
              {passkey.madeAt !== null && (
                <small>
                  {t('madeOn')} <Time at={passkey.madeAt} />
                </small>
              )}
            </span>
            <Button
              tone="quiet"
              isDisabled={isPending}
              onPress={() => act(() => ask('DELETE', `/account/passkeys/${passkey.id}`), t('removed'))}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {hasPasskeys() && <Button onPress={() => setAdding(true)}>{t('addPasskey')}</Button>}
      <Dialog
        title={t('addPasskey')}
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        footer={
          <Answers
            verb={t('goOn')}
            isDisabled={isPending || !name.trim()}
            onDo={add}
            onCancel={() => setAdding(false)}
          />
        }
      >
        <TextField label={t('passkeyName')} hint={t('passkeyNameHint')} value={name} onChange={setName} />
      </Dialog>
    </section>
  );
}
