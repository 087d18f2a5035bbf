import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { LedgerReply, PaidReply, PaymentLine, PaymentsReply } from '../../shapes/memberships.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Menu } from '../parts/menu.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useFresh } from './data.ts';
import { t } from './messages.ts';
import { minorOf, plainSum } from './money.ts';
import { Day, wordMoney, wordPaymentState } from './words.tsx';
import { dayInZone } from './zone-day.ts';

const key = ['members', 'payments'] as const;
const ANY = 'any';
const states = ['paid', 'open', 'pending', 'failed', 'refunded', 'void'] as const;

/** Money that came, is awaited, or went back; and the ledger of a month. */
export function PaymentsPage() {
  const [params, setParams] = useSearchParams();
  const state = params.get('state') ?? '';
  useFresh(['payment.', 'membership.'], key);
  const found = useInfiniteQuery({
    queryKey: [...key, state],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(state ? { state } : {});
      if (pageParam !== null) asked.set('before', String(pageParam));
      return get<PaymentsReply>(`/payments?${asked}`, signal);
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  const payments = found.data?.pages.flatMap((page) => page.payments) ?? [];
  return (
    <>
      <Ledger />
      <section className="block">
        <div className="count-line">
          <h2 className="at-start">{t('payments')}</h2>
          <Select
            label={t('state')}
            isLabelHidden
            options={[
              { value: ANY, says: t('anyPayment') },
              ...states.map((value) => ({ value, says: wordPaymentState(value) })),
            ]}
            value={state || ANY}
            onChange={(value) => setParams(value === ANY ? {} : { state: value }, { replace: true })}
          />
        </div>
        {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
        {found.isPending && <Waiting />}
        {found.isSuccess && payments.length === 0 && <Empty title={t('noPayments')} />}
        {payments.length > 0 && <PaymentTable payments={payments} />}
        {found.hasNextPage && <Button onPress={() => void found.fetchNextPage()}>{t('more')}</Button>}
      </section>
    </>
  );
}

/** A month's receipts and refunds added up, and the whole of it as a file. */
function Ledger() {
  const { zone } = useMe().paper;
  const [month, setMonth] = useState(() => dayInZone(Date.now(), zone).slice(0, 7));
  const { data, error } = useQuery({
    queryKey: [...key, 'ledger', month],
    queryFn: ({ signal }) => get<LedgerReply>(`/ledger?month=${month}`, signal),
    enabled: /^\d{4}-\d{2}$/.test(month),
    placeholderData: (before) => before,
  });
  return (
    <section aria-label={t('ledger')} className="ledger">
      <div className="count-line">
        <label className="day-field at-start">
          <span>{t('ledgerOf')}</span>
          <input type="month" value={month} onChange={(event) => setMonth(event.target.value)} />
        </label>
        <a href={`/desk/api/ledger.csv?month=${month}`} download>
          {t('ledgerFile')}
        </a>
      </div>
      {error && <Problem error={error} />}
      {data && data.sums.length === 0 && <p className="soft">{t('ledgerEmpty')}</p>}
      {data && data.sums.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('provider')}</th>
              <th scope="col" className="number">
                {t('receipts')}
              </th>
              <th scope="col" className="number">
                {t('net')}
              </th>
              <th scope="col" className="number">
                {t('tax')}
              </th>
              <th scope="col" className="number">
                {t('gross')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.sums.map((sum) => (
              <tr key={`${sum.provider} ${sum.currency} ${sum.taxBp}`}>
                <th scope="row">
                  {sum.provider}, {sum.currency}, {sum.taxBp / 100} %
                </th>
                <td className="number figures" data-label={t('receipts')}>
                  {sum.receipts}
                  {sum.refunds > 0 && ` − ${sum.refunds}`}
                </td>
                <td className="number figures" data-label={t('net')}>
                  {wordMoney(sum.netMinor, sum.currency)}
                </td>
                <td className="number figures" data-label={t('tax')}>
                  {wordMoney(sum.taxMinor, sum.currency)}
                </td>
                <td className="number figures" data-label={t('gross')}>
                  {wordMoney(sum.amountMinor, sum.currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function PaymentTable({ payments }: { payments: readonly PaymentLine[] }) {
  const [asked, setAsked] = useState<{ payment: PaymentLine; act: 'paid' | 'refund' }>();
  const close = () => setAsked(undefined);
  return (
    <>
      <table className="table by-two payment-table">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('sum')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">
              <span className="unseen">{t('moreActs')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {payments.map((payment) => (
            <PaymentRow key={payment.id} payment={payment} onAsk={(act) => setAsked({ payment, act })} />
          ))}
        </tbody>
      </table>
      {asked?.act === 'paid' && <MarkPaid payment={asked.payment} onClose={close} />}
      {asked?.act === 'refund' && <Refund payment={asked.payment} onClose={close} />}
    </>
  );
}

function PaymentRow({ payment, onAsk }: { payment: PaymentLine; onAsk(act: 'paid' | 'refund'): void }) {
  const who = payment.name || payment.email || '–';
  const isOpen = payment.state === 'open' && payment.provider === 'offline';
  const isPaid = payment.state === 'paid' && payment.refundedMinor < payment.amountMinor;
  const entries = [
    ...(isOpen ? [{ id: 'paid', says: t('markPaid'), run: () => onAsk('paid') }] : []),
    ...(isPaid ? [{ id: 'refund', says: t('refund'), run: () => onAsk('refund') }] : []),
  ];
  return (
    <tr>
      <th scope="row">
        {payment.account === null ? who : <Link href={`/members/person/${payment.account}`}>{who}</Link>}
        <span className="soft second figures">{payment.invoice ?? payment.readerNumber}</span>
      </th>
      <td>
        {payment.what}
        <span className="soft second">
          <Day at={payment.paidAt ?? payment.madeAt} /> · {payment.provider}
        </span>
      </td>
      <td className="figures">
        {wordMoney(payment.amountMinor, payment.currency)}
        {payment.refundedMinor > 0 && (
          <span className="soft second">
            −{wordMoney(payment.refundedMinor, payment.currency)} {t('refunded')}
          </span>
        )}
      </td>
      <td>
        <span className={payment.state === 'failed' ? 'is-late' : ''}>{wordPaymentState(payment.state)}</span>
        {payment.state === 'open' && payment.dueAt !== null && (
          <span className={`second ${payment.dueAt < Date.now() ? 'is-late' : 'soft'}`}>
            {t('due')} <Day at={payment.dueAt} />
          </span>
        )}
      </td>
      <td className="row-acts">
        {entries.length > 0 && (
          <Menu label={`${t('moreActs')}: ${who}, ${payment.what}`} entries={entries}>
            ⋯
          </Menu>
        )}
      </td>
    </tr>
  );
}

function MarkPaid({ payment, onClose }: { payment: PaymentLine; onClose(): void }) {
  const mark = useChange(() => ask<PaidReply>('POST', `/payments/${payment.id}/paid`, {}), [['members']]);
  return (
    <ConfirmDialog
      title={t('markPaid')}
      says={t('markPaidSays', {
        sum: wordMoney(payment.amountMinor, payment.currency),
        name: payment.name || payment.email,
      })}
      verb={t('markPaidNow')}
      onConfirm={async () => {
        const { receipt } = await mark.mutateAsync(undefined);
        say(t('markedPaid', { number: receipt.number }));
      }}
      onClose={onClose}
    />
  );
}

/** Gives money back, all of it or a part. The provider pays it out. */
function Refund({ payment, onClose }: { payment: PaymentLine; onClose(): void }) {
  const left = payment.amountMinor - payment.refundedMinor;
  const [sum, setSum] = useState(plainSum(left, payment.currency));
  const amountMinor = minorOf(sum, payment.currency);
  const give = useChange(
    () => ask<PaidReply>('POST', `/payments/${payment.id}/refund`, { amountMinor }),
    [['members']],
  );
  const isRight = amountMinor !== undefined && amountMinor > 0 && amountMinor <= left;
  const done = () => {
    say(t('refundDone', { sum: wordMoney(amountMinor ?? 0, payment.currency) }));
    onClose();
  };
  return (
    <Dialog
      title={t('refund')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          tone="danger"
          verb={t('refundNow')}
          isDisabled={!isRight || give.isPending}
          onDo={() => give.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <p>{t('refundSays', { name: payment.name || payment.email, what: payment.what })}</p>
      <TextField
        label={`${t('sum')} (${payment.currency})`}
        value={sum}
        onChange={setSum}
        inputMode="decimal"
        problem={isRight ? null : t('sumWrong', { sum: wordMoney(left, payment.currency) })}
      />
      {give.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(give.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}
