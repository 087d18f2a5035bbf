import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { LeavingReply, MemberReply } from '../../shapes/members.ts';
import { ask, get } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice, Waiting } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { memberKey } from './data.ts';
import { t } from './messages.ts';

/** Says what goes and what the law keeps, and deletes the account for somebody who asked for it. */
export function DeleteReader({ member, onClose }: { member: MemberReply; onClose(): void }) {
  const { account, name, email } = member.reader;
  const [, go] = useLocation();
  const { data, error } = useQuery({
    queryKey: [...memberKey(account), 'leaving'],
    queryFn: ({ signal }) => get<LeavingReply>(`/members/${account}/leaving`, signal),
    staleTime: 0,
  });
  const remove = useChange(() => ask('POST', `/members/${account}/delete`), [['members', 'list']]);
  const done = () => {
    say(t('deleted', { name: name || email }));
    go('/members');
  };
  const problem = error ?? remove.error;
  return (
    <Dialog
      title={t('deleteTitle', { name: name || email })}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          tone="danger"
          verb={t('deleteNow')}
          isDisabled={!data || remove.isPending}
          onDo={() => remove.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      {!data && !error && <Waiting lines={3} />}
      {data && <Goes leaving={data} />}
      {problem && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(problem)}</Notice>
        </div>
      )}
    </Dialog>
  );
}

function Goes({ leaving }: { leaving: LeavingReply }) {
  const { memberships, vouchers, groups, receipts, openInvoices } = leaving;
  return (
    <>
      <p>{t('deleteGoes')}</p>
      <ul className="benefits">
        {memberships.map(({ tier, isPaid }) => (
          <li key={tier}>{t(isPaid ? 'deletePaid' : 'deleteHeld', { tier })}</li>
        ))}
        {vouchers > 0 && <li>{t('deleteVouchers', { count: vouchers })}</li>}
        {groups.map((group) => (
          <li key={group}>{t('deleteGroup', { group })}</li>
        ))}
        {openInvoices > 0 && <li>{t('deleteInvoices', { count: openInvoices })}</li>}
      </ul>
      <p>{t('deleteKeeps', { count: receipts })}</p>
    </>
  );
}
