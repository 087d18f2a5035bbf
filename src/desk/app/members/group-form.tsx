import { useState } from 'react';
import type { GroupLine, GroupReply } from '../../shapes/codes.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useMembersFrame } from './data.ts';
import { t } from './messages.ts';
import { minorOf } from './money.ts';
import { dayInZone, endOfDayIn, startOfDayIn } from './zone-day.ts';

type Typed = ReturnType<typeof startOf>;

/** A group as it is agreed: who, how many, from when, and what it is billed. */
export function GroupForm({ group, onClose }: { group: GroupLine | null; onClose(): void }) {
  const { zone } = useMe().paper;
  const tiers = useMembersFrame()?.tiers ?? [];
  const [typed, setTyped] = useState(() => startOf(group, zone));
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const tier = typed.tier || String(tiers[0]?.id ?? '');
  const save = useChange(() => {
    const wish = wishOf({ ...typed, tier }, zone);
    if (group) return ask<GroupReply>('PUT', `/groups/${group.id}`, wish);
    return ask<GroupReply>('POST', '/groups', {
      ...wish,
      ...{ bill: billOf(typed, wish), opensAtOnce: typed.opensAtOnce },
    });
  }, [['members', 'groups']]);
  const isRight =
    typed.name.trim() !== '' && tier !== '' && /^[1-9]\d{0,4}$/.test(typed.seats) && typed.from !== '';
  return (
    <Dialog
      title={group ? group.name : t('addGroup')}
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
      <TextField label={t('name')} value={typed.name} onChange={(name) => change({ name })} autoFocus />
      <div className="pair">
        <Select
          label={t('tier')}
          options={tiers.map(({ id, name }) => ({ value: String(id), says: name }))}
          value={tier || null}
          onChange={(one) => change({ tier: one })}
        />
        <TextField
          label={t('seats')}
          value={typed.seats}
          onChange={(seats) => change({ seats })}
          inputMode="numeric"
        />
      </div>
      <People typed={typed} change={change} />
      <Money typed={typed} change={change} isNew={group === null} />
      {save.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(save.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}

type Fields = { typed: Typed; change(part: Partial<Typed>): void };

/** Who looks after it, and who may take a seat. */
function People({ typed, change }: Fields) {
  return (
    <>
      <div className="pair">
        <TextField
          label={t('ownerEmail')}
          type="email"
          value={typed.ownerEmail}
          onChange={(ownerEmail) => change({ ownerEmail })}
        />
        <TextField
          label={t('ownerName')}
          value={typed.ownerName}
          onChange={(ownerName) => change({ ownerName })}
        />
      </div>
      <TextField
        label={t('domain')}
        hint={t('domainHint')}
        value={typed.domain}
        onChange={(domain) => change({ domain })}
      />
      <TextField
        label={t('networks')}
        hint={t('networksHint')}
        rows={2}
        value={typed.networks}
        onChange={(networks) => change({ networks })}
      />
    </>
  );
}

/** From when, until when, and what it costs. */
function Money({ typed, change, isNew }: Fields & { isNew: boolean }) {
  const day = (name: 'from' | 'until', label: string) => (
    <label className="day-field">
      <span>{label}</span>
      <input type="date" value={typed[name]} onChange={(event) => change({ [name]: event.target.value })} />
    </label>
  );
  return (
    <>
      <div className="pair">
        {day('from', t('from'))}
        {day('until', t('untilDay'))}
      </div>
      <div className="pair">
        <TextField
          label={t('orderNumber')}
          value={typed.orderNumber}
          onChange={(orderNumber) => change({ orderNumber })}
        />
        <TextField
          label={t('invoiceTo')}
          rows={2}
          value={typed.invoiceTo}
          onChange={(invoiceTo) => change({ invoiceTo })}
        />
      </div>
      {isNew && (
        <>
          <div className="pair">
            <TextField
              label={t('billSum')}
              hint={t('billHint')}
              value={typed.sum}
              onChange={(sum) => change({ sum })}
              inputMode="decimal"
            />
            <TextField
              label={t('taxRate')}
              value={typed.tax}
              onChange={(tax) => change({ tax })}
              inputMode="decimal"
            />
          </div>
          <Checkbox isSelected={typed.opensAtOnce} onChange={(opensAtOnce) => change({ opensAtOnce })}>
            {t('opensAtOnce')}
          </Checkbox>
        </>
      )}
      <TextField label={t('remark')} value={typed.remark} onChange={(remark) => change({ remark })} />
    </>
  );
}

function startOf(group: GroupLine | null, zone: string) {
  const day = (at: number | null | undefined, back = 0) =>
    at === null || at === undefined ? '' : dayInZone(at - back, zone);
  return {
    name: group?.name ?? '',
    tier: group ? String(group.tier) : '',
    seats: String(group?.seats ?? 10),
    ownerEmail: group?.ownerEmail ?? '',
    ownerName: group?.ownerName ?? '',
    domain: group?.domain ?? '',
    networks: group?.networks.join('\n') ?? '',
    from: day(group?.from ?? Date.now()),
    // The last day is the one before the instant at which it is over.
    until: day(group?.until, 1),
    orderNumber: group?.orderNumber ?? '',
    invoiceTo: group?.invoiceTo ?? '',
    remark: group?.remark ?? '',
    ...{ sum: '', tax: '', currency: 'EUR', opensAtOnce: false },
  };
}

function wishOf(typed: Typed, zone: string) {
  const owner = { email: typed.ownerEmail.trim(), name: typed.ownerName.trim() };
  return {
    name: typed.name.trim(),
    tier: Number(typed.tier),
    seats: Number(typed.seats),
    owner: owner.email === '' ? null : owner,
    domain: typed.domain.trim() || null,
    networks: typed.networks
      .split(/[\n,]/)
      .map((network) => network.trim())
      .filter(Boolean),
    from: startOfDayIn(typed.from, zone),
    until: typed.until === '' ? null : endOfDayIn(typed.until, zone),
    orderNumber: typed.orderNumber.trim(),
    invoiceTo: typed.invoiceTo.trim(),
    remark: typed.remark.trim(),
  };
}

/** Nothing is billed where no sum is written. */
function billOf({ sum, tax, currency }: Typed, { from, until }: { from: number; until: number | null }) {
  const amountMinor = minorOf(sum, currency);
  if (amountMinor === undefined) return null;
  return {
    amountMinor,
    currency,
    taxBp: Math.round(Number(tax.replace(',', '.')) * 100) || 0,
    from,
    to: until,
  };
}
