import { restoreBylines } from '#accounts/byline.sql.js';
import type { BylineId, CommentId, MediaId, StoryId, TopicId } from '#kit/ids.js';
import { restorePictures } from '#media/picture.sql.js';
import type { Files } from '#store/files.io.js';
import { tell } from '#store/outbox.sql.js';
import { addStoryLinks, listStoryLinks, type StoryLink } from '#stories/relations.sql.js';
import {
  type KeptStory,
  restoreStories as putStories,
  restoreAddresses,
  restoreComments,
  restoreRevisions,
  restoreTopics,
} from '#stories/restore.sql.js';
import { restoreByHand } from '#stories/restore-work.sql.js';
import { putViews } from '#stories/views.sql.js';
import type { Arrivals } from './arrivals.ts';
import {
  AddressLine,
  BylineLine,
  CommentLine,
  ImportLine,
  MediaLine,
  OriginLine,
  RevisionLine,
  readerOf,
  StoryLine,
  TopicLine,
  ViewLine,
} from './form.ts';
import { restoreImports, restoreOrigins } from './origin-rows.sql.ts';
import { rememberComments, rememberMedia, rememberNewest, rememberStories } from './remember.sql.ts';
import {
  auditStep,
  findArrivals,
  frontLaunchStep,
  frontStep,
  frontVersionStep,
  mergedStep,
  staffStep,
  taskStep,
  updateStep,
  webhookStep,
  workingStep,
  workStep,
} from './restore-desk.io.ts';
import { bare, type LineStep, progressOf, type Restoring, restoreLines } from './restore-lines.io.ts';
import { type RestoredPicture, restorePicture } from './restore-media.io.ts';
import { memberStep } from './restore-members.io.ts';
import { saveRestore } from './restore-run.sql.ts';
import { readRevision, readStoryLine } from './story-line.ts';
import type { WebhookKeeper } from './webhook-keeper.ts';

/** Long lines come in few at a time, short ones in many. */
const FEW = 100;
const MANY = 1_000;
const HOUR_MS = 3_600_000;

/** Lists of the publication by slug, as they come in. */
type Lists = { sections: Map<string, number>; topics: Map<string, number>; bylines: Map<string, number> };

/** Brings every file of lines in, what is pointed at first. */
export async function restoreAllLines(
  work: Restoring,
  house: { files: Files; webhooks?: WebhookKeeper | undefined },
  sections: Map<string, number>,
): Promise<void> {
  const ids: Lists = { sections, topics: new Map(), bylines: new Map() };
  const arrivals = await findArrivals(work);
  await restoreLines(work, mediaStep(work, house.files, arrivals));
  await restoreLines(work, bylineStep(ids));
  await restoreLines(work, staffStep(arrivals, ids));
  await restoreLines(work, topicStep(ids));
  await restoreLines(work, mergedStep());
  await restoreLines(work, importStep());
  await restoreStories(work, ids);
  await restoreDesk(work, arrivals, ids);
  await restoreLines(work, commentStep(work));
  await restoreLines(work, addressStep(arrivals));
  await restoreLines(work, originStep());
  await restoreLines(work, viewStep());
  await restoreLines(work, auditStep(arrivals));
  await restoreLines(work, webhookStep(work, arrivals, house.webhooks));
  await restoreLines(work, memberStep(work, arrivals));
}

async function restoreStories(work: Restoring, ids: Lists): Promise<void> {
  const links: StoryLink[] = [];
  await restoreLines(work, storyStep(work, ids, links));
  await linkStories(work, links);
  await restoreLines(work, revisionStep(work));
}

async function restoreDesk(work: Restoring, arrivals: Arrivals, ids: Lists): Promise<void> {
  await restoreLines(work, workStep(arrivals, ids));
  await restoreLines(work, taskStep(arrivals));
  await restoreLines(work, updateStep(arrivals));
  await restoreLines(work, workingStep(work, arrivals));
  await restoreLines(work, frontStep(work));
  await restoreLines(work, frontVersionStep(arrivals));
  await restoreLines(work, frontLaunchStep(arrivals));
  // Pages that were rendered while stories were in and fronts were not are out of date.
  const told = { system: 'standfirst', stories: 0 };
  await work.store.db.transaction().execute((tx) => tell(tx, 'stories.imported', null, told, work.now));
}

function mediaStep(work: Restoring, files: Files, arrivals: Arrivals): LineStep<MediaLine, RestoredPicture> {
  return {
    file: 'media.jsonl',
    says: 'pictures and files',
    read: readerOf(MediaLine),
    prepare: async (line) => {
      const picture = await restorePicture(files, line, work.folder, work.book);
      return { ...picture, uploadedBy: arrivals.find(line.uploadedBy ?? null) };
    },
    write: async (tx, pictures, digests) => {
      await restorePictures(tx, pictures);
      await rememberMedia(tx, work, pictures, digests);
    },
    batch: FEW,
    isItem: true,
  };
}

