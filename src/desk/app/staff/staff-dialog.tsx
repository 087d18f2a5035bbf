import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffLine, StaffList } from '../../shapes/staff.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Switch, TextField } from '../parts/field.tsx';
import { say } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { t } from './messages.ts';
import { RightsFields } from './rights-fields.tsx';
import { RoleFields } from './role-fields.tsx';
import { StaffHelp } from './staff-help.tsx';

type Props = { line: StaffLine; sections: StaffList['sections']; onClose(): void };

/** One person: role, sections, single rights, in or out of service, and help when locked out. */
export function StaffDialog({ line, sections, onClose }: Props) {
  const [wish, setWish] = useState(line);
  const { work, isBusy, problem } = useWork();
  const queries = useQueryClient();
  const save = () =>
    work(async () => {
      const { name, role, sections: where, granted, denied, active } = wish;
      await ask('PATCH', `/staff/${line.id}`, { name, role, sections: where, granted, denied, active });
      await queries.invalidateQueries();
      say(t('saved'));
      onClose();
    });
  return (
    <Dialog
      title={line.name}
      size="side"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={isBusy || !wish.name.trim()}
          onDo={() => void save()}
          onCancel={onClose}
        >
          {problem && <p role="alert">{problem}</p>}
        </Answers>
      }
    >
      <p className="soft">{line.email}</p>
      <TextField label={t('name')} value={wish.name} onChange={(name) => setWish({ ...wish, name })} />
      <RoleFields
        value={wish}
        sections={sections}
        onChange={(value) =>
          setWish({
            ...wish,
            role: value.role,
            sections: value.sections === 'all' ? 'all' : [...value.sections],
          })
        }
      />
      <div>
        <Switch isSelected={wish.active} onChange={(active) => setWish({ ...wish, active })}>
          {t('active')}
        </Switch>
        <p className="soft small">{t('activeSays')}</p>
      </div>
      <RightsFields value={wish} onChange={(value) => setWish({ ...wish, ...value })} />
      <StaffHelp line={line} onDone={onClose} />
    </Dialog>
  );
}
