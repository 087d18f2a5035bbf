import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { t } from '../messages.ts';
import { cleanSource } from './clean-source.ts';

/** A picture for a story: one of the library, or of an address as long as it is not in the library. */
export type Chosen = {
  media: number | null;
  src: string | null;
  alt: string;
  caption: string;
  credit: string;
};

export function AskPicture({
  onChoose,
  onClose,
}: {
  onChoose: (picture: Chosen) => void;
  onClose: () => void;
}) {
  const [address, setAddress] = useState('');
  const src = cleanSource(address);
  return (
    <Dialog
      title={t('choosePicture')}
      isOpen
      onClose={onClose}
      footer={
        <Button
          tone="main"
          isDisabled={src === null}
          onPress={() => onChoose({ media: null, src, alt: '', caption: '', credit: '' })}
        >
          {t('place')}
        </Button>
      }
    >
      <TextField label={t('pictureAddress')} value={address} onChange={setAddress} autoFocus />
    </Dialog>
  );
}
