import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { GraceReply, PaymentLine, PaymentsReply } from '../../shapes/memberships.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Checkbox } from '../parts/field.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useFresh } from './data.ts';
import { t } from './messages.ts';
import { Day, wordMoney } from './words.tsx';
import { dayInZone, endOfDayIn } from './zone-day.ts';

const key = ['members', 'failed'] as const;
const WEEK_MS = 7 * 86_400_000;

/** Payments that failed: why, how often, how much, when it is tried again; more time for those that are ticked. */
export function FailedPage() {
  useFresh(['payment.', 'membership.'], key);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<PaymentsReply>('/payments?state=failed', signal),
  });
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { payments } = data;
  if (payments.length === 0) return <Empty title={t('noFailed')}>{t('noFailedHint')}</Empty>;
  const mine = payments.filter(({ membership }) => membership !== null && picked.has(membership));
  const sums = data.counts.filter(({ state }) => state === 'failed');
  const pick = (membership: number, on: boolean) => {
    const next = new Set(picked);
    if (on) next.add(membership);
    else next.delete(membership);
    setPicked(next);
  };
  const open = payments.flatMap(({ membership }) => (membership === null ? [] : [membership]));
  return (
    <>
      <p className="lead figures">
        {sums
          .map(({ count, amountMinor, currency }) =>
            t('failedSum', { count, sum: wordMoney(amountMinor, currency) }),
          )
          .join(' · ')}
      </p>
      <Extend
        memberships={[...new Set(mine.map(({ membership }) => Number(membership)))]}
        onDone={() => setPicked(new Set())}
      />
      <table className="table failed-table">
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                isSelected={open.length > 0 && open.every((one) => picked.has(one))}
                onChange={(on) => setPicked(on ? new Set(open) : new Set())}
              >
                <span className="unseen">{t('pickAll')}</span>
              </Checkbox>
            </th>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('sum')}</th>
            <th scope="col">{t('reason')}</th>
            <th scope="col">{t('nextTry')}</th>
            <th scope="col">{t('readsUntil')}</th>
          </tr>
        </thead>
        <tbody>
          {payments.map((payment) => (
            <FailedRow
              key={payment.id}
              payment={payment}
              isPicked={payment.membership !== null && picked.has(payment.membership)}
              onPick={pick}
            />
          ))}
        </tbody>
      </table>
      {data.next !== null && <Notice tone="plain">{t('onlyFirst', { count: payments.length })}</Notice>}
    </>
  );
}

function FailedRow({
  payment,
  isPicked,
  onPick,
}: {
  payment: PaymentLine;
  isPicked: boolean;
  onPick(membership: number, on: boolean): void;
}) {
  const { membership, account } = payment;
  const who = payment.name || payment.email || payment.readerNumber;
  return (
    <tr>
      <td>
        {membership !== null && (
          <Checkbox isSelected={isPicked} onChange={(on) => onPick(membership, on)}>
            <span className="unseen">{t('pick', { name: who })}</span>
          </Checkbox>
        )}
      </td>
      <th scope="row">
        {account === null ? who : <Link href={`/members/person/${account}`}>{who}</Link>}
        <span className="soft second">{payment.tierName || payment.what}</span>
      </th>
      <td className="figures">{wordMoney(payment.amountMinor, payment.currency)}</td>
      <td>
        {payment.reason || t('noReason')}
        <span className="soft second">{t('attempts', { count: payment.attempts })}</span>
      </td>
      <td className="figures" data-label={t('nextTry')}>
        {payment.nextTryAt === null ? (
          <span className="soft">{t('noTry')}</span>
        ) : (
          <Time at={payment.nextTryAt} />
        )}
      </td>
      <td className="figures" data-label={t('readsUntil')}>
        {payment.accessUntil === null ? t('withoutEnd') : <Day at={payment.accessUntil} />}
      </td>
    </tr>
  );
}

/** More time to pay for all that are ticked. Who cannot have it is named. */
function Extend({ memberships, onDone }: { memberships: readonly number[]; onDone(): void }) {
  const { zone } = useMe().paper;
  const [until, setUntil] = useState(() => dayInZone(Date.now() + WEEK_MS, zone));
  const [refused, setRefused] = useState<GraceReply['refused']>([]);
  const extend = useChange(
    () => ask<GraceReply>('POST', '/memberships/grace', { memberships, until: endOfDayIn(until, zone) }),
    [key],
  );
  const done = (reply: GraceReply) => {
    setRefused(reply.refused);
    if (reply.done.length > 0) say(t('graceDone', { count: reply.done.length }));
    onDone();
  };
  return (
    <>
      <div className="extend-bar">
        <p role="status">{t('picked', { count: memberships.length })}</p>
        <label className="day-field">
          <span>{t('graceUntil')}</span>
          <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
        <Button
          tone="main"
          isDisabled={memberships.length === 0 || until === '' || extend.isPending}
          onPress={() => extend.mutate(undefined, { onSuccess: done, onError: sayProblem })}
        >
          {t('extendGrace')}
        </Button>
      </div>
      {refused.length > 0 && (
        <div role="alert">
          <Notice tone="warn">
            <p>{t('graceRefused', { count: refused.length })}</p>
            <p>{[...new Set(refused.map(({ says }) => says))].join(' ')}</p>
          </Notice>
        </div>
      )}
    </>
  );
}
