import { listPortrayed } from '#accounts/byline-portrait.sql.js';
import { holds } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { type FrontPicture, listFrontPictures } from '#fronts/front-pictures.sql.js';
import type { MediaId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { isMediaUsed, listMediaUses, type MediaUse } from '#stories/media-use.sql.js';
import { listThese } from '#stories/work-lists.sql.js';
import type { PictureUse } from './shapes/pictures.ts';

/**
 * Where pictures stand, as far as this person may know: a story closed to others is not named, and not counted.
 *
 * hidden  pictures that stand in a place which is not told
 */
export async function listPictureUses(
  db: Db,
  ids: readonly MediaId[],
  staff: Staff,
  now: Date,
): Promise<{ uses: Map<MediaId, PictureUse[]>; hidden: Set<MediaId> }> {
  const found = await listMediaUses(db, ids, now);
  const asker = { account: staff.id, readsUnpublished: holds(staff, 'read-unpublished'), now };
  const stories = [...new Set(found.map(({ story }) => story))];
  const seen = await listThese(db, stories, {}, asker);
  const listed = new Map(seen.map((story) => [story.id, story]));
  const uses = new Map<MediaId, PictureUse[]>();
  const hidden = new Set<MediaId>();
  for (const use of found) {
    const story = listed.get(use.story);
    // Plain pages stand in no list: what readers see of them is told, the rest to whoever reads it.
    const isTold = story !== undefined || (use.kind === 'page' && (use.out || asker.readsUnpublished));
    if (!isTold) hidden.add(use.media);
    else uses.set(use.media, [...(uses.get(use.media) ?? []), told(use, story?.headline ?? use.headline)]);
  }
  for (const id of ids) {
    const portraits = (await listPortrayed(db, id)).map(portrait);
    if (portraits.length > 0) uses.set(id, [...(uses.get(id) ?? []), ...portraits]);
  }
  for (const found of await listFrontPictures(db, ids))
    uses.set(found.media, [...(uses.get(found.media) ?? []), await front(db, found)]);
  return { uses, hidden };
}

/** Whether it stands anywhere at all, also where the asker may not look. */
export async function isPictureUsed(db: Db, id: MediaId): Promise<boolean> {
  if (await isMediaUsed(db, id)) return true;
  return (await listPortrayed(db, id)).length > 0 || (await listFrontPictures(db, [id])).length > 0;
}

async function front(db: Db, { front: id, section, up }: FrontPicture): Promise<PictureUse> {
  const known = section === null ? undefined : (await listSections(db)).find((one) => one.id === section);
  const place = known ? { says: known.name, path: `/${known.slug}` } : { says: '', path: '/' };
  return { kind: 'front', id, ...place, lead: false, state: up ? 'out' : 'not-out' };
}

function told(use: MediaUse, says: string): PictureUse {
  const state = use.working ? 'working' : use.out ? 'out' : 'not-out';
  return { kind: use.kind, id: use.story, says, path: use.path, lead: use.lead, state };
}

function portrait({ id, slug, name }: { id: number; slug: string; name: string }): PictureUse {
  return { kind: 'byline', id, says: name, path: `/by/${slug}`, lead: false, state: 'out' };
}
