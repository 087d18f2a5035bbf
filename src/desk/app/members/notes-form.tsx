import { useState } from 'react';
import type { MemberReply } from '../../shapes/members.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { frameKey, listKey, memberKey } from './data.ts';
import { t } from './messages.ts';

/** What colleagues should know of somebody. */
export function NotesForm({ member }: { member: MemberReply }) {
  const { account } = member.reader;
  const [remark, setRemark] = useState(member.reader.remark);
  const [labels, setLabels] = useState(member.reader.labels.join(', '));
  const save = useChange(
    () => ask('PUT', `/members/${account}/notes`, { remark, labels: labels.split(',') }),
    [memberKey(account), listKey, frameKey],
  );
  const isOther = remark !== member.reader.remark || labels !== member.reader.labels.join(', ');
  return (
    <form
      className="block notes"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, { onSuccess: () => say(t('notesSaved')), onError: sayProblem });
      }}
    >
      <h2>{t('notes')}</h2>
      <TextField label={t('remark')} rows={2} value={remark} onChange={setRemark} />
      <TextField label={t('labels')} hint={t('labelsHint')} value={labels} onChange={setLabels} />
      {isOther && (
        <Button type="submit" isDisabled={save.isPending}>
          {t('save')}
        </Button>
      )}
    </form>
  );
}
