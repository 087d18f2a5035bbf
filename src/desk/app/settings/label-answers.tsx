import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { t } from './messages.ts';

/** The answers below a section, a topic or a person. `onMerge` is null while it is new: there is nothing to merge yet. */
export function LabelAnswers({
  isDisabled,
  onSave,
  onCancel,
  onMerge,
}: {
  isDisabled: boolean;
  onSave(): void;
  onCancel(): void;
  onMerge: (() => void) | null;
}) {
  return (
    <Answers verb={t('save')} isDisabled={isDisabled} onDo={onSave} onCancel={onCancel}>
      {onMerge && (
        <Button tone="quiet" onPress={onMerge} className="at-start">
          {t('merge')}
        </Button>
      )}
    </Answers>
  );
}
