/** Stories that begin at the desk, and the address each gets when it is first published. */
import { findBylines } from '#accounts/byline.sql.js';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { openAccess, readAccess } from './access.ts';
import { addressKey, reservedParts, slugify } from './address.ts';
import { addAddresses, findFreePath, findTakenAddresses } from './addresses.sql.ts';
import { bylineTextOf as joinBylines } from './byline-text.ts';
import { indexDraft } from './desk-search-index.sql.ts';
import { emptyContent } from './empty-content.ts';
import { addStories } from './save.sql.ts';
import { listStages } from './stage.sql.ts';
import { firstOf } from './stage.ts';
import type { Content, StoryKind } from './story.ts';
import { startWork } from './work.sql.ts';
import { topPosition } from './work.ts';

/**
 * What a new story begins with. A stage that is not named is the first where work is done.
 *
 * by      who makes it, and is on its team from then on; null for a machine, called `byName` in the history
 * draft   whatever is known of its content already
 */
export type StoryBegun = {
  readonly by: AccountId | null;
  readonly byName: string;
  readonly headline: string;
  readonly section: SectionId | null;
  readonly kind?: StoryKind;
  readonly stage?: string;
  readonly plan?: Partial<{
    assignee: AccountId | null;
    dueAt: number | null;
    day: string | null;
    wantedWords: number | null;
    line: string;
    goesTo: string;
    asksSecond: boolean;
  }>;
  readonly draft?: Partial<Omit<Content, 'headline' | 'section'>>;
};

/** Makes a draft with its first revision, in hand at the desk. A plain page stands in no section. It has no public address before it is published. */
export async function createStory(tx: Tx, begun: StoryBegun, now: Date): Promise<StoryId> {
  const content = await firstContent(tx, begun);
  const slug = slugify(begun.headline);
  const folder = await folderOf(tx, begun.section);
  const [made] = await addStories(
    tx,
    [
      {
        kind: begun.kind ?? 'story',
        path: `${folder}/${slug}`,
        slug,
        content,
        bylineText: await bylineTextOf(tx, content),
        sticky: false,
        placing: { state: 'draft' },
        madeBy: begun.byName,
        reason: '',
        madeAt: now.getTime(),
      },
    ],
    now,
  );
  const id = (made as { id: StoryId }).id;
  const stage = begun.stage ?? firstOf(await listStages(tx, ''), 'work');
  await startWork(tx, { story: id, by: begun.by, stage }, now);
  await savePlanOf(tx, id, begun, now);
  await indexDraft(tx, id, now);
  await tell(tx, 'work.started', id, {}, now);
  return id;
}

/**
 * The public address of a story: the one it has, else a free one in its section, which is its own from now on.
 * Publishing asks for it in its transaction.
 *
 * slug  what it is to be called; a draft's slug is free to change until then
 */
export async function claimAddress(
  tx: Tx,
  story: { id: StoryId; path: string },
  wish: { section: SectionId | null; slug: string },
): Promise<{ path: string; slug: string }> {
  const own = (await findTakenAddresses(tx, [story.path])).get(addressKey(story.path));
  if (own?.is === 'story' && own.id === story.id) return { path: story.path, slug: lastPart(story.path) };
  const folder = await folderOf(tx, wish.section);
  const wanted = wish.slug || 'story';
  for (let attempt = 0; ; attempt += 1) {
    // Nothing stands at the root where the house itself answers.
    const slug = folder === '' && reservedParts.has(wanted) ? `${wanted}-1` : wanted;
    const free = await findFreePath(tx, folder, slug);
    const taken = await addAddresses(tx, [{ path: free.path, target: { is: 'story', id: story.id } }]);
    if (taken.length > 0 && attempt < 5) continue;
    await tx.updateTable('story').set(free).where('id', '=', story.id).execute();
    return free;
  }
}

/** Names as cards show them: the writers, else whoever stands first. */
export async function bylineTextOf(db: Db, { credits, language }: Content): Promise<string> {
  const known = await findBylines(
    db,
    credits.map(({ byline }) => byline),
  );
  return joinBylines(credits, known, language || 'en');
}

async function firstContent(tx: Tx, { headline, section, draft }: StoryBegun): Promise<Content> {
  return { ...emptyContent, access: await accessOf(tx, section), ...draft, headline, section };
}

async function savePlanOf(tx: Tx, id: StoryId, { plan = {} }: StoryBegun, now: Date): Promise<void> {
  const { assignee = null, dueAt = null, day = null, wantedWords = null } = plan;
  await tx
    .updateTable('work')
    .set({ assignee_id: assignee, due_at: dueAt, planned_day: day, wanted_words: wantedWords })
    .set({ line: plan.line ?? '', goes_to: plan.goesTo ?? '', asks_second: plan.asksSecond ? 1 : 0 })
    .set({ position: topPosition(now) })
    .where('story_id', '=', id)
    .execute();
}

async function accessOf(tx: Tx, section: SectionId | null): Promise<Content['access']> {
  if (section === null) return openAccess;
  const row = await tx.selectFrom('section').select('access').where('id', '=', section).executeTakeFirst();
  return row ? readAccess(row.access) : openAccess;
}

async function folderOf(tx: Tx, section: SectionId | null): Promise<string> {
  if (section === null) return '';
  const row = await tx.selectFrom('section').select('slug').where('id', '=', section).executeTakeFirst();
  return row ? `/${row.slug}` : '';
}

function lastPart(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}
