import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { restoreAudit, restoreMergedBylines, restoreStaff } from '#accounts/restore.sql.js';
import { type KeptFront, restoreFronts, restoreLaunches, restoreVersions } from '#fronts/restore.sql.js';
import type { AccountId, BylineId, FrontId, RevisionId, SectionId, StoryId } from '#kit/ids.js';
import { restoreMergedSections } from '#paper/restore.sql.js';
import {
  type KeptWork,
  type KeptWorking,
  restoreMergedTopics,
  restoreTasks,
  restoreUpdates,
  restoreWork,
  restoreWorking,
} from '#stories/restore-work.sql.js';
import type { Content } from '#stories/story.js';
import { Arrivals } from './arrivals.ts';
import {
  AuditLine,
  FrontLaunchLine,
  FrontLine,
  FrontVersionLine,
  MergedLine,
  StaffLine,
  TaskLine,
  UpdateLine,
  WebhookLine,
  WorkingLine,
  WorkLine,
} from './desk-form.ts';
import { readerOf } from './form.ts';
import { listAccounts } from './people.sql.ts';
import { readJsonLines } from './read-lines.io.ts';
import { bare, type LineStep, type Restoring } from './restore-lines.io.ts';
import { listReadersThere } from './restore-members.io.ts';
import type { Ids } from './story-line.ts';
import type { WebhookKeeper, WebhookRow } from './webhook-keeper.ts';

const FEW = 100;

/** Who is who here, before the first line comes in that names somebody. */
export async function findArrivals({ store, folder, book }: Restoring): Promise<Arrivals> {
  const path = join(folder, 'staff.jsonl');
  const there: { id: number; email: string }[] = [];
  const read = readerOf(StaffLine);
  if (existsSync(path))
    for await (const line of readJsonLines(path)) {
      const person = line.ok ? read(line.value) : undefined;
      if (person?.ok) there.push({ id: person.value.id, email: person.value.email });
    }
  there.push(...(await listReadersThere(folder)));
  return new Arrivals(there, await listAccounts(store.db), book);
}

export function staffStep(arrivals: Arrivals, ids: Ids): LineStep<StaffLine, StaffLine> {
  const sectionsOf = (slugs: readonly string[]) =>
    slugs.flatMap((slug) => ids.sections.get(slug) ?? []) as SectionId[];
  return {
    ...bare('staff.jsonl', 'staff', StaffLine),
    write: (tx, lines) =>
      restoreStaff(
        tx,
        lines.map(({ made, ...line }) => ({
          ...line,
          id: arrivals.numberOf(line.id) as AccountId,
          sections: line.sections === 'all' ? 'all' : sectionsOf(line.sections),
          byline: (line.byline === null ? null : (ids.bylines.get(line.byline) ?? null)) as BylineId | null,
          madeAt: Date.parse(made),
        })),
      ),
  };
}

export function mergedStep(): LineStep<MergedLine, MergedLine> {
  return {
    ...bare('merged.jsonl', 'what was merged', MergedLine),
    write: async (tx, lines) => {
      const of = (kind: MergedLine['kind']) =>
        lines
          .filter((line) => line.kind === kind)
          .map(({ id, into, at }) => ({ id, into, at: Date.parse(at) }));
      await restoreMergedSections(tx, of('section'));
      await restoreMergedTopics(tx, of('topic'));
      await restoreMergedBylines(tx, of('byline'));
    },
  };
}

export function workStep(arrivals: Arrivals, ids: Ids): LineStep<WorkLine, KeptWork> {
  const read = ({ due, changed, secondAt, ...line }: WorkLine): KeptWork => ({
    ...line,
    story: line.story as StoryId,
    section: (line.section === null ? null : (ids.sections.get(line.section) ?? null)) as SectionId | null,
    assignee: arrivals.find(line.assignee),
    secondBy: arrivals.find(line.secondBy),
    madeBy: arrivals.find(line.madeBy),
    changedBy: arrivals.find(line.changedBy),
    team: arrivals.findAll(line.team),
    closedTo: line.closedTo && arrivals.findAll(line.closedTo),
    ...{ dueAt: timeOrNull(due), secondAt: timeOrNull(secondAt), changedAt: Date.parse(changed) },
  });
  return { ...bare('work.jsonl', 'work', WorkLine), prepare: read, write: restoreWork };
}

export function taskStep(arrivals: Arrivals): LineStep<TaskLine, TaskLine> {
  return {
    ...bare('tasks.jsonl', 'tasks', TaskLine),
    write: (tx, lines) =>
      restoreTasks(
        tx,
        lines.map(({ id, story, code, part, details, made, done, doneBy }) => ({
          ...{ id, story: story as StoryId, code, part, details },
          ...{ madeAt: Date.parse(made), doneAt: timeOrNull(done), doneBy: arrivals.find(doneBy) },
        })),
      ),
  };
}

