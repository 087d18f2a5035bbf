import { type ReactNode, useState } from 'react';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/states.tsx';
import { useWork } from '../parts/use-work.ts';
import { t } from './messages.ts';

/**
 * Asks into what something is merged, and says first what will happen.
 *
 * choose  draws the way to choose; it is given what is chosen and how to choose another
 * says    what merging into the chosen one does, in words and numbers
 */
export function MergeDialog<One extends { id: number; name: string }>({
  from,
  choose,
  says,
  onMerge,
  onClose,
}: {
  from: One;
  choose(chosen: One | null, onChoose: (one: One | null) => void): ReactNode;
  says(into: One): string;
  onMerge(into: One): Promise<unknown>;
  onClose(): void;
}) {
  const [into, setInto] = useState<One | null>(null);
  const { work, isBusy, problem } = useWork();
  const merge = (chosen: One) =>
    work(async () => {
      await onMerge(chosen);
      onClose();
    });
  return (
    <Dialog
      title={t('mergeTitle', { name: from.name })}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('mergeNow')}
          tone="danger"
          isDisabled={!into || isBusy}
          onDo={() => into && void merge(into)}
          onCancel={onClose}
        />
      }
    >
      {choose(into, setInto)}
      <div role="status">{into && <Notice tone="warn">{says(into)}</Notice>}</div>
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
    </Dialog>
  );
}
