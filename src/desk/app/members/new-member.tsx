import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { useWork } from '../parts/use-work.ts';
import { listKey } from './data.ts';
import { t } from './messages.ts';

/** Makes a reader of somebody who asked by letter or at the counter. They get no letter by that. */
export function NewMember({ onClose }: { onClose(): void }) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const { work, isBusy, problem } = useWork();
  const known = useQueryClient();
  const [, go] = useLocation();
  const add = () =>
    work(async () => {
      const { id } = await ask<{ id: number }>('POST', '/members', { email, name });
      await known.invalidateQueries({ queryKey: listKey });
      go(`/members/person/${id}`);
    });
  return (
    <Dialog
      title={t('addMember')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('add')}
          isDisabled={!email.trim() || isBusy}
          onDo={() => void add()}
          onCancel={onClose}
        />
      }
    >
      <TextField
        label={t('email')}
        type="email"
        value={email}
        onChange={setEmail}
        autoFocus
        problem={problem}
      />
      <TextField label={t('name')} value={name} onChange={setName} />
      <Notice tone="plain">{t('addMemberNote')}</Notice>
    </Dialog>
  );
}
