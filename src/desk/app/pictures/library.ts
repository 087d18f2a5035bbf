import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PictureChange } from '../../pictures-change.ts';
import type { PictureDetail, PictureList, PictureReply, RightsList } from '../../shapes/pictures.ts';
import { ask, get } from '../api.ts';
import { useNews } from '../news.ts';

/** What the library is narrowed to. 'rights' is the list of pictures on pages whose rights end. */
export type LibraryFilter = 'all' | 'picture' | 'file' | 'mine' | 'alt' | 'credit' | 'rights' | 'ends';

const questions: Readonly<Record<LibraryFilter, string>> = {
  all: '',
  picture: 'kind=picture',
  file: 'kind=file',
  mine: 'mine=true',
  alt: 'kind=picture&missing=alt',
  credit: 'kind=picture&missing=credit',
  rights: 'kind=picture&missing=rights',
  ends: '',
};

/** The library, page by page, renewed when somebody adds or changes something. */
export function useLibrary(words: string, filter: LibraryFilter) {
  useLibraryNews();
  return useInfiniteQuery({
    queryKey: ['pictures', 'list', words, filter],
    queryFn: ({ pageParam, signal }) => {
      const before = pageParam === null ? '' : `&before=${pageParam}`;
      return get<PictureList>(
        `/pictures?${questions[filter]}&q=${encodeURIComponent(words)}${before}`.replace('?&', '?'),
        signal,
      );
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
    enabled: filter !== 'ends',
  });
}

/** Pictures that readers see and whose rights have ended or end soon. */
export function useRightsTrouble(isAsked: boolean) {
  return useQuery({
    queryKey: ['pictures', 'rights'],
    queryFn: () => get<RightsList>('/pictures/rights'),
    enabled: isAsked,
  });
}

export function usePicture(id: number) {
  return useQuery({
    queryKey: ['pictures', 'one', id],
    queryFn: () => get<PictureDetail>(`/pictures/${id}`),
  });
}

/** Changes a picture; what one sees changes at once, and back where the server says no. */
export function useChangePicture(id: number) {
  const client = useQueryClient();
  const key = ['pictures', 'one', id];
  return useMutation({
    mutationFn: (change: PictureChange) => ask<PictureReply>('PATCH', `/pictures/${id}`, change),
    onSuccess: (picture) => {
      client.setQueryData<PictureDetail>(key, (before) => before && { ...before, picture });
      void client.invalidateQueries({ queryKey: ['pictures', 'list'] });
      void client.invalidateQueries({ queryKey: ['pictures', 'rights'] });
    },
  });
}

export async function removePicture(id: number): Promise<void> {
  await ask('DELETE', `/pictures/${id}`);
}

function useLibraryNews(): void {
  const client = useQueryClient();
  const renew = () => void client.invalidateQueries({ queryKey: ['pictures'] });
  useNews(['media.'], renew, renew);
}
