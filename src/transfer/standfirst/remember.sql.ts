import type { Tables, Tx } from '#store/tables.js';
import type { KeptStory } from '#stories/restore.sql.js';
import { mediaWords } from '../load/media-words.ts';
import { type OriginKind, saveOrigins, systemOf } from '../load/origin-rows.sql.ts';
import type { Manifest, RevisionLine } from './form.ts';
import { type OriginThing, originId } from './origin-ids.ts';
import type { RestoredPicture } from './restore-media.io.ts';

/** Whose export is put back, and by which run. */
type Source = { manifest: Manifest; run: { id: number } };

/**
 * What comes out of an export is remembered by its line, as everything that is imported is: so a later export of the same
 * publication brings what changed, and nothing twice.
 */
export async function rememberStories(
  tx: Tx,
  source: Source,
  stories: readonly KeptStory[],
  digests: readonly string[],
): Promise<void> {
  await saveOrigins(
    tx,
    stories.map(({ id, kind, state, revision }, at) => ({
      ...rowOf(source, { kind, thing: 'story', id, digest: digests[at] }),
      revision_id: revision.id,
      left_as: state,
    })),
  );
}

export async function rememberMedia(
  tx: Tx,
  source: Source,
  pictures: readonly Pick<RestoredPicture, 'id' | 'alt' | 'caption' | 'credit'>[],
  digests: readonly string[],
): Promise<void> {
  await saveOrigins(
    tx,
    pictures.map((picture, at) => ({
      ...rowOf(source, { kind: 'media', thing: 'media', id: picture.id, digest: digests[at] }),
      left_as: mediaWords(picture),
    })),
  );
}

export async function rememberComments(
  tx: Tx,
  source: Source,
  comments: readonly { id: number }[],
  digests: readonly string[],
): Promise<void> {
  await saveOrigins(
    tx,
    comments.map(({ id }, at) =>
      rowOf(source, { kind: 'comment', thing: 'comment', id, digest: digests[at] }),
    ),
  );
}

/** A revision that somebody saved after the published one came with the story: it is no change made here. */
export async function rememberNewest(
  tx: Tx,
  source: Source,
  revisions: readonly RevisionLine[],
): Promise<void> {
  const newest = new Map<number, number>();
  for (const { story, id } of revisions) newest.set(story, Math.max(id, newest.get(story) ?? 0));
  const rows = await tx
    .selectFrom('origin')
    .select(['kind', 'origin_id', 'target_id', 'revision_id'])
    .where('system', '=', systemIn(source))
    .where('kind', 'in', ['story', 'page'])
    .where(
      'origin_id',
      'in',
      [...newest.keys()].map((id) => originId('story', id)),
    )
    .execute();
  for (const { kind, origin_id, target_id, revision_id } of rows) {
    const last = newest.get(target_id ?? 0) ?? 0;
    if (last <= (revision_id ?? 0)) continue;
    await tx
      .updateTable('origin')
      .set({ revision_id: last })
      .where('system', '=', systemIn(source))
      .where('kind', '=', kind)
      .where('origin_id', '=', origin_id)
      .execute();
  }
}

function systemIn({ manifest }: Source): string {
  return systemOf({ system: 'standfirst', site: manifest.publication });
}

function rowOf(
  source: Source,
  {
    kind,
    thing,
    id,
    digest = '',
  }: { kind: OriginKind; thing: OriginThing; id: number; digest?: string | undefined },
): Tables['origin'] {
  return {
    system: systemIn(source),
    kind,
    origin_id: originId(thing, id),
    target_id: id,
    source_hash: digest,
    revision_id: null,
    run_id: source.run.id,
    left_as: '',
    pending: 0,
    source: null,
  };
}
