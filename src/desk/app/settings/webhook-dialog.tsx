import { useState } from 'react';
import type { NewWebhookReply, WebhookRow } from '../../shapes/machines.ts';
import { type WebhookEvent, webhookEvents } from '../../webhooks-events.ts';
import { ask, Refused } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange } from './data.ts';
import { ticked } from './key-dialog.tsx';
import { type SettingsText, t } from './messages.ts';

const eventTexts: Readonly<Record<WebhookEvent, SettingsText>> = {
  'story.published': 'ev_published',
  'story.updated': 'ev_updated',
  'story.withdrawn': 'ev_withdrawn',
  'story.killed': 'ev_killed',
  'story.noted': 'ev_noted',
  'front.launched': 'ev_front',
  'sections.changed': 'ev_sections',
  'topics.changed': 'ev_topics',
  'byline.changed': 'ev_byline',
};
const USUAL: readonly WebhookEvent[] = [
  'story.published',
  'story.updated',
  'story.withdrawn',
  'story.killed',
];

type Wish = { name: string; address: string; events: WebhookEvent[] };

/** One webhook: a new one where `webhook` is null. */
export function WebhookDialog({
  webhook,
  onClose,
  onMade,
}: {
  webhook: WebhookRow | null;
  onClose(): void;
  onMade(reply: NewWebhookReply): void;
}) {
  const [name, setName] = useState(webhook?.name ?? '');
  const [address, setAddress] = useState(webhook?.address ?? '');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? USUAL);
  const save = useChange(
    (wish: Wish): Promise<WebhookRow | NewWebhookReply> =>
      webhook
        ? ask<WebhookRow>('PATCH', `/webhooks/${webhook.id}`, wish)
        : ask<NewWebhookReply>('POST', '/webhooks', wish),
    [['webhooks']],
  );
  const isAddressWrong = save.error instanceof Refused && save.error.code === 'webhook-address-wrong';
  const submit = () =>
    save.mutate(
      { name, address, events: [...events] },
      { onSuccess: (reply) => ('secret' in reply ? onMade(reply) : onClose()) },
    );
  return (
    <Dialog
      title={webhook ? webhook.name : t('addWebhook')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={!name.trim() || !address.trim() || events.length === 0 || save.isPending}
          onDo={submit}
          onCancel={onClose}
        />
      }
    >
      <TextField label={t('name')} value={name} onChange={setName} autoFocus />
      <TextField
        label={t('webhookAddress')}
        hint={t('webhookAddressHint')}
        type="url"
        value={address}
        onChange={setAddress}
        problem={isAddressWrong ? wordProblem(save.error) : null}
      />
      <fieldset className="ticks">
        <legend className="legend">{t('webhookEvents')}</legend>
        {webhookEvents.map((event) => (
          <Checkbox
            key={event}
            isSelected={events.includes(event)}
            onChange={(on) => setEvents(ticked(events, event, on))}
          >
            {t(eventTexts[event])}
          </Checkbox>
        ))}
      </fieldset>
      {save.error && !isAddressWrong && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}
