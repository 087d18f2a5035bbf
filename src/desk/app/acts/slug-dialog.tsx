import { useState } from 'react';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { say } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { t } from './messages.ts';

export function SlugDialog({ story, slug, onClose }: { story: number; slug: string; onClose(): void }) {
  const [wanted, setWanted] = useState(slug);
  const { isBusy, problem, work } = useWork();
  const save = () =>
    work(async () => {
      await ask('PUT', `/stories/${story}/slug`, { slug: wanted });
      say(t('slugSaved'));
      onClose();
    });
  return (
    <Dialog
      title={t('changeSlug')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('changeSlug')}
          isDisabled={wanted.trim() === '' || wanted === slug || isBusy}
          onDo={() => void save()}
          onCancel={onClose}
        />
      }
    >
      <TextField
        label={t('slug')}
        hint={t('slugHint')}
        problem={problem}
        value={wanted}
        onChange={setWanted}
        autoFocus
      />
    </Dialog>
  );
}
