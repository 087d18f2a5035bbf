import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { PictureDetail } from '../../../shapes/pictures.ts';
import { get } from '../../api.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { t } from '../messages.ts';

const AskPicture = lazy(async () => ({ default: (await import('../ask/ask-picture.tsx')).AskPicture }));
type Lead = { media: number; alt: string; caption: string; credit: string };

/** The picture above the text. Its words are the library's where nothing is written here. */
export function LeadField({
  lead,
  isLocked,
  onChange,
}: {
  lead: unknown;
  isLocked: boolean;
  onChange: (lead: Lead | null) => void;
}) {
  const [isAsking, setAsking] = useState(false);
  const chosen = lead as Lead | null | undefined;
  const { data } = useQuery({
    queryKey: ['picture', chosen?.media],
    queryFn: () => get<PictureDetail>(`/pictures/${chosen?.media}`),
    enabled: Boolean(chosen?.media),
  });
  const line = (name: 'alt' | 'caption' | 'credit', label: string) =>
    chosen && (
      <TextField
        label={label}
        value={chosen[name]}
        isReadOnly={isLocked}
        placeholder={data?.picture[name] || t('leadHint')}
        onChange={(value) => onChange({ ...chosen, [name]: value })}
      />
    );
  return (
    <fieldset className="lead-field">
      <legend className="legend">{t('lead')}</legend>
      {chosen ? (
        <>
          {data?.picture.src && <img src={data.picture.src} alt={chosen.alt || data.picture.alt} />}
          {line('alt', t('alt'))}
          {line('caption', t('leadCaption'))}
          {line('credit', t('credit'))}
        </>
      ) : (
        <p className="none">{t('noLead')}</p>
      )}
      {!isLocked && (
        <div className="acts">
          <Button onPress={() => setAsking(true)}>{t('choosePicture')}</Button>
          {chosen && (
            <Button tone="quiet" onPress={() => onChange(null)}>
              {t('removePicture')}
            </Button>
          )}
        </div>
      )}
      {isAsking && (
        <Suspense>
          <AskPicture
            onChoose={(picture) => {
              if (picture.media !== null)
                onChange({ media: picture.media, alt: '', caption: '', credit: '' });
              setAsking(false);
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </fieldset>
  );
}
