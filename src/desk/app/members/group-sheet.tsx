import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { GroupLine, GroupReply, InvitedReply, SeatView } from '../../shapes/codes.ts';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice, Problem, Waiting } from '../parts/states.tsx';
import { say, sayProblem, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { GroupForm } from './group-form.tsx';
import { type MembersText, t } from './messages.ts';
import { Day, wordMoney, wordPaymentState } from './words.tsx';

const groupsKey = ['members', 'groups'] as const;

/** One group: its seats and who sits on them, its bill, and what can be done. */
export function GroupSheet({ id, onClose }: { id: GroupLine['id']; onClose(): void }) {
  const [asked, setAsked] = useState<'change' | 'end'>();
  const { data, error } = useQuery({
    queryKey: [...groupsKey, 'one', id],
    queryFn: ({ signal }) => get<GroupReply>(`/groups/${id}`, signal),
  });
  const end = useChange(() => ask('POST', `/groups/${id}/end`), [groupsKey]);
  if (asked === 'change' && data) {
    return <GroupForm group={data.group} onClose={() => setAsked(undefined)} />;
  }
  return (
    <Dialog
      title={data?.group.name ?? t('groups')}
      size="side"
      isOpen
      onClose={onClose}
      footer={
        data && (
          <>
            {data.group.standing !== 'ended' && (
              <Button tone="danger" onPress={() => setAsked('end')}>
                {t('endGroup')}
              </Button>
            )}
            <Button onPress={() => setAsked('change')}>{t('changeGroup')}</Button>
          </>
        )
      }
    >
      {error && <Problem error={error} />}
      {!data && !error && <Waiting />}
      {data && <Facts reply={data} />}
      {data && data.group.standing !== 'ended' && <Invite id={id} />}
      {data && <Seats id={id} seats={data.seats} />}
      {asked === 'end' && (
        <ConfirmDialog
          title={t('endGroup')}
          says={t('endGroupSays', { count: data?.group.used ?? 0 })}
          verb={t('endGroup')}
          onConfirm={() => end.mutateAsync(undefined)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Dialog>
  );
}

function Facts({ reply: { group, bill } }: { reply: GroupReply }) {
  return (
    <dl className="times figures">
      <div>
        <dt>{t('tier')}</dt>
        <dd>{group.tierName}</dd>
      </div>
      <div>
        <dt>{t('seats')}</dt>
        <dd>
          {group.used} / {group.seats}
        </dd>
      </div>
      <div>
        <dt>{t('state')}</dt>
        <dd>{t(`group.${group.standing}` as MembersText)}</dd>
      </div>
      <div>
        <dt>{t('until')}</dt>
        <dd>{group.until === null ? t('withoutEnd') : <Day at={group.until} />}</dd>
      </div>
      {group.owner !== null && (
        <div>
          <dt>{t('ownerOf')}</dt>
          <dd>
            <Link href={`/members/person/${group.owner}`}>{group.ownerName || group.ownerEmail}</Link>
          </dd>
        </div>
      )}
      {bill && (
        <div>
          <dt>{t('bill')}</dt>
          <dd>
            {wordMoney(bill.amountMinor, bill.currency)}, {wordPaymentState(bill.state)} {bill.number}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Invite({ id }: { id: GroupLine['id'] }) {
  const [emails, setEmails] = useState('');
  const invite = useChange(() => ask<InvitedReply>('POST', `/groups/${id}/invite`, { emails }), [groupsKey]);
  const done = ({ invited }: InvitedReply) => {
    setEmails('');
    say(t('invited', { count: invited.length }));
  };
  return (
    <form
      className="invite"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate(undefined, { onSuccess: done });
      }}
    >
      <TextField
        label={t('invite')}
        hint={t('inviteHint')}
        rows={2}
        value={emails}
        onChange={setEmails}
        problem={invite.error ? wordProblem(invite.error) : null}
      />
      <Button type="submit" isDisabled={!emails.trim() || invite.isPending}>
        {t('inviteNow')}
      </Button>
    </form>
  );
}

function Seats({ id, seats }: { id: GroupLine['id']; seats: readonly SeatView[] }) {
  const back = useChange((seat: number) => ask('POST', `/groups/${id}/seats/${seat}/back`), [groupsKey]);
  if (seats.length === 0) return <Notice tone="plain">{t('noSeats')}</Notice>;
  return (
    <ul className="seats">
      {seats.map((seat) => (
        <li key={seat.id}>
          <span>
            {seat.name || seat.email}
            <span className="soft second">
              {seat.name && `${seat.email} · `}
              {t(`seat.${seat.state}` as MembersText)}
            </span>
          </span>
          {seat.state !== 'left' && (
            <Button
              tone="quiet"
              aria-label={`${t('takeSeat')}: ${seat.email}`}
              onPress={() => back.mutate(seat.id, { onError: sayProblem })}
            >
              {t('takeSeat')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
