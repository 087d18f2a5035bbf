import { useState } from 'react';
import type { HeldMembership, MemberReply } from '../../shapes/members.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { say } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { memberKey } from './data.ts';
import { MembershipMenu } from './membership-menu.tsx';
import { t } from './messages.ts';
import { Day, wordMoney, wordSource, wordState } from './words.tsx';

/** What somebody holds now, and what they held. */
export function Held({ member }: { member: MemberReply }) {
  const now = member.memberships.filter(({ standing }) => standing !== 'ended');
  const over = member.memberships.filter(({ standing }) => standing === 'ended');
  return (
    <section className="block" aria-label={t('holds')}>
      <h2>{t('holds')}</h2>
      {now.length === 0 && <p className="soft">{t('holdsNothing')}</p>}
      <ul className="held">
        {now.map((one) => (
          <HeldLine key={one.id} one={one} member={member} />
        ))}
      </ul>
      {over.length > 0 && (
        <details>
          <summary>{t('heldBefore', { count: over.length })}</summary>
          <ul className="held over">
            {over.map((one) => (
              <HeldLine key={one.id} one={one} member={member} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const FREE: readonly string[] = ['given', 'imported', 'code'];

function HeldLine({ one, member }: { one: HeldMembership; member: MemberReply }) {
  const [isAsked, setAsked] = useState(false);
  const { id } = { id: member.reader.account };
  const end = useChange(
    () => ask('POST', `/members/${id}/given/${one.id}/end`, { why: '' }),
    [memberKey(id)],
  );
  const isOver = one.standing === 'ended';
  return (
    <li>
      <div>
        <p className="tier-line">
          <strong>{one.tierName}</strong>
          <span className={one.standing === 'grace' ? 'is-late' : 'soft'}>{wordState(one.standing)}</span>
        </p>
        <p className="soft second">
          {[
            wordSource(one.source),
            one.money &&
              `${wordMoney(one.money.amountMinor, one.money.currency)} ${t(one.money.period === 'year' ? 'aYear' : 'aMonth')}`,
            one.ref,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {one.remark && <p className="soft second">{one.remark}</p>}
      </div>
      <dl className="times figures">
        <Term says={t('since')} at={one.accessFrom} />
        {one.paidUntil !== null && one.paidUntil !== one.accessUntil && (
          <Term says={t('paidUntil')} at={one.paidUntil} />
        )}
        <Term says={t(isOver ? 'endedOn' : 'opensUntil')} at={one.accessUntil} />
        {one.next && <Term says={t('changesOn')} at={one.next.at} />}
      </dl>
      <div className="row-acts">
        {!isOver && FREE.includes(one.source) && (
          <Button tone="quiet" onPress={() => setAsked(true)}>
            {t('takeBack')}
          </Button>
        )}
        {!FREE.includes(one.source) && <MembershipMenu one={one} account={id} />}
      </div>
      {isAsked && (
        <ConfirmDialog
          title={t('takeBackTitle', { tier: one.tierName })}
          says={t('takeBackSays', { name: member.reader.name || member.reader.email })}
          verb={t('takeBack')}
          onConfirm={async () => {
            await end.mutateAsync(undefined);
            say(t('takenBack', { tier: one.tierName }));
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
}

function Term({ says, at }: { says: string; at: number | null }) {
  return (
    <div>
      <dt>{says}</dt>
      <dd>{at === null ? t('withoutEnd') : <Day at={at} />}</dd>
    </div>
  );
}
