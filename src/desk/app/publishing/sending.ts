import { useState } from 'react';
import type { Part } from '#stories/compare.js';
import { listUnseen } from '#stories/publish-state.js';
import type { PublishedReply, PublishingReply } from '../../shapes/publishing.ts';
import { ask } from '../api.ts';
import { wordTime } from '../parts/times.tsx';
import { say } from '../parts/toast.tsx';
import { useStoryChanged } from './data.ts';
import { t } from './messages.ts';
import { readWhen, type When } from './when-fields.tsx';
import { toField } from './zoned-time.ts';

/** Somebody changed what would go out, and nobody here has looked at it since. */
export class Unseen extends Error {}

/** What one decides in the dialogue. `waive` is the reason, null where nothing is waived. */
export type Choices = {
  held: Set<Part>;
  when: When;
  updateNote: string;
  readersAreTold: boolean;
  waive: string | null;
};
type Times = { at: number | null; unpublishAt: number | null };

/**
 * What one has decided, and the sending of it. The dialogue follows what others type; what they changed since one
 * looked is `fresh`, and takes another look unless it is held back.
 */
export function useSending(data: PublishingReply, onClose: () => void, again: () => void) {
  const [choices, setChoices] = useState(() => firstChoices(data));
  const [agreed, setAgreed] = useState(data.seen);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const changed = useStoryChanged(data.story.id);
  const times = readWhen(choices.when, data.zone, data.now);
  const isNothing = Object.keys(data.seen).length === 0 && data.base !== null;
  const fresh = listUnseen(agreed, data.seen, new Set());
  const send = async () => {
    if (fresh.some((part) => !choices.held.has(part))) {
      setRefusal(new Unseen());
      setAgreed(data.seen);
      return;
    }
    setSending(true);
    setRefusal(null);
    try {
      const said = isNothing ? await saveTimes(data, times) : await publishIt(data, choices, times);
      changed();
      onClose();
      say(said);
    } catch (error) {
      setRefusal(error);
      again();
    } finally {
      setSending(false);
    }
  };
  const change = (some: Partial<Choices>) => setChoices((before) => ({ ...before, ...some }));
  return { choices, change, fresh, times, isNothing, isSending, refusal, send };
}

async function publishIt(data: PublishingReply, choices: Choices, times: Times): Promise<string> {
  const body = wishOf(data, choices, times);
  const reply = await ask<PublishedReply>('POST', `/stories/${data.story.id}/publish`, body);
  return sayPublished(reply, data.zone);
}

/** Nothing new goes out: only its times change. */
async function saveTimes({ story }: PublishingReply, { at, unpublishAt }: Times): Promise<string> {
  await ask('PUT', `/stories/${story.id}/times`, { at, unpublishAt });
  return t('timesSaved');
}

/** Everything goes out, at the time that was set before where one was. */
function firstChoices(data: PublishingReply): Choices {
  const { unpublishAt, publishedAt, out } = data.story;
  const waits = !out && publishedAt !== null && publishedAt > data.now;
  return {
    held: new Set(),
    when: {
      at: waits ? toField(publishedAt, data.zone) : 'now',
      until: unpublishAt !== null && unpublishAt > data.now ? toField(unpublishAt, data.zone) : null,
    },
    updateNote: '',
    readersAreTold: true,
    waive: null,
  };
}

function wishOf(data: PublishingReply, choices: Choices, times: Times) {
  return {
    base: data.base,
    seen: data.seen,
    held: [...choices.held],
    at: times.at ?? 'now',
    unpublishAt: times.unpublishAt,
    updateNote: choices.updateNote,
    readersAreTold: choices.readersAreTold,
    ...(choices.waive?.trim() && { waive: choices.waive.trim() }),
  };
}

function sayPublished({ state, at, behind }: PublishedReply, zone: string): string {
  const time = at === null ? '' : wordTime(at, zone);
  if (state === 'waiting') return t('publishedWaiting', { at: time });
  if (state === 'scheduled') return t('publishedAt', { at: time });
  return behind ? `${t('publishedNow')} ${t('publishedHeld')}` : t('publishedNow');
}
