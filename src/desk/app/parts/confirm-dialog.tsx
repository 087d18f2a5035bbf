import { Answers } from './answers.tsx';
import { Dialog } from './dialog.tsx';
import { sayProblem } from './toast.tsx';
import { useWork } from './use-work.ts';

/**
 * Asks once more before something that cannot be taken back. What is refused is said, and the question stays.
 *
 * verb       what is done, on the button that does it
 * onConfirm  does it; the dialogue closes once it is done
 */
export function ConfirmDialog({
  title,
  says,
  verb,
  onConfirm,
  onClose,
}: {
  title: string;
  says: string;
  verb: string;
  onConfirm(): Promise<unknown>;
  onClose(): void;
}) {
  const { work, isBusy } = useWork(sayProblem);
  const confirm = () =>
    work(async () => {
      await onConfirm();
      onClose();
    });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          tone="danger"
          verb={verb}
          isDisabled={isBusy}
          onDo={() => void confirm()}
          onCancel={onClose}
        />
      }
    >
      <p>{says}</p>
    </Dialog>
  );
}
