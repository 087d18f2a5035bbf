/** Legal acts as the desk carries them out: the story's own rows, the working document, cards and pictures together. */

import { seal } from '#accounts/sealed.io.js';
import type { Staff } from '#accounts/staff.js';
import { getStaff } from '#accounts/staff.sql.js';
import { listFronts } from '#fronts/front.sql.js';
import { listFrontsWith, maskFronts } from '#fronts/mask.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId, MediaId, StoryId } from '#kit/ids.js';
import { removePicture } from '#media/remove-picture.io.js';
import { listSections } from '#paper/section.sql.js';
import { getSecret } from '#store/secret.sql.js';
import { loadShared } from '#store/shared.sql.js';
import type { Db, Tx } from '#store/tables.js';
import {
  hideFromEngines,
  holdStory,
  killStory,
  liftHolds,
  listTouched,
  showToEngines,
} from '#stories/acts.sql.js';
import { keepToLedger, listMasks } from '#stories/legal-act.sql.js';
import { maskText } from '#stories/redact.js';
import { keepSealed, redactStory } from '#stories/redact.sql.js';
import { readWorkingContent, replaceWorking, workingName } from '#stories/working.sql.js';
import { noteWorking } from '#stories/working-pause.sql.js';
import type { ActAsked } from './acts.route.ts';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand } from './manners.ts';
import { getWorkingFacts } from './publish-reply.io.ts';
import { recorded } from './recorded.sql.ts';
import type { TouchedReply } from './shapes/acts.ts';

/** returns  what was done: passages taken out, pictures removed */
export async function act(
  desk: Desk,
  staff: Staff,
  id: StoryId,
  asked: ActAsked,
): Promise<{ passages: number; pictures: number }> {
  const pictures = asked.kind === 'kill' && asked.removePictures ? await ownPictures(desk.store.db, id) : [];
  // A redaction reads the working document from the store: what was typed a moment ago belongs to it.
  await desk.collab?.flush();
  const passages = await recorded(desk, staff, async (tx, now) => {
    demand(staff, 'legal', await getWorkingFacts(tx, id, staff, now));
    const made = await carryOut(tx, staff, { id, asked, now });
    const line = { act: `story.${PAST[asked.kind]}`, about: 'story', subject: id };
    return { made, ...line, details: { reason: asked.reason } };
  });
  // Files are no part of a transaction: they go once the story is off for good.
  for (const picture of pictures) await removePicture({ ...desk, db: desk.store.db }, picture, desk.clock());
  return { passages, pictures: pictures.length };
}

const PAST = {
  hide: 'hidden',
  show: 'shown-again',
  hold: 'held',
  lift: 'hold-lifted',
  kill: 'killed',
  redact: 'redacted',
} as const;

/** Everything an act would touch, for the person who is about to do it. */
export async function listTouchedPlaces(db: Db, id: StoryId, now: Date): Promise<TouchedReply> {
  const touched = await listTouched(db, id);
  const fronts = new Set(await listFrontsWith(db, id, now));
  const sections = new Map((await listSections(db)).map(({ id: section, name }) => [section, name]));
  return {
    ...touched,
    fronts: (await listFronts(db))
      .filter((front) => fronts.has(front.id))
      .map(({ id: front, section }) => ({
        front,
        name: section === null ? null : (sections.get(section) ?? ''),
      })),
  };
}

type Order = { id: StoryId; asked: ActAsked; now: Date };

async function carryOut(tx: Tx, staff: Staff, { id, asked, now }: Order): Promise<number> {
  const wish = { by: staff.id, byName: staff.name, reason: asked.reason.trim() };
  if (asked.kind === 'hide') await hideFromEngines(tx, id, wish, now);
  if (asked.kind === 'show') await showToEngines(tx, id, now);
  if (asked.kind === 'hold') await holdStory(tx, id, wish, now);
  if (asked.kind === 'lift') await liftHolds(tx, id, now);
  if (asked.kind === 'kill') await killStory(tx, id, { ...wish, publicNote: asked.publicNote.trim() }, now);
  return asked.kind === 'redact' ? redact(tx, staff, { id, asked, now }) : 0;
}

async function redact(
  tx: Tx,
  staff: Staff,
  { id, asked, now }: Order & { asked: Extract<ActAsked, { kind: 'redact' }> },
): Promise<number> {
  const wish = { by: staff.id, byName: staff.name, reason: asked.reason.trim() };
  const done = await redactStory(tx, id, asked.phrases, wish, now);
  if (asked.original.is === 'sealed') {
    const [first, second] = await namedPeople(tx, asked.original.people);
    const sealed = seal(done.original, await getSecret(tx));
    await keepSealed(tx, { act: done.act, story: id, sealed, first, second });
  }
  await redactWorking(tx, id, staff.id, now);
  const masks = await listMasks(tx, id);
  await maskFronts(tx, id, (text) => maskText(text, masks), now);
  return done.passages;
}

/** The working document is put in place anew: its updates held the words, and browsers that still do are turned away. */
async function redactWorking(tx: Tx, id: StoryId, by: AccountId, now: Date): Promise<void> {
  if (!(await loadShared(tx, workingName(id)))) return;
  const content = await keepToLedger(tx, id, await readWorkingContent(tx, id));
  await replaceWorking(tx, id, content, now);
  await noteWorking(tx, id, content, { by, at: now });
}

/** throws  seal-needs-two */
async function namedPeople(tx: Tx, people: readonly number[]): Promise<[AccountId, AccountId]> {
  const [first, second] = people as AccountId[];
  if (first === undefined || second === undefined || first === second)
    throw fault(deskFaults, 'seal-needs-two');
  for (const one of [first, second]) await getStaff(tx, one);
  return [first, second];
}

async function ownPictures(db: Db, id: StoryId): Promise<MediaId[]> {
  const { pictures } = await listTouched(db, id);
  return pictures.filter(({ elsewhere }) => !elsewhere).map(({ media }) => media as MediaId);
}
