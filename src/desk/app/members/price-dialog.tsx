import { useState } from 'react';
import type { TierView } from '../../shapes/memberships.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { t } from './messages.ts';
import { minorOf } from './money.ts';
import { wordMoney } from './words.tsx';

/** Another price takes the place of the one of the same period and currency; who has that keeps it, or is told first. */
export function PriceDialog({
  tier,
  noticeDays,
  onClose,
}: {
  tier: TierView;
  noticeDays: number;
  onClose(): void;
}) {
  const [first] = tier.prices;
  const [period, setPeriod] = useState<'month' | 'year'>('month');
  const [currency, setCurrency] = useState(first?.currency ?? 'EUR');
  const [sum, setSum] = useState('');
  const [tax, setTax] = useState(first ? String(first.taxBp / 100) : '');
  const [trial, setTrial] = useState('0');
  const [moves, setMoves] = useState(false);
  const amountMinor = minorOf(sum, currency);
  const taxBp = Math.round(Number(tax.replace(',', '.')) * 100);
  const before = tier.prices.find(
    (price) => price.state === 'offered' && price.period === period && price.currency === currency,
  );
  const isRight =
    amountMinor !== undefined &&
    Number.isInteger(taxBp) &&
    taxBp >= 0 &&
    taxBp <= 10_000 &&
    /^[A-Z]{3}$/.test(currency) &&
    /^\d{1,3}$/.test(trial);
  const save = useChange(
    () =>
      ask<{ told: number }>('POST', `/tiers/${tier.id}/prices`, {
        ...{ period, currency, amountMinor, taxBp, trialDays: Number(trial) },
        ...(moves && before && { moveFrom: before.id }),
      }),
    [['members']],
  );
  const done = ({ told }: { told: number }) => {
    if (moves) say(t('pricesTold', { count: told }));
    onClose();
  };
  return (
    <Dialog
      title={t('newPriceOf', { name: tier.name })}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('offerPrice')}
          isDisabled={!isRight || save.isPending}
          onDo={() => save.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <Select<'month' | 'year'>
        label={t('period')}
        options={[
          { value: 'month', says: t('aMonth') },
          { value: 'year', says: t('aYear') },
        ]}
        value={period}
        onChange={setPeriod}
      />
      <div className="pair">
        <TextField
          label={t('priceSum')}
          value={sum}
          onChange={setSum}
          inputMode="decimal"
          placeholder="9.90"
          autoFocus
        />
        <TextField
          label={t('currency')}
          value={currency}
          onChange={(text) => setCurrency(text.toUpperCase())}
          maxLength={3}
        />
      </div>
      <div className="pair">
        <TextField label={t('taxRate')} value={tax} onChange={setTax} inputMode="decimal" />
        <TextField label={t('trialDays')} value={trial} onChange={setTrial} inputMode="numeric" />
      </div>
      {before && (
        <Notice tone="plain">
          <p>
            {t('takesPlace', {
              sum: wordMoney(before.amountMinor, before.currency),
              count: before.holders,
            })}
          </p>
          {before.holders > 0 && (
            <Checkbox isSelected={moves} onChange={setMoves}>
              {t('moveHolders', { count: before.holders, days: noticeDays })}
            </Checkbox>
          )}
        </Notice>
      )}
      {save.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(save.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}
