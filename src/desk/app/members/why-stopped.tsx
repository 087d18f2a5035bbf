import { Dialog } from '../parts/dialog.tsx';
import { t } from './messages.ts';

/** Why a reader was stopped at a story's gate. */
export function WhyStopped({ onClose }: { reader: { account: number; email: string }; onClose(): void }) {
  return (
    <Dialog title={t('why')} isOpen onClose={onClose}>
      <p>{t('whyHint')}</p>
    </Dialog>
  );
}
