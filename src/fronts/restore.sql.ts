/** Puts fronts back as an export holds them, ids kept. It tells nobody. */
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { AccountId, FrontId, SectionId } from '#kit/ids.js';
import { raiseIds } from '#store/sequences.sql.js';
import { removeShared, startShared } from '#store/shared.sql.js';
import type { Tx } from '#store/tables.js';
import { draftName } from './draft.sql.ts';
import type { FrontDraft } from './front.ts';
import { docOfDraft, placeCard } from './front-document.ts';
import { readCard, readContainers } from './read-front.ts';

/** draft  what editors had arranged, or null where nobody had opened it */
export type KeptFront = {
  id: FrontId;
  section: SectionId | null;
  madeAt: number;
  draft: { containers: unknown; aside: readonly unknown[]; bases: FrontDraft['bases'] } | null;
};

export type KeptVersion = {
  front: number;
  number: number;
  how: 'launch' | 'timed' | 'breaking' | 'restored' | 'imported';
  launchedAt: number;
  by: AccountId | null;
  launch: number | null;
  content: unknown;
  bases: unknown;
  changes: unknown;
};

export type KeptLaunch = {
  id: number;
  front: number;
  launchAt: number;
  state: 'waiting' | 'done' | 'cancelled';
  by: AccountId | null;
  madeAt: number;
  version: number | null;
  left: unknown;
  toldAt: number | null;
  wish: unknown;
};

/** A front that somebody opened here and never launched gives way. */
export async function restoreFronts(tx: Tx, fronts: readonly KeptFront[], now: Date): Promise<void> {
  for (const { id, section, madeAt, draft } of fronts) {
    await giveWay(tx, id, section);
    await tx.insertInto('front').values({ id, section_id: section, made_at: madeAt }).execute();
    if (draft) await startShared(tx, draftName(id), documentOf(draft), now);
  }
  if (fronts.length > 0) await raiseIds(tx, 'front');
}

export async function restoreVersions(tx: Tx, versions: readonly KeptVersion[]): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ front, number, how, launchedAt, by, launch, ...version }) => ({
    ...{ front_id: front, number, how, launched_at: launchedAt, launched_by: by, launch_id: launch },
    content: JSON.stringify(version.content),
    bases: JSON.stringify(version.bases),
    changes: JSON.stringify(version.changes),
  }));
  await tx.insertInto('front_version').values(rows).execute();
}

export async function restoreLaunches(tx: Tx, launches: readonly KeptLaunch[]): Promise<void> {
  if (launches.length === 0) return;
  const rows = launches.map(({ id, front, launchAt, state, by, madeAt, version, left, toldAt, wish }) => ({
    ...{ id, front_id: front, launch_at: launchAt, state, made_by: by, made_at: madeAt, version },
    ...{ left_alone: left === null ? null : JSON.stringify(left), told_at: toldAt },
    wish: JSON.stringify(wish),
  }));
  await tx.insertInto('front_launch').values(rows).execute();
  await raiseIds(tx, 'front_launch');
}

async function giveWay(tx: Tx, id: FrontId, section: SectionId | null): Promise<void> {
  const rows = await tx
    .deleteFrom('front')
    .where((where) => where.or([where('id', '=', id), where('section_id', section ? '=' : 'is', section)]))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('front_version').select('number').whereRef('front_id', '=', 'front.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('front_launch').select('front_launch.id').whereRef('front_id', '=', 'front.id'))),
    )
    .returning('id')
    .execute();
  for (const row of rows) await removeShared(tx, draftName(row.id as FrontId));
}

function documentOf({ containers, aside, bases }: NonNullable<KeptFront['draft']>): Uint8Array {
  const doc = new Doc();
  applyUpdate(doc, docOfDraft({ containers: readContainers(containers), aside: [], bases }));
  // What was set aside stands in a container that is not there.
  for (const card of aside.flatMap((one) => readCard(one) ?? []))
    placeCard(doc, card, { container: '', before: null });
  return encodeStateAsUpdate(doc);
}
