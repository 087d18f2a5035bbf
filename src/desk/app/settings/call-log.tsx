import { useInfiniteQuery } from '@tanstack/react-query';
import type { CallRow, CallsReply, WebhookRow } from '../../shapes/machines.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time, wordTime } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { useChange } from './data.ts';
import { t } from './messages.ts';

const LOOK_AGAIN_MS = 2_000;

/** What was called and how it went, newest first; any call can be made again. */
export function CallLog({ webhook, onClose }: { webhook: WebhookRow; onClose(): void }) {
  const log = useInfiniteQuery({
    queryKey: ['calls', webhook.id],
    queryFn: ({ pageParam }) =>
      get<CallsReply>(`/webhooks/${webhook.id}/calls${pageParam ? `?before=${pageParam}` : ''}`),
    initialPageParam: 0,
    getNextPageParam: ({ before }) => before,
    // Calls are made while one looks, and nobody tells of each.
    refetchInterval: LOOK_AGAIN_MS,
  });
  const replay = useChange(
    (call: CallRow) => ask('POST', `/webhooks/${webhook.id}/calls/${call.id}/replay`),
    [['calls', webhook.id], ['webhooks']],
  );
  const calls = log.data?.pages.flatMap((page) => page.calls) ?? [];
  return (
    <Dialog title={`${t('log')}: ${webhook.name}`} size="wide" isOpen onClose={onClose}>
      {log.error && <Problem error={log.error} again={() => void log.refetch()} />}
      {log.isPending && <Waiting />}
      {log.isSuccess && calls.length === 0 && <Empty title={t('noCalls')}>{t('noCallsHint')}</Empty>}
      {calls.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('how')}</th>
              <th scope="col">
                <span className="unseen">{t('replay')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {calls.map((call) => (
              <tr key={call.id}>
                <th scope="row">
                  {call.name} {call.subject !== null && <span className="soft">{call.subject}</span>}
                </th>
                <td>
                  <Time at={call.eventAt} />
                </td>
                <td>
                  <Outcome of={call} />
                </td>
                <td className="row-acts">
                  <Button
                    tone="quiet"
                    aria-label={`${t('replay')}: ${call.name} ${call.id}`}
                    isDisabled={call.state === 'waiting' || !webhook.active}
                    onPress={() =>
                      replay.mutate(call, { onSuccess: () => say(t('queued')), onError: sayProblem })
                    }
                  >
                    {t('replay')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {log.hasNextPage && <Button onPress={() => void log.fetchNextPage()}>{t('showMore')}</Button>}
    </Dialog>
  );
}

function Outcome({ of: { state, status, answer, attempts, nextAt } }: { of: CallRow }) {
  const { zone } = useMe().paper;
  if (state === 'sent') return <span className="good">{t('callSent', { status: status ?? '' })}</span>;
  const next = state === 'waiting' && nextAt !== null && attempts > 0;
  return (
    <>
      <span className={state === 'failed' ? 'bad' : ''}>
        {t(state === 'failed' ? 'callFailed' : 'callWaiting')}
      </span>
      {attempts > 0 && ` · ${t('tries', { count: attempts })}`}
      {next && ` · ${t('nextTry', { time: wordTime(nextAt, zone) })}`}
      <span className="soft second">{[status, answer].filter(Boolean).join(' ')}</span>
    </>
  );
}
