import { useState } from 'react';
import type { MemberAct, MemberReply } from '../../shapes/members.ts';
import { Tabs } from '../parts/tabs.tsx';
import { Time } from '../parts/times.tsx';
import { t } from './messages.ts';
import {
  Day,
  wordAct,
  wordCode,
  wordLetter,
  wordMoney,
  wordPaymentState,
  wordSource,
  wordTask,
  wordVoucher,
} from './words.tsx';

/** What happened, was paid, claimed, said and sent: side by side, each newest first. */
export function Histories({ member }: { member: MemberReply }) {
  const [chosen, setChosen] = useState('acts');
  const { payments, vouchers, codes, consents, letters, tasks } = member;
  const all = [
    { id: 'acts', says: t('history'), panel: <Acts acts={member.acts} /> },
    { id: 'payments', says: t('payments'), count: payments.length, panel: <Payments of={member} /> },
    { id: 'vouchers', says: t('vouchers'), count: vouchers.length, panel: <Vouchers of={member} /> },
    { id: 'codes', says: t('codes'), count: codes.length, panel: <Codes of={member} /> },
    { id: 'consents', says: t('consents'), count: consents.length, panel: <Consents of={member} /> },
    { id: 'letters', says: t('letters'), count: letters.length, panel: <Letters of={member} /> },
    { id: 'tasks', says: t('tasks'), count: tasks.length, panel: <Tasks of={member} /> },
  ];
  // A tab with nothing behind it only costs a press.
  const tabs = all.filter(({ id, count }) => id === 'acts' || (count ?? 0) > 0);
  return (
    <section className="block histories">
      <Tabs
        label={t('history')}
        tabs={tabs}
        chosen={tabs.some(({ id }) => id === chosen) ? chosen : 'acts'}
        onChoose={setChosen}
      />
      <p className="soft second">{t('neverRead')}</p>
    </section>
  );
}

type Of = { of: MemberReply };

function Acts({ acts }: { acts: readonly MemberAct[] }) {
  return (
    <ol className="lines">
      {acts.map((act) => (
        <li key={act.id}>
          <span className="figures soft">
            <Time at={act.at} />
          </span>
          <span>
            {wordAct(act.act)}
            <span className="soft second">
              {[act.by && t('by', { name: act.by }), wordDetails(act.details)].filter(Boolean).join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Facts that stand for themselves; ids, states and moments of machines are left out. */
function wordDetails(details: MemberAct['details']): string {
  return Object.entries(details)
    .flatMap(([name, value]) => {
      if (name === 'state' || name === 'by' || name === 'kind') return [];
      // A word for the machine: 'time', 'staff'. What a person wrote has more than one.
      if (name === 'why' && /^[a-z-]+$/.test(String(value))) return [];
      if (name === 'source') return [wordSource(String(value))];
      if (typeof value === 'string' && value !== '') return [value];
      if (name === 'labels' && Array.isArray(value)) return value.length > 0 ? [value.join(', ')] : [];
      if (Array.isArray(value) && value.length === 2) return [value.map((one) => one || '–').join(' → ')];
      return name === 'sessions' || name === 'months' ? [`${name}: ${String(value)}`] : [];
    })
    .join(' · ');
}

function Payments({ of: { payments } }: Of) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('sum')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('receipt')}</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id}>
            <th scope="row">
              {payment.what}
              <span className="soft second">
                <Day at={payment.paidAt ?? payment.madeAt} /> · {payment.provider}
              </span>
            </th>
            <td className="figures">
              {wordMoney(payment.amountMinor, payment.currency)}
              {payment.refundedMinor > 0 && (
                <span className="soft second">
                  −{wordMoney(payment.refundedMinor, payment.currency)} {t('refunded')}
                </span>
              )}
            </td>
            <td>
              <span className={payment.state === 'failed' ? 'is-late' : ''}>
                {wordPaymentState(payment.state)}
              </span>
              {payment.reason && <span className="soft second">{payment.reason}</span>}
            </td>
            <td className="figures soft">{payment.receipts.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Vouchers({ of: { vouchers } }: Of) {
  return (
    <ol className="lines">
      {vouchers.map((voucher) => (
        <li key={voucher.id}>
          <span className="figures soft">
            <Time at={voucher.usedAt ?? voucher.claimedAt} />
          </span>
          <span>
            {voucher.title}
            <span className="soft second">
              {[wordVoucher(voucher.state), voucher.place].filter(Boolean).join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Codes({ of: { codes } }: Of) {
  return (
    <ol className="lines">
      {codes.map((code) => (
        <li key={`${code.way} ${code.id}`}>
          <span className="figures soft">
            <Time at={code.at} />
          </span>
          <span>
            {wordCode(code.kind)}
            <span className="soft second">
              {[
                t(code.way === 'bought' ? 'codeBought' : 'codeUsed'),
                code.forName && t('forName', { name: code.forName }),
                code.months !== null && t('months', { count: code.months }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Consents({ of: { consents } }: Of) {
  return (
    <ol className="lines">
      {[...consents].reverse().map((consent) => (
        <li key={`${consent.at} ${consent.given} ${consent.source}`}>
          <span className="figures soft">
            <Time at={consent.at} />
          </span>
          <span>
            {t(consent.given ? 'lettersYes' : 'lettersNo')}
            <span className="soft second">
              {t('saidAt', { source: consent.source })} · {consent.says}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Letters({ of: { letters } }: Of) {
  return (
    <ol className="lines">
      {letters.map((letter) => (
        <li key={letter.id}>
          <span className="figures soft">
            <Time at={letter.at} />
          </span>
          <span>
            {wordLetter(letter.kind)}
            {letter.state !== 'sent' && (
              <span className="soft second">
                {t(letter.state === 'failed' ? 'letterFailed' : 'letterWaiting')}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Tasks({ of: { tasks } }: Of) {
  return (
    <ol className="lines">
      {tasks.map((task) => (
        <li key={task.id}>
          <span className="figures soft">
            <Day at={task.dueAt} />
          </span>
          <span>
            {wordTask(task.kind)}
            <span className="soft second">
              {[task.about, task.doneAt === null ? t('taskOpen') : t('taskDone')].filter(Boolean).join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
