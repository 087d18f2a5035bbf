import { useState } from 'react';
import type { Offer, TierView } from '../../shapes/memberships.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, Select, Switch, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { t } from './messages.ts';
import { minorOf, plainSum } from './money.ts';
import { dayInZone, endOfDayIn, startOfDayIn } from './zone-day.ts';

const ANY = 'any';
type Kind = Offer['kind'];
type Typed = ReturnType<typeof startOf>;

/** A price for a campaign: who may use it, how often, until when, and what it brings. */
export function OfferDialog({
  offer,
  tiers,
  onClose,
}: {
  offer: Offer | null;
  tiers: readonly TierView[];
  onClose(): void;
}) {
  const { zone } = useMe().paper;
  const standard = tiers.flatMap(({ prices }) => prices)[0]?.currency ?? 'EUR';
  const currency = offer?.currency ?? standard;
  const [typed, setTyped] = useState(() => startOf(offer, currency, zone));
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const amount = typed.kind === 'amount' ? minorOf(typed.amount, currency) : Number(typed.amount);
  const isRight = typed.name.trim() !== '' && Number.isInteger(amount) && Number(amount) > 0;
  const save = useChange(() => {
    const wish = wishOf(typed, amount, currency, zone);
    return offer ? ask('PUT', `/offers/${offer.id}`, wish) : ask('POST', '/offers', wish);
  }, [['members']]);
  return (
    <Dialog
      title={offer ? offer.name : t('addOffer')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={!isRight || save.isPending}
          onDo={() => save.mutate(undefined, { onSuccess: onClose })}
          onCancel={onClose}
        />
      }
    >
      <OfferFields {...{ typed, change, tiers, currency }} />
      {save.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(save.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}

/** What was typed, as the server takes it. */
function wishOf(typed: Typed, amount: number | undefined, currency: string, zone: string) {
  return {
    ...{ name: typed.name.trim(), code: typed.code.trim() || null, kind: typed.kind, amount },
    tier: typed.tier === ANY ? null : Number(typed.tier),
    period: typed.period === ANY ? null : typed.period,
    currency: typed.kind === 'amount' ? currency : null,
    periods: typed.periods === '' ? null : Number(typed.periods),
    newcomers: typed.newcomers,
    usesMost: typed.usesMost === '' ? null : Number(typed.usesMost),
    fromAt: typed.from === '' ? null : startOfDayIn(typed.from, zone),
    untilAt: typed.until === '' ? null : endOfDayIn(typed.until, zone),
    state: typed.isRunning ? 'running' : 'stopped',
  };
}

type Fields = {
  typed: Typed;
  change(part: Partial<Typed>): void;
  tiers: readonly TierView[];
  currency: string;
};

function OfferFields({ typed, change, tiers, currency }: Fields) {
  return (
    <>
      <TextField label={t('name')} value={typed.name} onChange={(name) => change({ name })} autoFocus />
      <TextField
        label={t('codeTyped')}
        hint={t('codeTypedHint')}
        value={typed.code}
        onChange={(code) => change({ code: code.toUpperCase() })}
      />
      <div className="pair">
        <Select<Kind>
          label={t('brings')}
          options={[
            { value: 'percent', says: t('kindPercent') },
            { value: 'amount', says: t('kindAmount') },
            { value: 'free-months', says: t('kindMonths') },
          ]}
          value={typed.kind}
          onChange={(kind) => change({ kind })}
        />
        <TextField
          label={
            typed.kind === 'percent'
              ? t('perCent')
              : typed.kind === 'amount'
                ? `${t('sum')} (${currency})`
                : t('monthsFree')
          }
          value={typed.amount}
          onChange={(text) => change({ amount: text })}
          inputMode="decimal"
        />
      </div>
      <div className="pair">
        <Select
          label={t('tier')}
          options={[
            { value: ANY, says: t('everyTier') },
            ...tiers.map(({ id, name }) => ({ value: String(id), says: name })),
          ]}
          value={typed.tier}
          onChange={(tier) => change({ tier })}
        />
        <Select
          label={t('period')}
          options={[
            { value: ANY, says: t('everyPeriod') },
            { value: 'month', says: t('aMonth') },
            { value: 'year', says: t('aYear') },
          ]}
          value={typed.period}
          onChange={(period) => change({ period })}
        />
      </div>
      <OfferLimits {...{ typed, change }} />
    </>
  );
}

/** For how long, how often, for whom and when. */
function OfferLimits({ typed, change }: Pick<Fields, 'typed' | 'change'>) {
  const day = (name: 'from' | 'until', label: string) => (
    <label className="day-field">
      <span>{label}</span>
      <input type="date" value={typed[name]} onChange={(event) => change({ [name]: event.target.value })} />
    </label>
  );
  return (
    <>
      {typed.kind !== 'free-months' && (
        <TextField
          label={t('periodsLong')}
          hint={t('periodsHint')}
          value={typed.periods}
          onChange={(periods) => change({ periods })}
          inputMode="numeric"
        />
      )}
      <TextField
        label={t('usesMost')}
        hint={t('usesMostHint')}
        value={typed.usesMost}
        onChange={(usesMost) => change({ usesMost })}
        inputMode="numeric"
      />
      <Checkbox isSelected={typed.newcomers} onChange={(newcomers) => change({ newcomers })}>
        {t('newcomersOnly')}
      </Checkbox>
      <div className="pair">
        {day('from', t('from'))}
        {day('until', t('untilDay'))}
      </div>
      <Switch isSelected={typed.isRunning} onChange={(isRunning) => change({ isRunning })}>
        {t('offerRuns')}
      </Switch>
    </>
  );
}

function startOf(offer: Offer | null, currency: string, zone: string) {
  const day = (at: number | null | undefined, back = 0) =>
    at === null || at === undefined ? '' : dayInZone(at - back, zone);
  const amount = offer === null ? '' : String(offer.amount);
  return {
    name: offer?.name ?? '',
    code: offer?.code ?? '',
    kind: offer?.kind ?? ('percent' as Kind),
    amount: offer?.kind === 'amount' ? plainSum(offer.amount, currency) : amount,
    tier: offer?.tier === null || offer === null ? ANY : String(offer.tier),
    period: offer?.period ?? ANY,
    periods: offer?.periods === null || offer === null ? '' : String(offer.periods),
    newcomers: offer?.newcomers ?? false,
    usesMost: offer?.usesMost === null || offer === null ? '' : String(offer.usesMost),
    from: day(offer?.fromAt),
    // The last day is the one before the instant at which it is over.
    until: day(offer?.untilAt, 1),
    isRunning: offer?.state !== 'stopped',
  };
}
