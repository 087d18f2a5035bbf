import { useState } from 'react';
import type { OwnAccount } from '../../shapes/account.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { useAct } from './account.ts';
import { AskCode } from './ask-code.tsx';
import { t } from './messages.ts';

/** The password: the way in when mail is down, for those with an app for codes. */
export function PasswordSection({ account }: { account: OwnAccount }) {
  const [asked, setAsked] = useState<'set' | 'off'>();
  const [password, setPassword] = useState('');
  const { act } = useAct();
  const save = async (wished: string, code: string) => {
    await ask('PUT', '/account/password', { password: wished, code });
    setPassword('');
    act(async () => setAsked(undefined), wished ? t('passwordSet') : t('passwordRemoved'));
  };
  const says = account.app ? (account.password ? t('passwordOn') : t('passwordOff')) : t('passwordNeedsApp');
  return (
    <section>
      <h2>{t('password')}</h2>
      <p className="soft">{says}</p>
      <div className="acts">
        {account.app && (
          <Button onPress={() => setAsked('set')}>
            {account.password ? t('changePassword') : t('setPassword')}
          </Button>
        )}
        {account.app && account.password && (
          <Button tone="quiet" onPress={() => setAsked('off')}>
            {t('remove')}
          </Button>
        )}
      </div>
      <Dialog title={t('password')} isOpen={asked !== undefined} onClose={() => setAsked(undefined)}>
        {asked === 'off' ? (
          <AskCode says={t('confirmSays')} onCode={(code) => save('', code)} />
        ) : (
          <AskCode says={t('passwordOff')} isReady={password !== ''} onCode={(code) => save(password, code)}>
            <TextField
              label={t('newPassword')}
              hint={t('passwordHint')}
              type="password"
              autoComplete="new-password"
              value={password}
              onChange={setPassword}
            />
          </AskCode>
        )}
      </Dialog>
    </section>
  );
}
