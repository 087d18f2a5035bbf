import type { Static, TSchema } from 'typebox';
import { restoreBylines } from '#accounts/byline.sql.js';
import type { BylineId, CommentId, MediaId, StoryId, TopicId } from '#kit/ids.js';
import { restorePictures } from '#media/picture.sql.js';
import type { Files } from '#store/files.io.js';
import { tell } from '#store/outbox.sql.js';
import { addStoryLinks, listStoryLinks, type StoryLink } from '#stories/relations.sql.js';
import {
  type KeptStory,
  restoreAddresses,
  restoreComments,
  restoreRevisions,
  restoreStories,
  restoreTopics,
} from '#stories/restore.sql.js';
import { putViews } from '#stories/views.sql.js';
import {
  AddressLine,
  BylineLine,
  CommentLine,
  ImportLine,
  type LineFile,
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
import { type LineStep, progressOf, type Restoring, restoreLines } from './restore-lines.io.ts';
import { type RestoredPicture, restorePicture } from './restore-media.io.ts';
import { saveRestore } from './restore-run.sql.ts';
import { readRevision, readStoryLine } from './story-line.ts';

/** Long lines come in few at a time, short ones in many. */
const FEW = 100;
const MANY = 1_000;
const HOUR_MS = 3_600_000;

/** Lists of the publication by slug, as they come in. */
type Ids = { sections: Map<string, number>; topics: Map<string, number>; bylines: Map<string, number> };

/** Brings every file of lines in, what is pointed at first. */
export async function restoreAllLines(
  work: Restoring,
  files: Files,
  sections: Map<string, number>,
): Promise<void> {
  const ids: Ids = { sections, topics: new Map(), bylines: new Map() };
  const links: StoryLink[] = [];
  await restoreLines(work, mediaStep(work, files));
  await restoreLines(work, bylineStep(ids));
  await restoreLines(work, topicStep(ids));
  await restoreLines(work, importStep());
  await restoreLines(work, storyStep(work, ids, links));
  await linkStories(work, links);
  await restoreLines(work, revisionStep(work));
  await restoreLines(work, commentStep(work));
  await restoreLines(work, addressStep());
  await restoreLines(work, originStep());
  await restoreLines(work, viewStep());
}

type Bare<Line> = Pick<LineStep<Line, Line>, 'file' | 'says' | 'read' | 'prepare' | 'batch' | 'isItem'>;

function mediaStep(work: Restoring, files: Files): LineStep<MediaLine, RestoredPicture> {
  return {
    file: 'media.jsonl',
    says: 'pictures and files',
    read: readerOf(MediaLine),
    prepare: (line) => restorePicture(files, line, work.folder, work.book),
    write: async (tx, pictures, digests) => {
      await restorePictures(tx, pictures);
      await rememberMedia(tx, work, pictures, digests);
    },
    batch: FEW,
    isItem: true,
  };
}

function bylineStep(ids: Ids): LineStep<BylineLine, BylineLine> {
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

function topicStep(ids: Ids): LineStep<TopicLine, TopicLine> {
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

function storyStep(work: Restoring, ids: Ids, links: StoryLink[]): LineStep<StoryLine, KeptStory> {
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
      links.push(...(await restoreStories(tx, stories)));
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

function addressStep(): LineStep<AddressLine, AddressLine> {
  return {
    ...bare('addresses.jsonl', 'addresses', AddressLine),
    write: (tx, lines) =>
      restoreAddresses(
        tx,
        lines.map((line) => ({
          key: line.address,
          to: 'to' in line ? { is: 'redirect', path: line.to } : { is: 'gone' },
        })),
      ),
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

/** What steps have in common whose lines are written as they are read. */
function bare<Schema extends TSchema>(file: LineFile, says: string, schema: Schema): Bare<Static<Schema>> {
  const read = readerOf(schema);
  return { file, says, read, prepare: (line) => line, batch: MANY, isItem: false };
}
