import type { AccountId, StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { readAccess } from '#stories/access.js';
import type { Block } from '#stories/document.js';
import { readStory } from '#stories/readable.sql.js';
import { addRevision, savePublished } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import { getStory } from '#stories/story.sql.js';
import { changeWorking } from '#stories/working.sql.js';
import { bodyOf as bodyOfDoc, textOf } from '#stories/working-document.js';
import { putThreads } from '#stories/working-notes.js';
import type { Canaries, Closed } from './canaries.ts';
import { bodyOf, cut, paragraph } from './closed-blocks.ts';

/** A body with fewer blocks may be all given away; it gets a premium cut, then the words. */
const LONG_BODY = 40;
const MAKER = 'leak-check';

/** Stories that are out and not open, newest first; those that the meter leaves open to everybody are not among them. */
export async function listClosed(db: Db, now: Date): Promise<StoryId[]> {
  return listOut(db, now, 'closed');
}

export async function listOpen(db: Db, now: Date): Promise<StoryId[]> {
  return listOut(db, now, 'open');
}

async function listOut(db: Db, now: Date, which: 'open' | 'closed'): Promise<StoryId[]> {
  const at = now.getTime();
  const rows = await db
    .selectFrom('story')
    .select('id')
    .where('state', '=', 'published')
    .where('access', which === 'open' ? '=' : '!=', 'open')
    .where('meter_free', '=', 0)
    .where('visible_from', '<=', at)
    .where((of) => of.or([of('visible_until', 'is', null), of('visible_until', '>', at)]))
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id }) => id as StoryId);
}

/** Slugs of the tiers that stories ask for. */
export async function listTiersAsked(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('story').select('access').distinct().orderBy('access').execute();
  const asked = rows.flatMap(({ access }) => {
    const read = readAccess(access);
    return read.to === 'tiers' ? read.tiers : [];
  });
  return [...new Set(asked)];
}

export type Known = { readonly canaries: Canaries; readonly id: StoryId; readonly by: AccountId };

/** Writes words into the closed part of a story that the paper has. returns its address; undefined where it is not out */
export async function plantInClosed(tx: Tx, { canaries, id }: Known, now: Date): Promise<string | undefined> {
  const found = await readStory(tx, id, now);
  if (found.is !== 'out') return undefined;
  const { content, path } = found.story;
  const closed: Closed = { to: 'outsiders', access: content.access };
  const hide = (part: string) => paragraph(`It was ${canaries.hide({ part, path, closed })} who said so.`);
  const body = bodyOf(withWords(content.body.content, hide));
  await republish(tx, id, { ...content, body }, now);
  return path;
}

/** Behind the premium cut and at the end, where nothing is given away. */
function withWords(blocks: readonly Block[], hide: (part: string) => Block): Block[] {
  const at = blocks.findIndex(({ type }) => type === 'premiumCut');
  const end = hide('end of the premium part');
  if (at >= 0) {
    const first = hide('premium part, first paragraph');
    return [...blocks.slice(0, at + 1), first, ...blocks.slice(at + 1), end];
  }
  return blocks.length < LONG_BODY ? [...blocks, cut, end] : [...blocks, end];
}

/**
 * Writes words where only the desk looks: a revision before the one that is out, a headline and a paragraph that wait
 * for the next update, a suggestion, a note.
 */
export async function plantAtDesk(tx: Tx, { canaries, id, by }: Known, now: Date): Promise<void> {
  const found = await readStory(tx, id, now);
  if (found.is !== 'out') return;
  const { content, path } = found.story;
  const hide = (part: string) => canaries.hide({ part, path, closed: { to: 'everybody' } });
  const words = [paragraph(hide('earlier revision: paragraph')), ...content.body.content];
  const earlier = { ...content, body: bodyOf(words), headline: hide('earlier revision: headline') };
  await addRevision(tx, id, { content: earlier, by: MAKER, reason: '', at: now });
  await republish(tx, id, content, now);
  const mark = { suggestedIn: { id: 'leakcheck', by, at: now.getTime() } };
  await changeWorking(tx, id, { by, at: now }, (doc) => {
    textOf(doc, 'headline').insert(0, `${hide('headline that waits for the next update')} `);
    textOf(doc, 'standfirst').insert(0, `${hide('standfirst that waits for the next update')} `);
    const first = bodyOfDoc(doc).toArray()[0];
    const text = first && 'toArray' in first ? first.toArray()[0] : undefined;
    if (text && 'insert' in text && 'format' in text) {
      text.insert(0, `${hide('paragraph held back')} `, {});
      text.insert(0, `${hide('suggestion')} `, mark);
    }
    const said = { by, at: now.getTime(), text: hide('note of the desk') };
    const passage = hide('passage that a note stands at');
    putThreads(doc, [{ id: 'leakcheck', ...said, passage, mentions: [], resolved: null, replies: [] }]);
  });
}

/** Makes this content the one that is out, as an import would: nobody is told but the index. */
async function republish(tx: Tx, id: StoryId, content: Content, now: Date): Promise<void> {
  const story = await getStory(tx, id);
  if (story.state !== 'published') return;
  const row = await tx
    .selectFrom('story')
    .select('byline_text')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const revision = await addRevision(tx, id, { content, by: MAKER, reason: '', at: now });
  const shown = { content, bylineText: row.byline_text, silent: true };
  await savePublished(tx, { ...story, revision }, shown, now);
}
