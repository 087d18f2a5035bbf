import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { t } from '../messages.ts';
import { cleanSource } from './clean-source.ts';

/** The address of something of another site. */
export function AskEmbed({ onPlace, onClose }: { onPlace: (url: string) => void; onClose: () => void }) {
  const [address, setAddress] = useState('');
  const [tried, setTried] = useState(false);
  const url = cleanSource(address);
  const done = () => (url ? onPlace(url) : setTried(true));
  return (
    <Dialog
      title={t('embed')}
      isOpen
      onClose={onClose}
      footer={
        <Button tone="main" onPress={done}>
          {t('place')}
        </Button>
      }
    >
      <TextField
        label={t('embedAddress')}
        value={address}
        onChange={setAddress}
        autoFocus
        problem={tried && !url ? t('embedWrong') : null}
        onKeyDown={(event) => event.key === 'Enter' && done()}
      />
    </Dialog>
  );
}
