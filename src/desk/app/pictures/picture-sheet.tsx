import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PictureDetail, PictureReply } from '../../shapes/pictures.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { wordTime } from '../parts/times.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { CropDesk } from './crop-desk.tsx';
import { wordDate, wordSize, wordTaken } from './dates.ts';
import { useChangePicture, usePicture } from './library.ts';
import { t } from './messages.ts';
import { nameOf } from './picture-cell.tsx';
import { PictureRights, RightsNotice } from './picture-rights.tsx';
import { PictureUses } from './picture-uses.tsx';
import { PictureWords } from './picture-words.tsx';

/** One picture with all that is known of it. What is changed is kept as one goes; there is no button to save it. */
export function PictureSheet({
  id,
  onClose,
  previous,
  next,
  onOpen,
}: {
  id: number;
  onClose(): void;
  previous?: PictureReply | undefined;
  next?: PictureReply | undefined;
  onOpen(picture: PictureReply): void;
}) {
  const { data, error, refetch } = usePicture(id);
  const turn = (to: PictureReply | undefined, says: string, sign: string) => (
    <Button tone="quiet" isDisabled={!to} aria-label={says} onPress={() => to && onOpen(to)}>
      {sign}
    </Button>
  );
  return (
    <Dialog
      title={data ? nameOf(data.picture) : t('title')}
      isOpen
      onClose={onClose}
      size="wide"
      footer={
        <>
          {turn(previous, t('previous'), '←')}
          {turn(next, t('next'), '→')}
        </>
      }
    >
      {error && <Problem error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting lines={10} />}
      {data && <Sheet detail={data} onClose={onClose} />}
    </Dialog>
  );
}

function Sheet({ detail, onClose }: { detail: PictureDetail; onClose(): void }) {
  const { picture } = detail;
  const [tab, setTab] = useState('words');
  const client = useQueryClient();
  const change = useChangePicture(picture.id);
  const keep = (wanted: Parameters<typeof change.mutate>[0]) =>
    change.mutate(wanted, { onError: sayProblem });
  const isCut = picture.is === 'picture' || picture.is === 'drawing';
  const removed = () => {
    void client.invalidateQueries({ queryKey: ['pictures', 'list'] });
    onClose();
  };
  return (
    <div className={`picture-sheet ${tab === 'place' ? 'cutting' : ''}`}>
      {tab !== 'place' && <Look detail={detail} />}
      <div className="picture-side">
        {!picture.mayEdit && <p className="soft">{t('notYours')}</p>}
        {tab !== 'rights' && picture.problem?.blocks && <RightsNotice problem={picture.problem} />}
        <Tabs
          label={t('saysOf')}
          chosen={tab}
          onChoose={setTab}
          tabs={[
            { id: 'words', says: t('words'), panel: <PictureWords picture={picture} onChange={keep} /> },
            ...(isCut
              ? [{ id: 'place', says: t('place'), panel: <CropDesk picture={picture} onChange={keep} /> }]
              : []),
            {
              id: 'rights',
              says: t('rightsTab'),
              panel: <PictureRights picture={picture} onChange={keep} />,
            },
            {
              id: 'uses',
              says: t('uses'),
              count: detail.uses.length,
              panel: <PictureUses detail={detail} onRemoved={removed} />,
            },
          ]}
        />
        <Saved isSaving={change.isPending} at={change.isSuccess ? change.submittedAt : null} />
      </div>
    </div>
  );
}

function Look({ detail: { picture, uploadedAt, uploadedBy } }: { detail: PictureDetail }) {
  const { zone } = useMe().paper;
  const date = wordDate(uploadedAt, zone);
  const size = wordSize(picture.sizeBytes);
  const { width, height } = picture;
  return (
    <figure className="picture-look">
      {picture.large ? (
        <img src={picture.large} alt={picture.alt} />
      ) : (
        <span className="picture-file">{picture.name.split('.').at(-1)}</span>
      )}
      <figcaption>
        <span>{picture.name}</span>
        <span>{width && height ? t('pixels', { width, height, size }) : size}</span>
        {picture.takenAt && <span>{t('taken', { date: wordTaken(picture.takenAt) })}</span>}
        <span>{uploadedBy ? t('broughtBy', { date, name: uploadedBy }) : t('brought', { date })}</span>
        {picture.is === 'file' && picture.address && <a href={picture.address}>{t('openFile')}</a>}
      </figcaption>
    </figure>
  );
}

function Saved({ isSaving, at }: { isSaving: boolean; at: number | null }) {
  const { zone } = useMe().paper;
  return (
    <p className="picture-saved soft small" role="status">
      {isSaving ? t('saving') : at ? t('saved', { time: wordTime(at, zone, 'clock') }) : ' '}
    </p>
  );
}
