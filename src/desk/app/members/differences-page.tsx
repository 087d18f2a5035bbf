import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DifferenceLine, DifferencesReply } from '../../shapes/members.ts';
import { ask, get } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Switch, TextField } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useFresh } from './data.ts';
import { t } from './messages.ts';
import { wordDifference } from './words.tsx';

const key = ['members', 'differences'] as const;

/** What Stripe and the paper say differently and nobody may decide by rule. */
export function DifferencesPage() {
  useFresh(['membership.', 'payment.'], key);
  const [isSettled, setSettled] = useState(false);
  const [asked, setAsked] = useState<DifferenceLine>();
  const { data, error, refetch } = useQuery({
    queryKey: [...key, isSettled],
    queryFn: ({ signal }) => get<DifferencesReply>(`/differences?settled=${isSettled}`, signal),
    placeholderData: (before) => before,
  });
  return (
    <>
      <div className="count-line">
        <p className="lead at-start">{t('differencesNote')}</p>
        <Switch isSelected={isSettled} onChange={setSettled}>
          {t('settledOnes')}
        </Switch>
      </div>
      {error && <Problem error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data?.differences.length === 0 && (
        <Empty title={t('noDifferences')}>{!isSettled && t('noDifferencesHint')}</Empty>
      )}
      {data && data.differences.length > 0 && (
        <DifferenceTable differences={data.differences} onSettle={setAsked} />
      )}
      {asked && <Settle line={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function DifferenceTable({
  differences,
  onSettle,
}: {
  differences: readonly DifferenceLine[];
  onSettle(line: DifferenceLine): void;
}) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('difference')}</th>
          <th scope="col">{t('readerOf')}</th>
          <th scope="col">{t('found')}</th>
          <th scope="col">
            <span className="unseen">{t('settle')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              {wordDifference(line.kind)}
              <span className="soft second">
                {[line.ref, ...wordFacts(line.details)].filter(Boolean).join(' · ')}
              </span>
            </th>
            <td>
              {line.account === null ? (
                <span className="soft">{t('nobodyYet')}</span>
              ) : (
                <Link href={`/members/person/${line.account}`}>{line.name || `R-${line.account}`}</Link>
              )}
            </td>
            <td className="figures">
              <Time at={line.foundAt} />
            </td>
            <td className="row-acts">
              {line.settledAt === null ? (
                <Button
                  tone="quiet"
                  aria-label={`${t('settle')}: ${line.ref}`}
                  onPress={() => onSettle(line)}
                >
                  {t('settle')}
                </Button>
              ) : (
                <span className="soft">{line.settledHow}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function wordFacts(details: DifferenceLine['details']): string[] {
  return Object.values(details).filter(
    (value): value is string => typeof value === 'string' && value.length < 200,
  );
}

function Settle({ line, onClose }: { line: DifferenceLine; onClose(): void }) {
  const [how, setHow] = useState('');
  const settle = useChange(() => ask('POST', `/differences/${line.id}/settle`, { how }), [key]);
  const done = () => {
    say(t('differenceSettled'));
    onClose();
  };
  return (
    <Dialog
      title={wordDifference(line.kind)}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('settleNow')}
          isDisabled={!how.trim() || settle.isPending}
          onDo={() => settle.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <p>{t('settleSays')}</p>
      <TextField
        label={t('settledHow')}
        rows={2}
        value={how}
        onChange={setHow}
        autoFocus
        problem={settle.error ? wordProblem(settle.error) : null}
      />
    </Dialog>
  );
}