export function updateStep(arrivals: Arrivals): LineStep<UpdateLine, UpdateLine> {
  return {
    ...bare('waiting-updates.jsonl', 'updates that wait', UpdateLine),
    write: (tx, lines) =>
      restoreUpdates(
        tx,
        lines.map(({ goesOut, unpublish, by, made, ...line }) => ({
          ...line,
          story: line.story as StoryId,
          revision: line.revision as RevisionId,
          base: line.base as RevisionId,
          goesOutAt: Date.parse(goesOut),
          unpublishAt: timeOrNull(unpublish),
          by: arrivals.find(by),
          madeAt: Date.parse(made),
        })),
      ),
  };
}

export function workingStep(work: Restoring, arrivals: Arrivals): LineStep<WorkingLine, KeptWorking> {
  return {
    ...bare('working-documents.jsonl', 'working documents', WorkingLine),
    batch: FEW,
    prepare: async (line) => {
      const story = await work.store.db
        .selectFrom('story')
        .select('id')
        .where('id', '=', line.story)
        .executeTakeFirst();
      return story ? workingOf(line, arrivals) : 'there is no such story.';
    },
    write: (tx, documents) => restoreWorking(tx, documents, work.now),
  };
}

function workingOf({ story, slug, content, threads, touches }: WorkingLine, arrivals: Arrivals): KeptWorking {
  const mark = ({ by, at }: { by: string | null; at: string }) => ({
    by: arrivals.find(by) ?? 0,
    at: Date.parse(at),
  });
  return {
    ...{ story: story as StoryId, slug },
    // It is checked as whatever stands in a working document is: when it is read.
    content: content as Content | null,
    notes: threads.map((thread) => ({
      ...{ id: thread.id, ...mark(thread), text: thread.text, passage: thread.passage },
      mentions: arrivals.findAll(thread.mentions),
      resolved: thread.resolved && mark(thread.resolved),
      replies: thread.replies.map((reply) => ({ ...mark(reply), text: reply.text })),
    })),
    touches: touches.flatMap(({ part, by, at }) => {
      const staff = arrivals.find(by);
      return staff === null ? [] : [{ part, staff, at: Date.parse(at) }];
    }),
  };
}

export function frontStep(work: Restoring): LineStep<FrontLine, FrontLine> {
  return {
    ...bare('fronts.jsonl', 'fronts', FrontLine),
    write: (tx, lines) => {
      const fronts = lines.map(({ id, section, made, draft }): KeptFront => {
        const ids = { id: id as FrontId, section: section as SectionId | null };
        return { ...ids, madeAt: Date.parse(made), draft };
      });
      return restoreFronts(tx, fronts, work.now);
    },
  };
}

export function frontVersionStep(arrivals: Arrivals): LineStep<FrontVersionLine, FrontVersionLine> {
  return {
    ...bare('front-versions.jsonl', 'versions of fronts', FrontVersionLine),
    batch: FEW,
    write: (tx, lines) =>
      restoreVersions(
        tx,
        lines.map(({ launched, by, ...line }) => ({
          ...line,
          launchedAt: Date.parse(launched),
          by: arrivals.find(by),
        })),
      ),
  };
}

export function frontLaunchStep(arrivals: Arrivals): LineStep<FrontLaunchLine, FrontLaunchLine> {
  return {
    ...bare('front-launches.jsonl', 'launches of fronts', FrontLaunchLine),
    batch: FEW,
    write: (tx, lines) =>
      restoreLaunches(
        tx,
        lines.map(({ launch, by, made, told, ...line }) => ({
          ...line,
          ...{ launchAt: Date.parse(launch), by: arrivals.find(by) },
          ...{ madeAt: Date.parse(made), toldAt: timeOrNull(told) },
        })),
      ),
  };
}

export function auditStep(arrivals: Arrivals): LineStep<AuditLine, AuditLine> {
  return {
    ...bare('audit.jsonl', 'the record of who did what', AuditLine),
    write: (tx, lines) =>
      restoreAudit(
        tx,
        lines.map(({ at, by, subject, ...line }) => ({
          ...line,
          ...{ at: new Date(at), by: arrivals.find(by) },
          subject: line.about === 'staff' && subject !== null ? arrivals.numberOf(subject) : subject,
        })),
      ),
  };
}

/** keeper  undefined where nobody keeps webhooks: then they stay out, and it is told */
export function webhookStep(
  work: Restoring,
  arrivals: Arrivals,
  keeper: WebhookKeeper | undefined,
): LineStep<WebhookLine, WebhookRow> {
  const read = ({ by, made, ...line }: WebhookLine): WebhookRow | string => {
    const account = arrivals.find(by);
    if (account === null) return 'nobody here answers for it.';
    work.book.note(
      'webhooks',
      'A webhook came in switched off: give it a new secret, and start it.',
      line.name,
    );
    return { ...line, by: account, madeAt: Date.parse(made) };
  };
  return {
    ...bare('webhooks.jsonl', 'webhooks', WebhookLine),
    prepare: keeper ? read : () => 'webhooks cannot be kept here.',
    write: async (tx, rows) => keeper?.restore(tx, rows),
  };
}

function timeOrNull(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
