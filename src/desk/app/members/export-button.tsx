import { Button } from '../parts/button.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import type { Narrowing } from './data.ts';
import { t } from './messages.ts';
import { saveFile } from './save-file.ts';

/** The members who fit as a table. Whoever takes it is written down. */
export function ExportButton({ narrowing, isDisabled }: { narrowing: Narrowing; isDisabled: boolean }) {
  const { work, isBusy } = useWork(sayProblem);
  const take = () =>
    work(async () => saveFile(`/members/export?${new URLSearchParams(narrowing)}`, 'members.csv'));
  return (
    <Button isDisabled={isDisabled || isBusy} onPress={() => void take()}>
      {t('export')}
    </Button>
  );
}
