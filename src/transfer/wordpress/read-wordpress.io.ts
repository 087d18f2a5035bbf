import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BundleRecord } from '../bundle.ts';
import { Findings } from './findings.ts';
import type { WpItem } from './item.ts';
import { ItemIndex } from './item-index.io.ts';
import { ItemReader } from './item-reader.ts';
import type { RecordSources } from './item-records.ts';
import { ListRecords } from './list-records.ts';
import { toMedia } from './media-item.ts';
import { pathOfLink } from './old-paths.ts';
import { Origins } from './origins.ts';
import { readExport, type WpEvent } from './read-export.ts';
import { isNoCategory, SiteLists } from './site-lists.ts';
import { Survey } from './survey.ts';
import type { WpOptions } from './wp-options.ts';

/** Tells how much of the files is read, from 0 to 1. */
export type ReadProgress = (share: number) => void;

const stretchBytes = 512 * 1024;

/**
 * The files of one export, read twice: once to know what is in them, once to hand it over.
 *
 * survey    what the first reading told
 * known     whether any of the files is an export at all
 * complete  whether all of them came to their end
 * records   the second reading; may be asked for once
 */
export interface OpenExport {
  survey: Survey;
  sources: RecordSources;
  known: boolean;
  complete: boolean;
  records(): AsyncGenerator<BundleRecord>;
  close(): void;
}

/**
 * Surveys the files of an export.
 *
 * scratch  path of a file that may be made and thrown away
 */
export async function openExport(
  files: readonly string[],
  options: WpOptions,
  scratch: string,
  progress: ReadProgress,
): Promise<OpenExport> {
  const survey = new Survey(options);
  const index = new ItemIndex(scratch);
  const origins = new Origins(() => survey.place, options);
  const lists = new SiteLists(survey, options, origins);
  const sources: RecordSources = { survey, index, lists, origins, options };
  try {
    const ends = await surveyFiles(files, sources, progress);
    survey.finish();
    return {
      survey,
      sources,
      ...ends,
      records: () => readRecords(files, sources),
      close: () => index.close(),
    };
  } catch (error) {
    index.close();
    throw error;
  }
}

async function surveyFiles(files: readonly string[], sources: RecordSources, progress: ReadProgress) {
  const total = await sizeOf(files);
  let known = false;
  let complete = true;
  let readBytes = 0;
  for (const path of files) {
    const stretches = counted(path, (bytes) => {
      readBytes += bytes;
      progress(total === 0 ? 1 : readBytes / total);
    });
    for await (const events of readExport(stretches)) {
      for (const event of events) {
        if (event.is === 'head') sources.survey.addHead(event.head);
        else if (event.is === 'item') surveyItem(event.item, basename(path), sources);
        else if (event.is === 'finish') {
          known ||= event.known;
          complete &&= event.complete;
        }
      }
    }
  }
  return { known, complete };
}

function surveyItem(
  item: WpItem,
  file: string,
  { survey, index, lists, origins, options }: RecordSources,
): void {
  survey.addItem(item);
  const { id, type, status, title, parent, guid } = item;
  const isStory = survey.useOf(item) === 'story';
  if (isStory && status === 'publish') {
    const section = lists.sectionTermOf(item);
    if (section) section.asSection += 1;
    if (section && !isNoCategory(section)) survey.noteSection();
  }
  if (id === null) return;
  const path = isStory || survey.useOf(item) === 'page' ? pathOfLink(item.link, survey.place) : null;
  const met = index.addItem({ id, type, status, path, title, parent, guid });
  if (met !== 'new') survey.repeated.add(id);
  if (met === 'other') survey.doubled.add(id);
  if (type === 'wp_block') index.addReusable(id, item.content);
  if (type !== 'attachment') return;
  const credits = [...options.map.meta].flatMap(([key, use]) => (use.to === 'credit' ? [key] : []));
  const media = toMedia(
    item,
    origins.of(`media:${id}`, item.source, { file, line: item.line }),
    survey.place,
    credits,
  );
  if (media) index.addMedia(id, parent, item.menuOrder, media);
}

async function* readRecords(files: readonly string[], sources: RecordSources): AsyncGenerator<BundleRecord> {
  const findings = new Findings(sources.survey);
  const listRecords = new ListRecords(sources);
  const reader = new ItemReader(sources, listRecords, findings);
  yield reader.site();
  yield* listRecords.atStart();
  yield* sources.index.listMedia();
  const total = await sizeOf(files);
  let readBytes = 0;
  let complete = true;
  for (const path of files) {
    const stretches = counted(path, (bytes) => {
      readBytes += bytes;
    });
    for await (const events of readExport(stretches)) {
      for (const event of events) {
        yield* readEvent(event, basename(path), reader, findings);
        if (event.is === 'finish') complete &&= event.complete;
      }
      yield { kind: 'progress', items: reader.items, share: total === 0 ? 1 : readBytes / total };
    }
  }
  yield* reader.atEnd();
  yield* findings.list();
  yield { kind: 'end', items: reader.items, complete };
}

function* readEvent(
  event: WpEvent,
  file: string,
  reader: ItemReader,
  findings: Findings,
): Generator<BundleRecord> {
  if (event.is === 'item') {
    if (event.repairs > 0) findings.wrongBytes(event.item, file, event.repairs);
    yield* reader.read(event.item, file);
  } else if (event.is === 'broken') {
    yield reader.broken(event.title, file, event.line, event.why);
  } else if (event.is === 'note') {
    findings.ofFile(file, event.line, event.says);
  } else if (event.is === 'finish' && !event.complete) {
    findings.ofFile(file, event.line, 'The file ends before its end: it was cut off.');
  }
}

async function* counted(path: string, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: stretchBytes });
  for await (const stretch of stream as AsyncIterable<Uint8Array>) {
    tell(stretch.length);
    yield stretch;
  }
}

async function sizeOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
