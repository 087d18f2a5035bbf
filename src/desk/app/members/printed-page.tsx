import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Link } from 'wouter';
import type { OutsideReply, RunReply, RunView, SubscribersReply } from '../../shapes/codes.ts';
import { ask, get } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { SearchField, TextField } from '../parts/field.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useFresh } from './data.ts';
import { type MembersText, t } from './messages.ts';
import { Day } from './words.tsx';

const key = ['members', 'outside'] as const;

/** Who has the printed paper, as circulation systems say: their files, those that wait, and the subscribers. */
export function PrintedPage() {
  useFresh(['outside.', 'membership.'], key);
  const [isSending, setSending] = useState(false);
  const [shown, setShown] = useState<number>();
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<OutsideReply>('/outside', signal),
  });
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      <div className="count-line">
        <p className="lead at-start">{t('printedNote')}</p>
        <Button onPress={() => setSending(true)}>{t('sendFile')}</Button>
      </div>
      {data.held.map((run) => (
        <Held key={run.id} run={run} onShow={() => setShown(run.id)} />
      ))}
      {data.feeds.length > 0 && <Feeds feeds={data.feeds} />}
      <Runs runs={data.runs} onShow={setShown} />
      <Subscribers />
      {isSending && (
        <SendFile
          feeds={[...new Set(data.feeds.map(({ feed }) => feed))]}
          onClose={() => setSending(false)}
        />
      )}
      {shown !== undefined && <Run id={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

/** A file that shrank too much: nobody loses access before somebody has looked. */
function Held({ run, onShow }: { run: RunView; onShow(): void }) {
  const [asked, setAsked] = useState<'take' | 'leave'>();
  const decide = useChange(
    (take: boolean) => ask<RunReply>('POST', `/outside/runs/${run.id}/decide`, { take }),
    [key],
  );
  return (
    <Notice tone="warn">
      <p>
        <strong>{t('heldTitle', { feed: run.feed })}</strong>{' '}
        {t('heldSays', { ended: run.ended, rows: run.rows })}
      </p>
      <div className="row-acts">
        <Button onPress={() => setAsked('take')}>{t('letIn')}</Button>
        <Button onPress={() => setAsked('leave')}>{t('leaveOut')}</Button>
        <Button tone="quiet" onPress={onShow}>
          {t('lookAtFile')}
        </Button>
      </div>
      {asked && (
        <ConfirmDialog
          title={t(asked === 'take' ? 'letIn' : 'leaveOut')}
          says={t(asked === 'take' ? 'letInSays' : 'leaveOutSays', { count: run.ended })}
          verb={t(asked === 'take' ? 'letIn' : 'leaveOut')}
          onConfirm={async () => {
            await decide.mutateAsync(asked === 'take');
            say(t(asked === 'take' ? 'wasLetIn' : 'wasLeftOut'));
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Notice>
  );
}

function Feeds({ feeds }: Pick<OutsideReply, 'feeds'>) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('product')}</th>
          <th scope="col" className="number">
            {t('subscribers')}
          </th>
          <th scope="col" className="number">
            {t('connected')}
          </th>
          <th scope="col">{t('brings')}</th>
        </tr>
      </thead>
      <tbody>
        {feeds.map((line) => (
          <tr key={`${line.feed} ${line.product}`}>
            <th scope="row">
              {line.product}
              <span className="soft second">{line.feed}</span>
            </th>
            <td className="number figures" data-label={t('subscribers')}>
              {line.subscribers}
            </td>
            <td className="number figures" data-label={t('connected')}>
              {line.connected}
            </td>
            <td>{line.tier ?? <span className="is-late">{t('noTierFor')}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Runs({ runs, onShow }: { runs: readonly RunView[]; onShow(id: number): void }) {
  return (
    <section className="block" aria-label={t('runs')}>
      <h2>{t('runs')}</h2>
      {runs.length === 0 && <Empty title={t('noRuns')}>{t('noRunsHint')}</Empty>}
      <ol className="lines">
        {runs.map((run) => (
          <li key={run.id}>
            <span className="figures soft">
              <Time at={run.madeAt} />
            </span>
            <span>
              <Button tone="quiet" className="as-link" onPress={() => onShow(run.id)}>
                {run.feed}: {t(`run.${run.state}` as MembersText)}
              </Button>
              <span className="soft second figures">
                {[
                  t('runSays', { rows: run.rows, added: run.added, changed: run.changed, ended: run.ended }),
                  run.refusedCount > 0 && t('runRefused', { count: run.refusedCount }),
                  run.by,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One file with the lines of it that were not taken. */
function Run({ id, onClose }: { id: number; onClose(): void }) {
  const { data, error } = useQuery({
    queryKey: [...key, 'run', id],
    queryFn: ({ signal }) => get<RunReply>(`/outside/runs/${id}`, signal),
  });
  return (
    <Dialog title={data ? data.source || data.feed : t('runs')} size="medium" isOpen onClose={onClose}>
      {error && <Problem error={error} />}
      {!data && !error && <Waiting lines={4} />}
      {data && (
        <>
          <p className="figures">
            {t('runSays', { rows: data.rows, added: data.added, changed: data.changed, ended: data.ended })}
          </p>
          {data.refusedCount === 0 && <p className="soft">{t('noRefused')}</p>}
          <ol className="lines">
            {data.refused.map(({ line, why }) => (
              <li key={`${line} ${why}`}>
                <span className="figures soft">{t('line', { line })}</span>
                <span>{why}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}

function Subscribers() {
  const [words, setWords] = useState('');
  const q = useDeferredValue(words).trim();
  const { data } = useQuery({
    queryKey: [...key, 'subscribers', q],
    queryFn: ({ signal }) =>
      get<SubscribersReply>(`/outside/subscribers?${new URLSearchParams({ q })}`, signal),
    enabled: q !== '',
    placeholderData: (before) => before,
  });
  const cut = useChange(
    (one: { feed: string; number: string }) => ask('POST', '/outside/subscribers/disconnect', one),
    [key],
  );
  return (
    <section className="block" aria-label={t('subscribers')}>
      <h2>{t('subscribers')}</h2>
      <SearchField
        label={t('findSubscriber')}
        placeholder={t('findSubscriber')}
        value={words}
        onChange={setWords}
      />
      {q !== '' && data?.subscribers.length === 0 && <p className="soft">{t('noSubscriber')}</p>}
      <ul className="lines">
        {q !== '' &&
          data?.subscribers.map((one) => (
            <li key={`${one.feed} ${one.number}`}>
              <span className="figures">{one.number}</span>
              <span>
                {one.name}, {one.postcode}
                <span className="soft second">
                  {one.product} · {t(one.isActive ? 'hasPaper' : 'hadPaper')}
                  {one.until !== null && (
                    <>
                      {' '}
                      <Day at={one.until} />
                    </>
                  )}
                </span>
                {one.reader && (
                  <span className="second">
                    {t('connectedTo')}{' '}
                    <Link href={`/members/person/${one.reader.id}`}>
                      {one.reader.name || one.reader.email}
                    </Link>{' '}
                    <Button
                      tone="quiet"
                      className="as-link"
                      onPress={() => cut.mutate({ feed: one.feed, number: one.number })}
                    >
                      {t('disconnect')}
                    </Button>
                  </span>
                )}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

function SendFile({ feeds, onClose }: { feeds: readonly string[]; onClose(): void }) {
  const [feed, setFeed] = useState(feeds[0] ?? '');
  const [file, setFile] = useState<File>();
  const send = useChange(
    (chosen: File) =>
      ask<RunReply>('POST', `/outside/feeds/${feed}?${new URLSearchParams({ name: chosen.name })}`, chosen),
    [key],
  );
  const done = (run: RunReply) => {
    say(t(`run.${run.state}` as MembersText));
    onClose();
  };
  return (
    <Dialog
      title={t('sendFile')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('sendNow')}
          isDisabled={!file || !/^[a-z0-9-]{1,40}$/.test(feed) || send.isPending}
          onDo={() => file && send.mutate(file, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <p className="soft">{t('sendFileSays')}</p>
      <TextField label={t('feed')} hint={t('feedHint')} value={feed} onChange={setFeed} />
      <div className="row-acts">
        <FileTrigger onSelect={(files) => setFile(files?.[0])}>
          <Button>{file ? file.name : t('chooseFile')}</Button>
        </FileTrigger>
      </div>
      {send.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(send.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}