function bylineStep(ids: Lists): LineStep<BylineLine, BylineLine> {
  return {
    ...bare('bylines.jsonl', 'bylines', BylineLine),
    skim: ({ slug, id }) => ids.bylines.set(slug, id),
    write: async (tx, lines) => {
      await restoreBylines(
        tx,
        lines.map((line) => ({
          ...line,
          id: line.id as BylineId,
          portrait: line.portrait as MediaId | null,
        })),
      );
      for (const { slug, id } of lines) ids.bylines.set(slug, id);
    },
  };
}

function topicStep(ids: Lists): LineStep<TopicLine, TopicLine> {
  return {
    ...bare('topics.jsonl', 'topics', TopicLine),
    skim: ({ slug, id }) => ids.topics.set(slug, id),
    write: async (tx, lines) => {
      await restoreTopics(
        tx,
        lines.map((line) => ({ ...line, id: line.id as TopicId })),
      );
      for (const { slug, id } of lines) ids.topics.set(slug, id);
    },
  };
}

function storyStep(work: Restoring, ids: Lists, links: StoryLink[]): LineStep<StoryLine, KeptStory> {
  const { access } = work.book.report;
  const keep = (line: StoryLine): KeptStory | string => {
    const story = readStoryLine(line, ids);
    if (!story.ok) return story.refusal;
    access[story.value.content.access.to] += 1;
    return story.value;
  };
  return {
    file: 'stories.jsonl',
    says: 'stories',
    read: readerOf(StoryLine),
    prepare: keep,
    skim: (line) => {
      const story = keep(line);
      if (typeof story !== 'string' && !(LINKS in work.run.done))
        links.push(...listStoryLinks(story.id, story.content.body));
    },
    write: async (tx, stories, digests) => {
      links.push(...(await putStories(tx, stories)));
      await rememberStories(tx, work, stories, digests);
      await tell(tx, 'stories.imported', null, { system: 'standfirst', stories: stories.length }, work.now);
    },
    batch: FEW,
    isItem: true,
  };
}

/** Stands among the files that are done: links to stories that came in later than the one they are in. */
const LINKS = 'links';

async function linkStories(work: Restoring, links: readonly StoryLink[]): Promise<void> {
  if (LINKS in work.run.done) return;
  const done = { ...work.run.done, [LINKS]: 1 };
  await work.store.db.transaction().execute(async (tx) => {
    for (let from = 0; from < links.length; from += MANY)
      await addStoryLinks(tx, links.slice(from, from + MANY));
    await saveRestore(tx, work.run.id, { ...progressOf(work), done });
  });
  work.run.done = done;
}

function revisionStep(work: Restoring): LineStep<RevisionLine, RevisionLine> {
  return {
    ...bare('revisions.jsonl', 'earlier revisions', RevisionLine),
    batch: FEW,
    write: async (tx, lines) => {
      await restoreRevisions(
        tx,
        lines.map((line) => ({ ...readRevision(line), story: line.story, content: line.content })),
      );
      await rememberNewest(tx, work, lines);
    },
  };
}

function commentStep(work: Restoring): LineStep<CommentLine, CommentLine> {
  return {
    ...bare('comments.jsonl', 'comments', CommentLine),
    write: async (tx, lines, digests) => {
      await restoreComments(
        tx,
        lines.map(({ written, ...line }) => ({
          ...line,
          id: line.id as CommentId,
          story: line.story as StoryId,
          parent: line.parent as CommentId | null,
          writtenAt: Date.parse(written),
        })),
      );
      await rememberComments(tx, work, lines, digests);
    },
  };
}

function addressStep(arrivals: Arrivals): LineStep<AddressLine, AddressLine> {
  return {
    ...bare('addresses.jsonl', 'addresses', AddressLine),
    write: async (tx, lines) => {
      await restoreAddresses(
        tx,
        lines.map((line) => ({
          key: line.address,
          to: 'to' in line ? { is: 'redirect', path: line.to } : { is: 'gone' },
        })),
      );
      await restoreByHand(
        tx,
        lines.flatMap((line) => {
          const mark = 'to' in line ? line.byHand : undefined;
          return mark ? [{ key: line.address, by: arrivals.find(mark.by), at: Date.parse(mark.at) }] : [];
        }),
      );
    },
  };
}

function viewStep(): LineStep<ViewLine, ViewLine> {
  return {
    ...bare('views.jsonl', 'views', ViewLine),
    write: (tx, lines) =>
      putViews(
        tx,
        lines.map(({ story, hour, ...line }) => ({
          ...line,
          story: story as StoryId,
          hour: Math.floor(Date.parse(hour) / HOUR_MS),
        })),
      ),
  };
}

function importStep(): LineStep<ImportLine, ImportLine> {
  return { ...bare('imports.jsonl', 'imports', ImportLine), batch: FEW, write: restoreImports };
}

function originStep(): LineStep<OriginLine, OriginLine> {
  return { ...bare('origins.jsonl', 'imported items', OriginLine), batch: FEW, write: restoreOrigins };
}
