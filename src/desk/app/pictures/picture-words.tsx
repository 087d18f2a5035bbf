import { useState } from 'react';
import type { PictureChange } from '../../pictures-change.ts';
import type { PictureReply } from '../../shapes/pictures.ts';
import { TextField } from '../parts/field.tsx';
import { t } from './messages.ts';

type Name = 'alt' | 'caption' | 'credit' | 'title' | 'creator' | 'source';

/** What is said about a picture. Each field is kept when one leaves it. */
export function PictureWords({
  picture,
  onChange,
}: {
  picture: PictureReply;
  onChange(change: PictureChange): void;
}) {
  const field = (name: Name, label: Parameters<typeof t>[0]) => ({
    label: t(label),
    value: picture[name],
    isReadOnly: !picture.mayEdit,
    onKeep: (text: string) => onChange({ [name]: text }),
  });
  return (
    <div className="picture-words">
      {picture.is !== 'file' && (
        <Kept
          {...field('alt', 'alt')}
          hint={picture.alt === '' ? `${t('altHint')} ${t('altMissing')}` : t('altHint')}
          rows={2}
          autoFocus={picture.mayEdit && picture.alt === ''}
        />
      )}
      <Kept {...field('caption', 'caption')} rows={3} />
      <Kept {...field('credit', 'credit')} hint={t('creditHint')} />
      <Kept {...field('title', 'pictureTitle')} hint={t('titleHint')} />
      <div className="two">
        <Kept {...field('creator', 'creator')} />
        <Kept {...field('source', 'source')} />
      </div>
    </div>
  );
}

/** A field that keeps what was written when one leaves it. What somebody else wrote meanwhile shows where one is not. */
export function Kept({
  label,
  value,
  hint,
  rows,
  isReadOnly,
  autoFocus = false,
  onKeep,
}: {
  label: string;
  value: string;
  hint?: string;
  rows?: number;
  isReadOnly: boolean;
  autoFocus?: boolean;
  onKeep(text: string): void;
}) {
  const [written, setWritten] = useState<string | null>(null);
  const keep = () => {
    if (written !== null && written !== value) onKeep(written);
    setWritten(null);
  };
  return (
    <TextField
      label={label}
      value={written ?? value}
      onChange={setWritten}
      onBlur={keep}
      isReadOnly={isReadOnly}
      autoFocus={autoFocus}
      {...(hint && { hint })}
      {...(rows && { rows })}
    />
  );
}
