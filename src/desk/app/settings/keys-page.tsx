import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyRow, KeysReply, NewKeyReply } from '../../shapes/machines.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time, wordTime } from '../parts/times.tsx';
import { useChange, useRenewed } from './data.ts';
import { KeyDialog, scopeTexts } from './key-dialog.tsx';
import { t } from './messages.ts';
import { SecretOnce } from './secret-once.tsx';

const KEYS = [['keys']] as const;

/** Keys of other programs. */
export function KeysPage() {
  useRenewed(['keys.'], ['keys']);
  const { data, error, refetch } = useQuery({ queryKey: ['keys'], queryFn: () => get<KeysReply>('/keys') });
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [revoked, setRevoked] = useState<KeyRow | null>(null);
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      <p className="lead">
        {t('keysNote')}{' '}
        <a href="/api/openapi.json" target="_blank" rel="noopener">
          {t('apiDocs')}
        </a>
      </p>
      {data.keys.length === 0 && <Empty title={t('noKeys')}>{t('noKeysHint')}</Empty>}
      {data.keys.length > 0 && <KeyTable keys={data.keys} onRevoke={setRevoked} />}
      <Button onPress={() => setAdding(true)}>{t('addKey')}</Button>
      {isAdding && (
        <KeyDialog
          onClose={() => setAdding(false)}
          onMade={(reply: NewKeyReply) => {
            setAdding(false);
            setSecret(reply.secret);
          }}
        />
      )}
      {secret && (
        <SecretOnce
          title={t('newKey')}
          hint={t('newKeyHint')}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
      {revoked && <RevokeDialog of={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function KeyTable({ keys, onRevoke }: { keys: readonly KeyRow[]; onRevoke(key: KeyRow): void }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('keyMay')}</th>
          <th scope="col">{t('used')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">
            <span className="unseen">{t('revoke')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} className={key.revokedAt === null ? '' : 'is-over'}>
            <th scope="row">
              {key.name} <span className="soft hint-end">… {key.hint}</span>
              <span className="soft second">{t('madeBy', { name: key.by })}</span>
            </th>
            <td>{key.scopes.map((scope) => t(scopeTexts[scope])).join(', ')}</td>
            <td data-label={t('used')}>{key.usedAt === null ? t('never') : <Time at={key.usedAt} />}</td>
            <td>
              <KeyState of={key} />
            </td>
            <td className="row-acts">
              {key.revokedAt === null && (
                <Button tone="quiet" aria-label={`${t('revoke')}: ${key.name}`} onPress={() => onRevoke(key)}>
                  {t('revoke')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function KeyState({ of: { revokedAt, expiresAt } }: { of: KeyRow }) {
  const { zone } = useMe().paper;
  if (revokedAt !== null) return t('revoked', { time: wordTime(revokedAt, zone) });
  if (expiresAt === null) return t('inForce');
  return t(expiresAt <= Date.now() ? 'expired' : 'untilTime', { time: wordTime(expiresAt, zone) });
}

function RevokeDialog({ of, onClose }: { of: KeyRow; onClose(): void }) {
  const revoke = useChange((id: number) => ask('POST', `/keys/${id}/revoke`), KEYS);
  return (
    <ConfirmDialog
      title={t('revokeTitle', { name: of.name })}
      says={t('revokeSays')}
      verb={t('revoke')}
      onConfirm={() => revoke.mutateAsync(of.id)}
      onClose={onClose}
    />
  );
}
