import './pictures.css';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { PictureReply } from '../../shapes/pictures.ts';
import { useCommands } from '../commands.ts';
import { useHolds } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { type Option, SearchField, Select } from '../parts/field.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { AddButton } from './add-button.tsx';
import { DropPlace } from './drop-place.tsx';
import { type LibraryFilter, useLibrary, useRightsTrouble } from './library.ts';
import { t } from './messages.ts';
import { PictureGrid } from './picture-grid.tsx';
import { PictureSheet } from './picture-sheet.tsx';
import { UploadTray } from './upload-tray.tsx';
import { addFiles } from './uploads.ts';

/** The library: search, add by drop, paste or choice, and open one to describe, cut and clear it. */
export function Screen() {
  // In the query, so that the library behind an open picture keeps its place.
  const opens = Number(new URLSearchParams(useSearch()).get('picture') ?? Number.NaN);
  const [, go] = useLocation();
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<LibraryFilter>('all');
  const place = useRef<HTMLDivElement>(null);
  const found = useFound(useDeferredValue(words), filter);
  const open = useCallback((picture: PictureReply) => go(`/pictures?picture=${picture.id}`), [go]);
  const add = useCallback(
    async (files: File[]) => {
      const answers = await addFiles(files);
      const [only] = answers;
      if (only && files.length === 1) open(only.picture);
    },
    [open],
  );
  useCommands([
    {
      id: 'pictures-add',
      name: t('addKeys'),
      group: t('group'),
      keys: 'a',
      run: () => press(place, '.add button'),
    },
    {
      id: 'pictures-find',
      name: t('searchKeys'),
      group: t('group'),
      keys: '/',
      run: () => press(place, 'input'),
    },
  ]);
  const shown = found.pictures;
  const opened = shown.findIndex((picture) => picture.id === opens);
  const beside = (step: number) => (opened < 0 ? undefined : shown[opened + step]);
  return (
    <DropPlace onFiles={(files) => void add(files)}>
      <div className="screen pictures" ref={place}>
        <div className="screen-head">
          <h1>{t('title')}</h1>
          <SearchField label={t('search')} placeholder={t('search')} value={words} onChange={setWords} />
          <Select<LibraryFilter>
            label={t('show')}
            isLabelHidden
            options={filters.map(([value, name]): Option<LibraryFilter> => ({ value, says: t(name) }))}
            value={filter}
            onChange={setFilter}
          />
          <div className="acts add">
            <AddButton onFiles={(files) => void add(files)} />
          </div>
        </div>
        {filter !== 'ends' && <Trouble onShow={() => setFilter('ends')} />}
        <Found found={found} isNarrowed={words !== '' || filter !== 'all'} filter={filter} onOpen={open} />
      </div>
      <UploadTray onOpen={open} />
      {Number.isInteger(opens) && (
        <PictureSheet
          key={opens}
          id={opens}
          onClose={() => go('/pictures')}
          previous={beside(-1)}
          next={beside(1)}
          onOpen={open}
        />
      )}
    </DropPlace>
  );
}

const filters = [
  ['all', 'all'],
  ['picture', 'picturesOnly'],
  ['file', 'filesOnly'],
  ['mine', 'mine'],
  ['alt', 'noAlt'],
  ['credit', 'noCredit'],
  ['rights', 'noRights'],
  ['ends', 'rightsEnd'],
] as const satisfies readonly (readonly [LibraryFilter, string])[];

function useFound(words: string, filter: LibraryFilter) {
  const list = useLibrary(words, filter);
  const trouble = useRightsTrouble(filter === 'ends');
  const pictures = useMemo(() => {
    if (filter === 'ends') return trouble.data?.pictures.map(({ picture }) => picture) ?? [];
    return list.data?.pages.flatMap((page) => page.pictures) ?? [];
  }, [filter, list.data, trouble.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const asked = filter === 'ends' ? trouble : list;
  return {
    pictures,
    more,
    error: asked.error,
    isPending: asked.isPending,
    again: () => void asked.refetch(),
  };
}

/** Pictures on pages whose rights end: told to those who can do something about it. */
function Trouble({ onShow }: { onShow(): void }) {
  const mayEdit = useHolds()('edit-pictures');
  const { data } = useRightsTrouble(mayEdit);
  const count = data?.pictures.length ?? 0;
  if (count === 0) return null;
  return (
    <div className="pictures-trouble">
      <Notice tone="warn">
        <span>{`${count} ${t('trouble', { count })}`}</span>
        <Button onPress={onShow}>{t('troubleShow', { count })}</Button>
      </Notice>
    </div>
  );
}

function Found({
  found,
  isNarrowed,
  filter,
  onOpen,
}: {
  found: ReturnType<typeof useFound>;
  isNarrowed: boolean;
  filter: LibraryFilter;
  onOpen(picture: PictureReply): void;
}) {
  if (found.error) return <Problem error={found.error} again={found.again} />;
  if (found.isPending) return <Waiting lines={10} />;
  if (found.pictures.length > 0)
    return <PictureGrid pictures={found.pictures} more={found.more} onOpen={onOpen} />;
  if (filter === 'ends') return <Empty title={t('noTrouble')}>{t('noTroubleHint')}</Empty>;
  if (isNarrowed) return <Empty title={t('nothingFound')}>{t('nothingFoundHint')}</Empty>;
  return <Empty title={t('empty')}>{t('emptyHint')}</Empty>;
}

function press(place: React.RefObject<HTMLElement | null>, selector: string): void {
  const found = place.current?.querySelector<HTMLElement>(selector);
  if (found?.tagName === 'BUTTON') found.click();
  else found?.focus();
}
