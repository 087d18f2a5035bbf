import { useState } from 'react';
import type { OwnAccount } from '../../shapes/account.ts';
import type { RecoveryCodes } from '../../shapes/sign-in.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { KeepCodes } from '../sign-in/keep-codes.tsx';
import { SetUpApp } from '../sign-in/set-up-app.tsx';
import { useAct } from './account.ts';
import { AskCode } from './ask-code.tsx';
import { t } from './messages.ts';

/** The app for codes: set up, recovery codes anew, turned off. */
export function AppSection({ account }: { account: OwnAccount }) {
  const [asked, setAsked] = useState<'set-up' | 'codes' | 'off'>();
  const [codes, setCodes] = useState<readonly string[]>();
  const { act } = useAct();
  const close = () => {
    setAsked(undefined);
    setCodes(undefined);
  };
  const renew = async (code: string) =>
    setCodes((await ask<RecoveryCodes>('POST', '/account/app/codes', { code })).codes);
  const turnOff = async (code: string) => {
    await ask('POST', '/account/app/remove', { code });
    act(async () => close(), t('removed'));
  };
  const finish = () => act(async () => close());
  return (
    <section>
      <h2>{t('app')}</h2>
      <p className="soft">
        {account.app ? t('appOn', { count: account.recoveryCodesLeft }) : t('appOff')}{' '}
        {account.appRequired && t('appRequired')}
      </p>
      <div className="acts">
        {!account.app && <Button onPress={() => setAsked('set-up')}>{t('setUp')}</Button>}
        {account.app && <Button onPress={() => setAsked('codes')}>{t('newCodes')}</Button>}
        {account.app && !account.appRequired && (
          <Button tone="quiet" onPress={() => setAsked('off')}>
            {t('turnOff')}
          </Button>
        )}
      </div>
      <Dialog title={t('app')} isOpen={asked === 'set-up'} onClose={finish}>
        <SetUpApp onDone={finish} />
      </Dialog>
      <Dialog
        title={t('newCodes')}
        isOpen={asked === 'codes'}
        onClose={finish}
        mustAnswer={codes !== undefined}
      >
        {codes ? (
          <KeepCodes codes={codes} onDone={finish} />
        ) : (
          <AskCode says={t('newCodesSay')} onCode={renew} />
        )}
      </Dialog>
      <Dialog title={t('turnOff')} isOpen={asked === 'off'} onClose={close}>
        <AskCode says={t('turnOffSays')} onCode={turnOff} />
      </Dialog>
    </section>
  );
}
