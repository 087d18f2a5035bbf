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

type Typed = {
  period: 'month' | 'year';
  currency: string;
  sum: string;
  tax: string;
  trial: string;
};

/** What was typed as the server takes it; undefined where something is missing or no number. */
function readTyped({ period, currency, sum, tax, trial }: Typed) {
  const amountMinor = minorOf(sum, currency);
  const taxBp = Math.round(Number(tax.replace(',', '.')) * 100);
  const isRight =
    amountMinor !== undefined &&
    taxBp >= 0 &&
    taxBp <= 10_000 &&
    /^[A-Z]{3}$/.test(currency) &&
    /^\d{1,3}$/.test(trial);
  return isRight ? { period, currency, amountMinor, taxBp, trialDays: Number(trial) } : undefined;
}

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
  const [typed, setTyped] = useState<Typed>({
    ...{ period: 'month', currency: first?.currency ?? 'EUR', sum: '', trial: '0' },
    tax: first ? String(first.taxBp / 100) : '',
  });
  const [moves, setMoves] = useState(false);
  const { period, currency } = typed;
  const wish = readTyped(typed);
  const before = tier.prices.find(
    (price) => price.state === 'offered' && price.period === period && price.currency === currency,
  );
  const moved = moves && before ? { moveFrom: before.id } : {};
  const save = useChange(
    () => ask<{ told: number }>('POST', `/tiers/${tier.id}/prices`, { ...wish, ...moved }),
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
          isDisabled={!wish || save.isPending}
          onDo={() => save.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <PriceFields typed={typed} onChange={(part) => setTyped({ ...typed, ...part })} />
      {before && <TakesPlace {...{ before, noticeDays, moves }} onMoves={setMoves} />}
      {save.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(save.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}

function PriceFields({ typed, onChange }: { typed: Typed; onChange(part: Partial<Typed>): void }) {
  return (
    <>
      <Select<'month' | 'year'>
        label={t('period')}
        options={[
          { value: 'month', says: t('aMonth') },
          { value: 'year', says: t('aYear') },
        ]}
        value={typed.period}
        onChange={(period) => onChange({ period })}
      />
      <div className="pair">
        <TextField
          label={t('priceSum')}
          value={typed.sum}
          onChange={(sum) => onChange({ sum })}
          inputMode="decimal"
          placeholder="9.90"
          autoFocus
        />
        <TextField
          label={t('currency')}
          value={typed.currency}
          onChange={(currency) => onChange({ currency: currency.toUpperCase() })}
          maxLength={3}
        />
      </div>
      <div className="pair">
        <TextField
          label={t('taxRate')}
          value={typed.tax}
          onChange={(tax) => onChange({ tax })}
          inputMode="decimal"
        />
        <TextField
          label={t('trialDays')}
          value={typed.trial}
          onChange={(trial) => onChange({ trial })}
          inputMode="numeric"
        />
      </div>
    </>
  );
}

/** Says whose price is replaced, and asks what becomes of those who pay it. */
function TakesPlace({
  before,
  noticeDays,
  moves,
  onMoves,
}: {
  before: TierView['prices'][number];
  noticeDays: number;
  moves: boolean;
  onMoves(moves: boolean): void;
}) {
  const { holders: count, amountMinor, currency } = before;
  return (
    <Notice tone="plain">
      <p>{t('takesPlace', { sum: wordMoney(amountMinor, currency), count })}</p>
      {count > 0 && (
        <Checkbox isSelected={moves} onChange={onMoves}>
          {t('moveHolders', { count, days: noticeDays })}
        </Checkbox>
      )}
    </Notice>
  );
}
