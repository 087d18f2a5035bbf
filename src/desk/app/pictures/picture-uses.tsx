import { useState } from 'react';
import { Link } from 'wouter';
import type { PictureDetail, PictureUse } from '../../shapes/pictures.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { removePicture } from './library.ts';
import { t } from './messages.ts';
import { nameOf } from './picture-cell.tsx';

/** Every place that shows a picture; where there is none, it may be removed. */
export function PictureUses({ detail, onRemoved }: { detail: PictureDetail; onRemoved(): void }) {
  const { picture, uses, hidden } = detail;
  const isUsed = uses.length > 0 || hidden;
  return (
    <div className="picture-words">
      {uses.length > 0 && (
        <ul className="picture-uses">
          {uses.map((use) => (
            <li key={`${use.kind} ${use.id}`}>
              <Place use={use} />
              <span className="soft small">{saysOf(use)}</span>
            </li>
          ))}
        </ul>
      )}
      {!isUsed && <p className="soft">{t('unused')}</p>}
      {hidden && <p className="soft">{t('hiddenUse')}</p>}
      {picture.mayEdit && isUsed && <p className="soft small">{t('usedCannot')}</p>}
      {picture.mayEdit && !isUsed && <Remove name={nameOf(picture)} id={picture.id} onRemoved={onRemoved} />}
    </div>
  );
}

function Place({ use }: { use: PictureUse }) {
  const says = use.says || t(use.kind === 'front' ? 'homeFront' : 'unnamed');
  if (use.kind === 'story') return <Link href={`/stories/${use.id}`}>{says}</Link>;
  return <a href={use.path}>{says}</a>;
}

function saysOf({ kind, lead, state }: PictureUse): string {
  const places = { byline: t('portraitOf'), front: t('onFront') };
  const place = kind === 'byline' || kind === 'front' ? places[kind] : lead ? t('asLead') : t('inText');
  const standing = { out: t('useOut'), 'not-out': t('useNotOut'), working: t('useWorking') }[state];
  return `${place} · ${standing}`;
}

function Remove({ name, id, onRemoved }: { name: string; id: number; onRemoved(): void }) {
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    try {
      await removePicture(id);
      say(t('removed', { name }));
      onRemoved();
    } catch (error) {
      sayProblem(error);
      setAsking(false);
    }
  };
  return (
    <div>
      <Button tone="danger" onPress={() => setAsking(true)}>
        {t('remove')}
      </Button>
      <Dialog
        title={t('removeAsk')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onPress={() => setAsking(false)}>{t('keep')}</Button>
            <Button tone="danger" onPress={() => void remove()}>
              {t('removeNow')}
            </Button>
          </>
        }
      >
        <p>{t('removeSays', { name })}</p>
      </Dialog>
    </div>
  );
}
