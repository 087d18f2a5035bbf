import { FileTrigger } from 'react-aria-components';
import { Button, type Tone } from '../parts/button.tsx';
import { t } from './messages.ts';

/** Opens the machine's own choice of files; on a phone the camera is among them. */
export function AddButton({ onFiles, tone = 'main' }: { onFiles(files: File[]): void; tone?: Tone }) {
  return (
    <FileTrigger allowsMultiple onSelect={(files) => files && onFiles([...files])}>
      <Button tone={tone}>{t('add')}</Button>
    </FileTrigger>
  );
}
