import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BylineId, SectionId, TopicId } from '#kit/ids.js';
import { dayIn } from '#kit/zone.js';
import type { Tx } from '#store/tables.js';
import { fromHtml } from '#stories/from-html.js';
import { createStory } from '#stories/work-story.sql.js';
import { type DemoCalendar, fillDates, timeToday } from './demo-dates.ts';
import { readWithHead } from './demo-folder.io.ts';

/** What stands before the text of a story that is still in work. `due` is a time of today. */
type DemoDraft = {
  html: string;
  headline: string;
  standfirst: string;
  section: string;
  bylines: { byline: string; role: string }[];
  topics: string[];
  stage: string;
  due: string;
  wantedWords: number;
  line: string;
  goesTo: string;
  asksSecond?: boolean;
};

type Names = {
  readonly sections: ReadonlyMap<string, SectionId>;
  readonly bylines: ReadonlyMap<string, { readonly id: BylineId }>;
  readonly topics: ReadonlyMap<string, TopicId>;
};

/** Lays today's work on the demonstration's desk: one story in each stage. */
export async function addDeskWork(
  tx: Tx,
  folder: string,
  names: Names,
  calendar: DemoCalendar,
): Promise<void> {
  const files = readdirSync(join(folder, 'desk')).filter((name) => name.endsWith('.html'));
  for (const file of files.sort()) {
    const draft = readWithHead(join(folder, 'desk', file)) as unknown as DemoDraft;
    await addDraft(tx, draft, names, calendar);
  }
}

async function addDraft(tx: Tx, draft: DemoDraft, names: Names, calendar: DemoCalendar): Promise<void> {
  const { headline, section, stage, due, wantedWords, line, goesTo, asksSecond = false } = draft;
  const credits = draft.bylines.flatMap(({ byline, role }) => {
    const found = names.bylines.get(byline);
    return found ? [{ byline: found.id, role }] : [];
  });
  await createStory(
    tx,
    {
      by: null,
      byName: 'demo',
      headline,
      section: names.sections.get(section) ?? null,
      stage,
      plan: {
        day: dayIn(calendar.zone, calendar.today),
        dueAt: timeToday(calendar, due),
        ...{ wantedWords, line, goesTo, asksSecond },
      },
      draft: {
        standfirst: draft.standfirst,
        body: fromHtml(fillDates(draft.html, calendar)).body,
        credits,
        topics: draft.topics.flatMap((slug) => names.topics.get(slug) ?? []),
      },
    },
    calendar.today,
  );
}
