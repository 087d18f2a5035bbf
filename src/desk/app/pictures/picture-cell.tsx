import type { PictureReply } from '../../shapes/pictures.ts';
import { t } from './messages.ts';

/** One picture of the grid. `isReached` is the one that Tab leads to. */
export function PictureCell({
  picture,
  at,
  isReached,
  isChosen,
  onReach,
  onOpen,
}: {
  picture: PictureReply;
  at: number;
  isReached: boolean;
  isChosen: boolean;
  onReach(): void;
  onOpen(): void;
}) {
  const marks = marksOf(picture);
  return (
    <div role="listitem" className="picture-cell" data-at={at}>
      <button
        type="button"
        tabIndex={isReached ? 0 : -1}
        onFocus={onReach}
        onClick={onOpen}
        {...(isChosen && { 'aria-current': 'true' as const })}
      >
        <span className="picture-thumb">
          {picture.src ? (
            <img src={picture.src} alt="" loading="lazy" decoding="async" />
          ) : (
            <span className="picture-file">{picture.name.split('.').at(-1)}</span>
          )}
        </span>
        <span className="picture-name">{nameOf(picture)}</span>
        <span className="picture-small">
          {marks.length > 0 ? (
            <span className={picture.problem?.blocks ? 'bad' : 'warn'}>{marks.join(' · ')}</span>
          ) : (
            picture.credit || ' '
          )}
        </span>
      </button>
    </div>
  );
}

/** What a person would call it. */
export function nameOf({ title, caption, alt, name }: PictureReply): string {
  return title || caption || alt || name || t('unnamed');
}

/** What is wrong with it, the worst first. */
export function marksOf({ is, alt, problem }: PictureReply): string[] {
  const marks: string[] = [];
  if (problem?.code === 'expired') marks.push(t('expiredMark'));
  if (problem?.code === 'barred') marks.push(t('barredMark'));
  if (problem?.code === 'expires-soon') marks.push(t('soonMark'));
  if (is !== 'file' && alt === '') marks.push(t('noAltMark'));
  return marks;
}
