import './pictures.css';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { PictureReply } from '../../shapes/pictures.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { SearchField, TextField } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { AddButton } from './add-button.tsx';
import { DropPlace } from './drop-place.tsx';
import { useChangePicture, useLibrary } from './library.ts';
import { t } from './messages.ts';
import { PictureGrid } from './picture-grid.tsx';
import { RightsNotice } from './picture-rights.tsx';
import { UploadTray } from './upload-tray.tsx';
import { addFiles } from './uploads.ts';

/** A picture as a story or a front takes it. `src` is a size fit for a column; pixels are the picture's own. */
export type ChosenPicture = {
  id: number;
  alt: string;
  caption: string;
  credit: string;
  width: number;
  height: number;
  src: string;
};

/**
 * Lets somebody choose a picture of the library, or add one on the way. Without alternative text it is asked for here.
 * A picture whose rights have ended cannot be chosen.
 */
export function PictureChooser({
  onChoose,
  onClose,
}: {
  onChoose(picture: ChosenPicture): void;
  onClose(): void;
}) {
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<PictureReply | null>(null);
  const list = useLibrary(useDeferredValue(words), 'picture');
  const pictures = useMemo(() => list.data?.pages.flatMap((page) => page.pictures) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const add = async (files: File[]) => {
    const [first] = await addFiles(files);
    if (first && first.picture.is !== 'file') setChosen(first.picture);
  };
  return (
    <Dialog title={t('choose')} isOpen onClose={onClose} size="wide">
      <DropPlace onFiles={(files) => void add(files)}>
        <div className="picture-chooser">
          <div className="chooser-head">
            <SearchField
              label={t('search')}
              placeholder={t('search')}
              value={words}
              onChange={setWords}
              autoFocus
            />
            <AddButton tone="plain" onFiles={(files) => void add(files)} />
          </div>
          {list.error && <Problem error={list.error} again={() => void list.refetch()} />}
          {list.isPending && <Waiting />}
          {list.data && pictures.length === 0 && (
            <Empty title={words ? t('nothingFound') : t('empty')}>
              {words ? t('nothingFoundHint') : t('chooseHint')}
            </Empty>
          )}
          {pictures.length > 0 && (
            <PictureGrid pictures={pictures} chosen={chosen?.id ?? null} onOpen={setChosen} more={more} />
          )}
          {chosen && (
            <Chosen key={chosen.id} picture={chosen} onChoose={onChoose} onBack={() => setChosen(null)} />
          )}
          <UploadTray onOpen={setChosen} />
        </div>
      </DropPlace>
    </Dialog>
  );
}

function Chosen({
  picture,
  onChoose,
  onBack,
}: {
  picture: PictureReply;
  onChoose(picture: ChosenPicture): void;
  onBack(): void;
}) {
  const [alt, setAlt] = useState(picture.alt);
  const change = useChangePicture(picture.id);
  const { id, caption, credit, width, height, large, problem } = picture;
  const isBarred = problem?.blocks ?? false;
  const use = async () => {
    const text = alt.trim();
    try {
      // The library takes over what it lacks; other words are this story's own.
      if (picture.mayEdit && picture.alt === '' && text !== '') await change.mutateAsync({ alt: text });
      onChoose({ id, alt: text, caption, credit, width: width ?? 0, height: height ?? 0, src: large ?? '' });
    } catch (error) {
      sayProblem(error);
    }
  };
  return (
    <div className="chooser-chosen">
      {picture.src && <img src={picture.src} alt="" />}
      <div className="picture-words">
        {isBarred && <RightsNotice problem={problem} />}
        <TextField
          label={t('alt')}
          hint={t('altHint')}
          value={alt}
          onChange={setAlt}
          rows={2}
          autoFocus={!isBarred}
        />
        <div className="chooser-acts">
          <Button onPress={onBack}>{t('cancel')}</Button>
          <Button tone="main" isDisabled={isBarred || !large} onPress={() => void use()}>
            {t('use')}
          </Button>
        </div>
      </div>
    </div>
  );
}
