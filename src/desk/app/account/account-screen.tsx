import { useState } from 'react';
import type { OwnAccount } from '../../shapes/account.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import './account.css';
import { useAccount, useAct } from './account.ts';
import { AppSection } from './app-section.tsx';
import { t } from './messages.ts';
import { PasskeysSection } from './passkeys-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** /desk/account */
export function Screen() {
  const { data, error, refetch } = useAccount();
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <div className="account">
      <h1>{t('title')}</h1>
      <NameForm account={data} />
      <section>
        <h2>{t('signInTitle')}</h2>
        <p className="soft">{t('byMail', { email: data.email })}</p>
      </section>
      <PasskeysSection account={data} />
      <AppSection account={data} />
      <PasswordSection account={data} />
      <SessionsSection account={data} />
    </div>
  );
}

function NameForm({ account }: { account: OwnAccount }) {
  const [name, setName] = useState(account.name);
  const { act, isPending } = useAct();
  return (
    <form
      className="row-form"
      onSubmit={(event) => {
        event.preventDefault();
        act(() => ask('PUT', '/account/name', { name }), t('saved'));
      }}
    >
      <TextField label={t('name')} value={name} onChange={setName} autoComplete="name" />
      <Button type="submit" isDisabled={isPending || !name.trim() || name === account.name}>
        {t('save')}
      </Button>
    </form>
  );
}
