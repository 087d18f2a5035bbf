import type { StoryReply } from '../../shapes/lists.ts';
import type { PictureDetail } from '../../shapes/pictures.ts';
import { get } from '../api.ts';
import { queries } from '../queries.ts';

/** Where a picture of the library may be fetched from, or null where it is not there. */
export async function pictureAddress(media: number): Promise<string | null> {
  return queries
    .fetchQuery({
      queryKey: ['picture', media],
      queryFn: () => get<PictureDetail>(`/pictures/${media}`),
      staleTime: 600_000,
    })
    .then(
      ({ picture }) => picture.large ?? picture.src,
      () => null,
    );
}

/** The headline of one of our stories; null where one may not open it or it is gone. */
export async function headlineOf(story: number): Promise<string | null> {
  return queries
    .fetchQuery({
      queryKey: ['story', story],
      queryFn: () => get<StoryReply>(`/stories/${story}`),
      staleTime: 60_000,
    })
    .then(
      ({ story: { headline } }) => headline || null,
      () => null,
    );
}
