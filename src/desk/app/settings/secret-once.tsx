import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { t } from './messages.ts';

/** A secret that is shown this once. It stays until it is closed by its button. */
export function SecretOnce({
  title,
  hint,
  secret,
  onClose,
}: {
  title: string;
  hint: string;
  secret: string;
  onClose(): void;
}) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(secret);
    setCopied(true);
  };
  return (
    <Dialog
      title={title}
      size="medium"
      isOpen
      mustAnswer
      onClose={onClose}
      footer={
        <>
          <Button onPress={() => void copy()}>{isCopied ? t('copied') : t('copy')}</Button>
          <Button tone="main" onPress={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <p>{hint}</p>
      <output className="secret-once">{secret}</output>
    </Dialog>
  );
}
