import { useMutation, useQuery } from '@tanstack/react-query';
import type { TestLetterReply } from '../../shapes/settings.ts';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { GroupForm } from './group-form.tsx';
import { t } from './messages.ts';

const LOOK_AGAIN_MS = 1_000;

/** How letters go out, and a letter to oneself that shows whether they do. */
export function MailPage() {
  return (
    <>
      <p className="lead">{t('mailNote')}</p>
      <GroupForm group="mail" beside={() => <TestLetter />} />
    </>
  );
}

function TestLetter() {
  const send = useMutation({ mutationFn: () => ask<TestLetterReply>('POST', '/settings/test-letter') });
  const { data: letter = send.data } = useQuery({
    queryKey: ['test-letter', send.data?.id],
    queryFn: () => get<TestLetterReply>(`/settings/test-letter/${send.data?.id}`),
    enabled: send.data !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? LOOK_AGAIN_MS : false),
  });
  return (
    <section className="test-letter">
      <Button onPress={() => send.mutate()} isDisabled={send.isPending}>
        {t('testLetter')}
      </Button>
      <div role="status">
        {send.error && <Notice tone="bad">{wordProblem(send.error)}</Notice>}
        {letter && <Notice tone={letter.state === 'failed' ? 'bad' : 'plain'}>{wordLetter(letter)}</Notice>}
      </div>
    </section>
  );
}

function wordLetter({ to, state, why }: TestLetterReply): string {
  if (state === 'failed') return t('testFailed', { to, why: why ?? '' });
  // A letter that is put off has been tried, and says why.
  if (state === 'waiting') return why ? t('testFailed', { to, why }) : t('testWaiting', { to });
  return t('testSent', { to });
}
