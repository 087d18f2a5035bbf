/**
 * A program: `publish-while-serving.ts FOLDER` serves a data folder as `serve` does, and publishes one story after the
 * other in the same process until it is killed. It prints its address, then the path of each story as soon as it is
 * acknowledged. It runs what is built.
 */
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { openPrepared } from '#main/prepare.io.js';
import { serve } from '#main/serve.io.js';
import { saveSection } from '#paper/section.sql.js';
import { holdFolder } from '#store/lock.io.js';
import type { Tx } from '#store/tables.js';
import { addAddresses } from '#stories/addresses.sql.js';
import { addStories, savePublished } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import { getContent, getStory } from '#stories/story.sql.js';
import { publish } from '#stories/workflow.js';

const [, , folder = ''] = process.argv;
await holdFolder(folder, async () => null);
const house = await openPrepared(folder, { mustExist: false });
const { db } = house.store;
const { address } = await serve(house, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' }));
const news = { slug: 'news', name: 'News', description: '', parent: null, position: 1, access: 'open' };
const section = await db.transaction().execute((tx) => saveSection(tx, news, new Date()));
writeSync(1, `${address}\n`);

for (let at = 0; ; at += 1) {
  const slug = `story-${process.pid}-${at}`;
  const { id, revision } = await db.transaction().execute((tx) => addDraft(tx, slug));
  await db.transaction().execute((tx) => publishDraft(tx, id, revision));
  writeSync(1, `/news/${slug}\n`);
  // Readers come in between.
  await new Promise(setImmediate);
}

async function addDraft(tx: Tx, slug: string): Promise<{ id: StoryId; revision: RevisionId }> {
  const path = `/news/${slug}`;
  const text = { type: 'text' as const, text: `The text of ${slug}, to its last word.` };
  const body = {
    type: 'doc' as const,
    content: [{ type: 'paragraph' as const, attrs: { id: 'p0000001' }, content: [text] }],
  };
  const content: Content = {
    ...{
      headline: `Headline of ${slug}`,
      frontHeadline: '',
      standfirst: '',
      kicker: '',
      dateline: '',
      body,
      section,
    },
    ...{
      credits: [],
      agencyCredit: '',
      topics: [],
      access: { to: 'open' as const },
      lead: null,
      language: '',
    },
    ...{ searchTitle: '', searchDescription: '', canonical: '', noindex: false },
  };
  const placing = { state: 'draft' as const };
  const made = { kind: 'story' as const, path, slug, content, bylineText: '', sticky: false, placing };
  const [story] = await addStories(
    tx,
    [{ ...made, madeBy: 'Ada Finch', reason: '', madeAt: Date.now() }],
    new Date(),
  );
  if (!story) throw new Error('No story was made.');
  await addAddresses(tx, [{ path, target: { is: 'story', id: story.id } }]);
  return story;
}

async function publishDraft(tx: Tx, id: StoryId, revision: RevisionId): Promise<void> {
  const now = new Date();
  const placing = { publishedAt: now.getTime(), unpublishAt: null, embargo: { is: 'none' as const } };
  const outcome = publish(await getStory(tx, id), { revision, ...placing, readersAreTold: true }, now);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  await savePublished(tx, outcome.value, { content: await getContent(tx, revision), bylineText: '' }, now);
}
