import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HeldMembership } from '../../shapes/members.ts';
import type { MembershipAct, MembershipView } from '../../shapes/memberships.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Menu } from '../parts/menu.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { memberKey } from './data.ts';
import { t } from './messages.ts';
import { dayInZone, endOfDayIn } from './zone-day.ts';

type Shown = Exclude<MembershipAct, 'change'>;
const MONTH_MS = 30 * 86_400_000;
const shown: readonly Shown[] = [
  'extend-grace',
  'extend',
  'pause',
  'resume',
  'cancel',
  'undo-cancel',
  'withdraw',
  'end',
];
const dated: readonly Shown[] = ['pause', 'extend-grace'];
const dangerous: readonly Shown[] = ['cancel', 'withdraw', 'end'];

/** What can be done to something that is paid for: only what would be accepted now. */
export function MembershipMenu({ one, account }: { one: HeldMembership; account: number }) {
  const [asked, setAsked] = useState<Shown>();
  const { data } = useQuery({
    queryKey: [...memberKey(account), 'membership', one.id],
    queryFn: ({ signal }) => get<MembershipView>(`/memberships/${one.id}`, signal),
  });
  const can = shown.filter((act) => data?.can.includes(act));
  if (can.length === 0) return null;
  return (
    <>
      <Menu
        label={`${t('moreActs')}: ${one.tierName}`}
        entries={can.map((act) => ({
          id: act,
          says: t(`do.${act}`),
          danger: dangerous.includes(act),
          run: () => setAsked(act),
        }))}
      >
        {t('moreActs')} ▾
      </Menu>
      {asked && <ActDialog act={asked} one={one} account={account} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function ActDialog({
  act,
  one,
  account,
  onClose,
}: {
  act: Shown;
  one: HeldMembership;
  account: number;
  onClose(): void;
}) {
  const { zone } = useMe().paper;
  const [day, setDay] = useState(() => dayInZone(Date.now() + MONTH_MS, zone));
  const [months, setMonths] = useState('1');
  const [why, setWhy] = useState('');
  const send = useChange(() => {
    const until = endOfDayIn(day, zone);
    if (act === 'extend-grace') return ask('POST', '/memberships/grace', { memberships: [one.id], until });
    const bodies: Partial<Record<Shown, unknown>> = {
      pause: { until },
      end: { why },
      extend: { months: Number(months) },
    };
    return ask('POST', `/memberships/${one.id}/${act}`, bodies[act] ?? {});
  }, [memberKey(account)]);
  const done = () => {
    say(t(`did.${act}`));
    onClose();
  };
  return (
    <Dialog
      title={t(`do.${act}`)}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t(`do.${act}`)}
          tone={dangerous.includes(act) ? 'danger' : 'main'}
          isDisabled={send.isPending}
          onDo={() => send.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <p>{t(`says.${act}`)}</p>
      {dated.includes(act) && (
        <label className="day-field">
          <span>{t('untilDay')}</span>
          <input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </label>
      )}
      {act === 'extend' && (
        <TextField label={t('monthsMore')} value={months} onChange={setMonths} inputMode="numeric" />
      )}
      {act === 'end' && <TextField label={t('whyGiven')} value={why} onChange={setWhy} />}
      {send.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(send.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}
