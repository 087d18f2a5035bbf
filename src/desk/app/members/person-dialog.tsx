import { useState } from 'react';
import type { MemberReply } from '../../shapes/members.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { listKey, memberKey } from './data.ts';
import { t } from './messages.ts';

/** Corrects name and address. Another address ends every session. */
export function PersonDialog({ member, onClose }: { member: MemberReply; onClose(): void }) {
  const { account, name: nameBefore, email: emailBefore } = member.reader;
  const [name, setName] = useState(nameBefore);
  const [email, setEmail] = useState(emailBefore);
  const save = useChange(
    () => ask('PUT', `/members/${account}/person`, { name, email }),
    [memberKey(account), listKey],
  );
  const done = () => {
    say(t('corrected'));
    onClose();
  };
  return (
    <Dialog
      title={t('correct')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={!email.trim() || save.isPending}
          onDo={() => save.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <TextField label={t('name')} value={name} onChange={setName} autoFocus />
      <TextField
        label={t('email')}
        type="email"
        value={email}
        onChange={setEmail}
        problem={save.error ? wordProblem(save.error) : null}
      />
      {email.trim().toLowerCase() !== emailBefore && <Notice tone="warn">{t('correctNote')}</Notice>}
    </Dialog>
  );
}
