import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewWebhookReply, WebhookRow, WebhooksReply } from '../../shapes/machines.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Menu } from '../parts/menu.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { CallLog } from './call-log.tsx';
import { useChange, useRenewed } from './data.ts';
import { t } from './messages.ts';
import { SecretOnce } from './secret-once.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';

const KEYS = [['webhooks'], ['calls']] as const;
type Asked =
  | { is: 'edit' | 'log' | 'remove'; webhook: WebhookRow }
  | { is: 'new' }
  | { is: 'secret'; secret: string };

/** Who outside is called when something becomes public. */
export function WebhooksPage() {
  useRenewed(['webhooks.'], ['webhooks']);
  const { data, error, refetch } = useQuery({
    queryKey: ['webhooks'],
    queryFn: () => get<WebhooksReply>('/webhooks'),
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      <p className="lead">{t('webhooksNote')}</p>
      {data.webhooks.length === 0 && <Empty title={t('noWebhooks')}>{t('noWebhooksHint')}</Empty>}
      <ul className="webhooks">
        {data.webhooks.map((webhook) => (
          <Webhook key={webhook.id} webhook={webhook} onAsk={setAsked} />
        ))}
      </ul>
      <Button onPress={() => setAsked({ is: 'new' })}>{t('addWebhook')}</Button>
      {(asked?.is === 'new' || asked?.is === 'edit') && (
        <WebhookDialog
          webhook={asked.is === 'edit' ? asked.webhook : null}
          onClose={close}
          onMade={({ secret }) => setAsked({ is: 'secret', secret })}
        />
      )}
      {asked?.is === 'log' && <CallLog webhook={asked.webhook} onClose={close} />}
      {asked?.is === 'remove' && <RemoveDialog webhook={asked.webhook} onClose={close} />}
      {asked?.is === 'secret' && (
        <SecretOnce title={t('newSecret')} hint={t('newSecretHint')} secret={asked.secret} onClose={close} />
      )}
    </>
  );
}

function Webhook({ webhook, onAsk }: { webhook: WebhookRow; onAsk(asked: Asked): void }) {
  const change = useChange((active: boolean) => ask('PATCH', `/webhooks/${webhook.id}`, { active }), KEYS);
  const test = useChange(() => ask('POST', `/webhooks/${webhook.id}/test`), KEYS);
  const renew = useChange(() => ask<NewWebhookReply>('POST', `/webhooks/${webhook.id}/secret`), KEYS);
  const { zone } = useMe().paper;
  return (
    <li>
      <div className="webhook-name">
        <h3>{webhook.name}</h3>
        <p className="soft address">{webhook.address}</p>
        <p className="soft">
          {t(webhook.active ? 'active' : 'stopped')}
          {webhook.waiting > 0 && ` · ${t('waiting', { count: webhook.waiting })}`}
        </p>
      </div>
      <div className="row-acts">
        <Button aria-label={`${t('log')}: ${webhook.name}`} onPress={() => onAsk({ is: 'log', webhook })}>
          {t('log')}
        </Button>
        <Menu
          label={`${t('edit')}: ${webhook.name}`}
          entries={[
            { id: 'edit', says: t('edit'), run: () => onAsk({ is: 'edit', webhook }) },
            {
              id: 'test',
              says: t('sendTest'),
              isDisabled: !webhook.active,
              run: () => test.mutate(undefined, { onSuccess: () => say(t('queued')), onError: sayProblem }),
            },
            {
              id: 'active',
              says: t(webhook.active ? 'stop' : 'start'),
              run: () => change.mutate(!webhook.active, { onError: sayProblem }),
            },
            {
              id: 'secret',
              says: t('renewSecret'),
              run: () =>
                renew.mutate(undefined, {
                  onSuccess: ({ secret }) => onAsk({ is: 'secret', secret }),
                  onError: sayProblem,
                }),
            },
            'line',
            { id: 'remove', says: t('remove'), danger: true, run: () => onAsk({ is: 'remove', webhook }) },
          ]}
        >
          <span aria-hidden="true">…</span>
        </Menu>
      </div>
      {webhook.stoppedWhy && <Notice tone="bad">{webhook.stoppedWhy}</Notice>}
      {webhook.active && webhook.failingSince !== null && (
        <Notice tone="warn">{t('failing', { time: wordTime(webhook.failingSince, zone) })}</Notice>
      )}
    </li>
  );
}

function RemoveDialog({ webhook, onClose }: { webhook: WebhookRow; onClose(): void }) {
  const remove = useChange((id: number) => ask('DELETE', `/webhooks/${id}`), KEYS);
  return (
    <ConfirmDialog
      title={t('removeWebhook', { name: webhook.name })}
      says={t('removeWebhookSays')}
      verb={t('remove')}
      onConfirm={() => remove.mutateAsync(webhook.id)}
      onClose={onClose}
    />
  );
}
