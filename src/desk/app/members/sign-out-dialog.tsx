import type { MemberReply } from '../../shapes/members.ts';
import { ask } from '../api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { say } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { memberKey } from './data.ts';
import { t } from './messages.ts';

export function SignOutDialog({ member, onClose }: { member: MemberReply; onClose(): void }) {
  const { account } = member.reader;
  const end = useChange(() => ask('POST', `/members/${account}/sign-out`), [memberKey(account)]);
  return (
    <ConfirmDialog
      title={t('signOut')}
      says={t('signOutSays', { count: member.sessions })}
      verb={t('signOutNow')}
      onConfirm={async () => {
        await end.mutateAsync(undefined);
        say(t('signedOut'));
      }}
      onClose={onClose}
    />
  );
}
