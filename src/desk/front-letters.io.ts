import { findStaff } from '#accounts/staff.sql.js';
import { findSaved, listWaiting } from '#fronts/front.sql.js';
import type { Left } from '#fronts/launch.js';
import { findLeftBy } from '#fronts/launch.sql.js';
import { foresee } from '#fronts/up.js';
import type { AccountId, FrontId, SectionId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import { post } from '#store/letters.sql.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';
import type { Desk } from './desk.ts';
import { writeLeft } from './front-letter.ts';

type Payload = { section: SectionId | null; version?: number; launch?: number; owner?: AccountId | null };

/** Tells the owner of a timed launch, by letter, when something is changed that it will leave, and when it has left it. */
export function frontLetters(desk: Desk): Consumer {
  return {
    name: 'desk-front-letters',
    memory: false,
    outward: true,
    hear: async (events) => {
      for (const event of events) {
        if (event.name === 'front.launched') await tellAhead(desk, event);
        if (event.name === 'front.left') await tellDone(desk, event);
      }
    },
  };
}

/** What this version changed is what waiting launches will leave: each owner hears of it once. */
async function tellAhead(desk: Desk, { subject, payload }: OutboxEvent): Promise<void> {
  const { db } = desk.store;
  const front = subject as FrontId;
  const { section, version } = payload as Payload;
  for (const { at, by, plan } of foresee(await findSaved(db, front), await listWaiting(db, front))) {
    const left = plan.left.filter((one) => one.version === version);
    if (left.length > 0) await write(desk, by, { front, section, at, left, isDone: false });
  }
}

async function tellDone(desk: Desk, { subject, payload }: OutboxEvent): Promise<void> {
  const { section, launch = 0, owner = null } = payload as Payload;
  const done = await findLeftBy(desk.store.db, launch);
  const front = subject as FrontId;
  if (done) await write(desk, owner, { front, section, at: done.at, left: done.left, isDone: true });
}

async function write(
  desk: Desk,
  owner: AccountId | null,
  told: { front: FrontId; section: SectionId | null; at: number; left: readonly Left[]; isDone: boolean },
): Promise<void> {
  const { db } = desk.store;
  const staff = owner === null ? undefined : await findStaff(db, owner);
  if (!staff?.active) return;
  const { language, timeZone } = desk.settings();
  const name = (await listSections(db)).find(({ id }) => id === told.section)?.name ?? null;
  const letter = writeLeft({
    ...{ language, zone: timeZone, isDone: told.isDone, front: name, at: told.at },
    titles: told.left.map(({ title }) => title),
    href: `${desk.accounts.address()}/desk/fronts/${told.front}`,
  });
  await db
    .transaction()
    .execute((tx) => post(tx, { kind: 'front-launch', to: staff.email, ...letter }, desk.clock()));
}
