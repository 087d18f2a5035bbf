import { findByline, saveByline } from '#accounts/byline.sql.js';
import { listLost } from '#media/lost.sql.js';
import { savePicture } from '#media/picture.sql.js';
import type { BundleByline } from '../bundle.ts';
import type { Loading } from './loading.ts';
import type { ImportedMedia } from './media.job.ts';

/** Looks again for files that an earlier import, or a story, named and nobody had found. */
export async function findLost(loading: Loading, media: ImportedMedia): Promise<void> {
  const { db } = loading.house.store;
  const { options, book } = loading;
  let lost = 0;
  const examples: string[] = [];
  for (let after = 0; ; ) {
    const pictures = await listLost(db, after);
    const last = pictures.at(-1);
    if (!last) break;
    after = last.id;
    for (const picture of pictures) {
      const found =
        options.mediaFolder === null || picture.oldPath === null
          ? undefined
          : await media.takeIn(picture.oldPath, picture);
      if (found?.fileKey) {
        const { alt, caption, credit } = picture;
        const words = {
          alt: alt || found.alt,
          caption: caption || found.caption,
          credit: credit || found.credit,
        };
        await db.transaction().execute((tx) => savePicture(tx, { ...found, ...words, id: picture.id }));
      } else {
        lost += 1;
        if (examples.length < 3) examples.push(picture.oldPath ?? picture.name);
      }
    }
  }
  if (lost === 0) return;
  const says =
    options.mediaFolder === null
      ? 'Pictures and files of the old site are not here yet. Give its uploads folder with --media.'
      : 'Pictures and files of the old site are not in the --media folder: they are lost until they are found.';
  book.addNote({ about: 'pictures', says, count: lost, examples });
}

/** Portraits, which came after the people. */
export async function setPortraits(
  bylines: readonly BundleByline[],
  loading: Loading,
  media: ImportedMedia,
): Promise<void> {
  const ids = await media.findByOrigin(bylines.flatMap(({ picture }) => picture?.id ?? []));
  for (const { key, picture } of bylines) {
    const portrait = picture?.id ? ids.get(picture.id) : undefined;
    const name = loading.names.bylines.get(key);
    if (portrait === undefined || !name) continue;
    await loading.house.store.db.transaction().execute(async (tx) => {
      const byline = await findByline(tx, name.slug);
      if (byline && byline.portrait === null)
        await saveByline(tx, { ...withoutId(byline), portrait }, loading.now);
    });
  }
}

function withoutId<Row extends { id: unknown }>({ id: _, ...row }: Row): Omit<Row, 'id'> {
  return row;
}
