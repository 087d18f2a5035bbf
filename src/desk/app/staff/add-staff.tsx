import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '#accounts/staff.js';
import type { StaffList } from '../../shapes/staff.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, TextField } from '../parts/field.tsx';
import { say } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { t } from './messages.ts';
import { RoleFields } from './role-fields.tsx';

type Wish = { name: string; email: string; role: Role; sections: 'all' | readonly number[]; invite: boolean };

/** A new colleague, in four fields. */
export function AddStaff({ sections, onClose }: { sections: StaffList['sections']; onClose(): void }) {
  const [wish, setWish] = useState<Wish>({
    name: '',
    email: '',
    role: 'reporter',
    sections: 'all',
    invite: true,
  });
  const { work, isBusy, problem } = useWork();
  const queries = useQueryClient();
  const add = () =>
    work(async () => {
      await ask('POST', '/staff', wish);
      await queries.invalidateQueries({ queryKey: ['staff'] });
      say(t('added', { name: wish.name }));
      onClose();
    });
  const isReady = wish.name.trim() !== '' && wish.email.includes('@');
  return (
    <Dialog
      title={t('add')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('addIt')}
          isDisabled={isBusy || !isReady}
          onDo={() => void add()}
          onCancel={onClose}
        />
      }
    >
      <TextField
        label={t('name')}
        value={wish.name}
        onChange={(name) => setWish({ ...wish, name })}
        autoFocus
      />
      <TextField
        label={t('email')}
        type="email"
        value={wish.email}
        onChange={(email) => setWish({ ...wish, email })}
        problem={problem}
        validationBehavior="aria"
      />
      <RoleFields value={wish} sections={sections} onChange={(value) => setWish({ ...wish, ...value })} />
      <Checkbox isSelected={wish.invite} onChange={(invite) => setWish({ ...wish, invite })}>
        {t('invite')}
      </Checkbox>
    </Dialog>
  );
}
