import { useState } from 'react';
import type { NoteKind } from '../../shapes/acts.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { t } from './messages.ts';

const KINDS: readonly NoteKind[] = ['correction', 'clarification', 'retraction', 'reply', 'change'];

export function NoteDialog({ story, onClose }: { story: number; onClose(): void }) {
  const [kind, setKind] = useState<NoteKind>('correction');
  const [text, setText] = useState('');
  const { isBusy, problem, work } = useWork();
  const publish = () =>
    work(async () => {
      await ask('POST', `/stories/${story}/notes`, { kind, text });
      say(t('noteSaved'));
      onClose();
    });
  return (
    <Dialog
      title={t('addNote')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('publishNote')}
          isDisabled={text.trim() === '' || isBusy}
          onDo={() => void publish()}
          onCancel={onClose}
        />
      }
    >
      <Select
        label={t('noteKind')}
        options={KINDS.map((one) => ({ value: one, says: t(one) }))}
        value={kind}
        onChange={(one) => setKind(one as NoteKind)}
      />
      <TextField
        label={t('noteText')}
        hint={t('noteHint')}
        rows={4}
        value={text}
        onChange={setText}
        autoFocus
      />
      {problem && <Notice tone="bad">{problem}</Notice>}
    </Dialog>
  );
}
