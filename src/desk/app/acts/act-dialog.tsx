import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TouchedReply } from '../../shapes/acts.ts';
import { ask, get } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice, Problem } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { type ActKind, bodyOf, emptyWish, isReady } from './act-wish.ts';
import { t } from './messages.ts';
import { KillFields, RedactFields } from './own-fields.tsx';
import { Touched } from './touched.tsx';

const SAYS = { hide: 'hideSays', hold: 'holdSays', redact: 'redactSays', kill: 'killSays' } as const;
const DO = {
  hide: 'doHide',
  show: 'show',
  hold: 'doHold',
  lift: 'lift',
  redact: 'doRedact',
  kill: 'doKill',
} as const;
const DONE = {
  hide: 'doneHide',
  show: 'doneShow',
  hold: 'doneHold',
  lift: 'doneLift',
  redact: 'doneRedact',
  kill: 'doneKill',
} as const;

/** One act, with what it touches above the button that does it. */
export function ActDialog({ story, kind, onClose }: { story: number; kind: ActKind; onClose(): void }) {
  const [wish, setWish] = useState(emptyWish);
  const { isBusy, problem, work } = useWork();
  const touched = useQuery({
    queryKey: ['touched', story],
    queryFn: () => get<TouchedReply>(`/stories/${story}/touched`),
    staleTime: 0,
  });
  const change = (part: Partial<typeof wish>) => setWish({ ...wish, ...part });
  const carryOut = () =>
    work(async () => {
      const { passages } = await ask<{ passages: number }>(
        'POST',
        `/stories/${story}/acts`,
        bodyOf(kind, wish),
      );
      say(t(DONE[kind], { count: passages }));
      onClose();
    });
  const footer = (
    <Answers
      verb={t(DO[kind])}
      tone={kind === 'kill' || kind === 'redact' ? 'danger' : 'main'}
      isDisabled={!isReady(kind, wish) || isBusy}
      onDo={() => void carryOut()}
      onCancel={onClose}
    />
  );
  const alone = touched.data?.pictures.filter(({ elsewhere }) => !elsewhere).length ?? 0;
  return (
    <Dialog title={t(kind)} size="medium" isOpen onClose={onClose} footer={footer}>
      {kind in SAYS && <p>{t(SAYS[kind as keyof typeof SAYS])}</p>}
      {kind === 'redact' && <RedactFields wish={wish} onChange={change} />}
      {kind === 'kill' && <KillFields wish={wish} alone={alone} onChange={change} />}
      <TextField label={t('reason')} rows={2} value={wish.reason} onChange={(reason) => change({ reason })} />
      {touched.error && <Problem error={touched.error} />}
      {touched.data && <Touched touched={touched.data} />}
      {problem && <Notice tone="bad">{problem}</Notice>}
    </Dialog>
  );
}
