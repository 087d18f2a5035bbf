import type { PictureReply } from '../../shapes/pictures.ts';
import { Button } from '../parts/button.tsx';
import { t } from './messages.ts';
import { clearUploads, type Upload, useUploads } from './uploads.ts';

/** What is on its way and what became of each file, in a corner; on a phone below everything. */
export function UploadTray({ onOpen }: { onOpen(picture: PictureReply): void }) {
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  const isDone = uploads.every(({ state }) => state.is === 'there' || state.is === 'refused');
  return (
    <section className="upload-tray" aria-label={t('uploads')}>
      <header>
        <h2>{t('uploads')}</h2>
        {isDone && (
          <Button tone="quiet" onPress={clearUploads}>
            {t('hide')}
          </Button>
        )}
      </header>
      <ul aria-live="polite">
        {inOrder(uploads).map((upload) => (
          <li key={upload.key}>
            <span className="upload-name">{upload.name}</span>
            <Standing upload={upload} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What wants a look comes first, what is done last. */
function inOrder(uploads: readonly Upload[]): Upload[] {
  const rank = { refused: 0, coming: 1, waiting: 2, there: 3 } as const;
  return uploads.toSorted((one, other) => rank[one.state.is] - rank[other.state.is]);
}

function Standing({
  upload: { name, state },
  onOpen,
}: {
  upload: Upload;
  onOpen(picture: PictureReply): void;
}) {
  if (state.is === 'waiting') return <span className="soft">{t('waiting')}</span>;
  if (state.is === 'refused') return <span className="bad">{state.says}</span>;
  if (state.is === 'coming') {
    const percent = Math.round(state.share * 100);
    return (
      <>
        <progress value={percent} max={100} aria-label={name} />
        <span className="soft figures">{percent < 100 ? t('coming', { percent }) : t('checking')}</span>
      </>
    );
  }
  const { picture, known, renamed } = state.answer;
  const needsWords = picture.is !== 'file' && picture.alt === '';
  return (
    <>
      <span className="good">
        {known ? t('known') : renamed ? t('renamed', { name: picture.name }) : t('added')}
      </span>
      <Button tone="quiet" onPress={() => onOpen(picture)}>
        {needsWords ? t('describe') : t('open')}
      </Button>
    </>
  );
}
