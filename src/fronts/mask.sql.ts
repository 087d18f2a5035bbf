import type { FrontId, StoryId } from '#kit/ids.js';
import { replaceShared } from '#store/shared.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { draftName, findDraft } from './draft.sql.ts';
import { findUp, listFronts } from './front.sql.ts';
import { docOfDraft } from './front-document.ts';

/**
 * Takes words out of every card that leads to a story, in drafts, in what is up, in what was up and in what waits to be
 * launched: a card may carry a headline of its own.
 *
 * mask     answers a text without the words
 * returns  the fronts in which something was masked
 */
export async function maskFronts(
  tx: Tx,
  story: StoryId,
  mask: (text: string) => string,
  now: Date,
): Promise<FrontId[]> {
  const masked: FrontId[] = [];
  for (const { id } of await listFronts(tx)) {
    const versions = await maskVersions(tx, id, story, mask);
    const launches = await maskLaunches(tx, id, story, mask);
    const draft = await maskDraft(tx, id, { story, mask, now });
    if (versions || launches || draft) masked.push(id);
  }
  return masked;
}

async function maskVersions(
  tx: Tx,
  front: FrontId,
  story: StoryId,
  mask: (text: string) => string,
): Promise<boolean> {
  let found = false;
  const rows = await tx
    .selectFrom('front_version')
    .select(['number', 'content', 'changes'])
    .where('front_id', '=', front)
    .where('content', 'like', `%"story":${story}%`)
    .execute();
  for (const row of rows) {
    const content = maskJson(row.content, story, mask);
    const changes = maskJson(row.changes, story, mask);
    if (content === row.content && changes === row.changes) continue;
    found = true;
    await tx
      .updateTable('front_version')
      .set({ content, changes })
      .where('front_id', '=', front)
      .where('number', '=', row.number)
      .execute();
  }
  return found;
}

async function maskLaunches(
  tx: Tx,
  front: FrontId,
  story: StoryId,
  mask: (text: string) => string,
): Promise<boolean> {
  let found = false;
  const rows = await tx
    .selectFrom('front_launch')
    .select(['id', 'wish'])
    .where('front_id', '=', front)
    .execute();
  for (const { id, wish: before } of rows) {
    const wish = maskJson(before, story, mask);
    if (wish === before) continue;
    found = true;
    await tx.updateTable('front_launch').set({ wish }).where('id', '=', id).execute();
  }
  return found;
}

/** The draft is put in place anew: its earlier updates held the words. */
async function maskDraft(
  tx: Tx,
  front: FrontId,
  { story, mask, now }: { story: StoryId; mask: (text: string) => string; now: Date },
): Promise<boolean> {
  const draft = await findDraft(tx, front);
  if (!draft) return false;
  const masked = maskCards(draft, story, mask);
  if (JSON.stringify(masked) === JSON.stringify(draft)) return false;
  await replaceShared(tx, draftName(front), docOfDraft(masked), now);
  return true;
}

function maskJson(json: string, story: StoryId, mask: (text: string) => string): string {
  return JSON.stringify(maskCards(JSON.parse(json) as unknown, story, mask));
}

/** Every text of every object that names the story, wherever it stands in the value. */
function maskCards<Value>(value: Value, story: StoryId, mask: (text: string) => string): Value {
  if (Array.isArray(value)) return value.map((one) => maskCards(one, story, mask)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const own = (value as { story?: unknown }).story === story;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [
      name,
      own ? maskTexts(inside, name, mask) : maskCards(inside, story, mask),
    ]),
  ) as Value;
}

function maskTexts(value: unknown, name: string, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return name === 'id' ? value : mask(value);
  if (Array.isArray(value)) return value.map((one) => maskTexts(one, name, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [key, maskTexts(inside, key, mask)]),
  );
}

/** Fronts on which a card that leads to this story stands, up now or in the draft. */
export async function listFrontsWith(db: Db, story: StoryId, now: Date): Promise<FrontId[]> {
  const found: FrontId[] = [];
  for (const { id } of await listFronts(db)) {
    const { up } = await findUp(db, id, now);
    const draft = await findDraft(db, id);
    const cards = [...up.containers, ...(draft?.containers ?? [])].flatMap((container) => container.cards);
    const leads = cards.some(
      (card) => card.story === story || card.sublinks.some((link) => link.story === story),
    );
    if (leads) found.push(id);
  }
  return found;
}
