import { useState } from 'react';
import { wordAmount } from '#members/price-words.js';
import type { StatementRow } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { languageTag } from '../texts.ts';
import { statementsKey, useStatements } from './data.ts';
import { t } from './messages.ts';
import { StatementDialog } from './statement-dialog.tsx';

/** What is settled with each partner, month by month. */
export function StatementsPage() {
  const { zone } = useMe().paper;
  const [month, setMonth] = useState(() => lastMonth(zone));
  const [opened, setOpened] = useState<number | null>(null);
  const found = useStatements(month);
  const statements = found.data?.statements ?? [];
  const shown = statements.find(({ partner }) => partner === opened);
  return (
    <div className="benefits-body">
      <div className="tools">
        <div className="field month-field">
          <label>
            {t('month')}
            <input
              type="month"
              value={month}
              onChange={(event) => event.target.value && setMonth(event.target.value)}
            />
          </label>
        </div>
      </div>
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.data && !found.data.settled && statements.length > 0 && (
        <Notice tone="plain">{t('monthRuns')}</Notice>
      )}
      {found.data && statements.length === 0 && (
        <Empty title={t('noStatements')}>{t('noStatementsHint')}</Empty>
      )}
      {statements.length > 0 && (
        <Table statements={statements} isSettled={found.data?.settled ?? false} onOpen={setOpened} />
      )}
      {shown && <StatementDialog statement={shown} onClose={() => setOpened(null)} />}
    </div>
  );
}

function Table({
  statements,
  isSettled,
  onOpen,
}: {
  statements: readonly StatementRow[];
  isSettled: boolean;
  onOpen(partner: number): void;
}) {
  const make = useChange(
    (wish: object) => ask<{ number: string }>('POST', '/statements', wish),
    [statementsKey],
  );
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('partner')}</th>
          <th scope="col">{t('number')}</th>
          <th scope="col" className="number">
            {t('count')}
          </th>
          <th scope="col" className="number">
            {t('net')}
          </th>
          <th scope="col" className="number">
            {t('gross')}
          </th>
          <th scope="col">
            <span className="unseen">{t('open')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {statements.map((statement) => {
          const { partner, number, content, partnerName } = statement;
          const wish = { partner, month: content.month };
          return (
            <tr key={partner}>
              <th scope="row">{partnerName}</th>
              <td className="figures">{number ?? <span className="soft">{t('notMade')}</span>}</td>
              <td className="number figures" data-label={t('count')}>
                {content.sums.map(({ count }) => count).join(' + ') || 0}
              </td>
              <td className="number figures" data-label={t('net')}>
                {wordSums(statement, 'netMinor')}
              </td>
              <td className="number figures" data-label={t('gross')}>
                {wordSums(statement, 'grossMinor')}
              </td>
              <td className="acts">
                {number === null && isSettled && (
                  <Button
                    onPress={() =>
                      make.mutate(wish, {
                        onSuccess: (made) => say(t('made', { number: made.number })),
                        onError: sayProblem,
                      })
                    }
                  >
                    {t('make')}
                  </Button>
                )}
                <Button
                  tone="quiet"
                  aria-label={`${t('open')}: ${partnerName}`}
                  onPress={() => onOpen(partner)}
                >
                  {t('open')}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function wordSums({ content }: StatementRow, of: 'netMinor' | 'grossMinor'): string {
  return content.sums.map((sum) => wordAmount(sum[of], sum.currency, languageTag())).join(' + ') || '–';
}

function lastMonth(zone: string): string {
  const [year = 1970, month = 1] = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
    .format(Date.now())
    .split('-')
    .map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}
