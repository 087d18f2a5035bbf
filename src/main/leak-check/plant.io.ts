import { randomBytes } from 'node:crypto';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import { loadSharp } from '#media/load-sharp.js';
import { addPicture } from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';
import { listTiers, saveTier } from '#members/tier.sql.js';
import type { Db, Tx } from '#store/tables.js';
import type { Progress } from '../command.ts';
import type { House } from '../house.io.ts';
import { Canaries } from './canaries.ts';
import { listClosed, listOpen, listTiersAsked, plantAtDesk, plantInClosed } from './plant-known.sql.ts';
import { type Ground, type PlantedStory, plantStories } from './plant-stories.sql.ts';

/**
 * What was hidden.
 *
 * stories  made to be looked for, one of each kind
 * known    addresses of the paper's own closed stories that words were written into
 * of       how many closed stories the paper has
 * tiers    slugs that readers are tried with
 */
export type Planted = {
  readonly canaries: Canaries;
  readonly stories: readonly PlantedStory[];
  readonly known: readonly string[];
  readonly of: number;
  readonly tiers: readonly string[];
};

/** Stories whose revisions, working documents and notes get words. */
const DESK_STORIES = 20;
/** Tiers that readers are tried with at most. */
const MOST_TIERS = 5;
const BATCH = 50;

/**
 * Hides words in every closed place of a copy.
 *
 * sample  closed stories of the paper's own that get words at most
 */
export async function plant(copy: House, sample: number, tell: Progress): Promise<Planted> {
  const { db } = copy.store;
  const now = copy.clock();
  const canaries = new Canaries(randomBytes(16));
  const closed = await listClosed(db, now);
  const chosen = chooseSpread(closed, sample);
  const tiers = await db.transaction().execute((tx) => haveTiers(tx, now));
  const taken = await takeInCanary(copy, canaries);
  const ground = { canaries, tiers, section: await findSection(db) };
  const stories = await db.transaction().execute(async (tx) => {
    const picture = await addPicture(tx, taken, now);
    return plantStories(tx, { ...ground, picture } satisfies Ground, now);
  });
  const known = await plantAll(copy, { canaries, chosen, tell }, now);
  const open = chooseSpread(await listOpen(db, now), DESK_STORIES);
  await db.transaction().execute(async (tx) => {
    // No account has this number: nothing is looked up by it.
    const by = 1 as AccountId;
    for (const id of [...open, ...chosen.slice(0, DESK_STORIES)])
      await plantAtDesk(tx, { canaries, id, by }, now);
  });
  return { canaries, stories, known, of: closed.length, tiers };
}

async function plantAll(
  { store }: House,
  { canaries, chosen, tell }: { canaries: Canaries; chosen: readonly StoryId[]; tell: Progress },
  now: Date,
): Promise<string[]> {
  const known: string[] = [];
  for (let from = 0; from < chosen.length; from += BATCH) {
    tell('Words are written into closed stories of the copy.', from / chosen.length);
    await store.db.transaction().execute(async (tx) => {
      for (const id of chosen.slice(from, from + BATCH)) {
        const path = await plantInClosed(tx, { canaries, id, by: 1 as AccountId }, now);
        if (path !== undefined) known.push(path);
      }
    });
  }
  return known;
}

/** Half of them the newest, the rest spread evenly over all the others. */
export function chooseSpread<One>(all: readonly One[], most: number): One[] {
  if (all.length <= most) return [...all];
  const newest = Math.ceil(most / 2);
  const rest = most - newest;
  const step = (all.length - newest) / Math.max(1, rest);
  const spread = Array.from({ length: rest }, (_, at) => all[newest + Math.floor(at * step)] as One);
  return [...all.slice(0, newest), ...spread];
}

/** The tiers there are and those that stories ask for; two of our own where there is none, since one must not open the other. */
async function haveTiers(tx: Tx, now: Date): Promise<string[]> {
  const there = (await listTiers(tx)).map(({ slug }) => slug);
  const asked = await listTiersAsked(tx);
  const own = there.length + asked.length < 2 ? ['leak-check-one', 'leak-check-two'] : [];
  const wanted = [...new Set([...asked, ...there, ...own])];
  for (const slug of wanted.filter((one) => !there.includes(one))) {
    const tier = { slug, name: slug, says: '', benefits: [], position: 99, state: 'offered' as const };
    await saveTier(tx, tier, now);
  }
  return wanted.slice(0, MOST_TIERS);
}

async function findSection(db: Db): Promise<{ id: SectionId; slug: string } | null> {
  const row = await db
    .selectFrom('section')
    .select(['id', 'slug'])
    .orderBy('position')
    .orderBy('id')
    .executeTakeFirst();
  return row ? { id: row.id as SectionId, slug: row.slug } : null;
}

/** A picture whose file says more than readers are to know: its name, and what the camera's owner wrote into it. */
async function takeInCanary({ files }: House, canaries: Canaries) {
  const hide = (part: string) => canaries.hide({ part, path: '', closed: { to: 'everybody' } });
  const sharp = await loadSharp();
  const flat = sharp({ create: { width: 640, height: 480, channels: 3, background: '#246' } });
  const bytes = await flat
    .jpeg()
    .withExif({
      IFD0: { HostComputer: hide("inside a picture's file"), Software: hide("inside a picture's file") },
    })
    .toBuffer();
  const name = `${hide("picture's file name")}.jpg`;
  return takeInFile(files, { bytes }, { name, alt: '', caption: '', credit: '' });
}
