import { join } from 'node:path';
import { saveByline } from '#accounts/byline.sql.js';
import { fault } from '#kit/fault.js';
import type { BylineId, MediaId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { addPicture } from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';
import { saveSection } from '#paper/section.sql.js';
import { saveSettings } from '#paper/settings.io.js';
import type { Files } from '#store/files.io.js';
import { tell } from '#store/outbox.sql.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { readAccess } from '#stories/access.js';
import { addAddresses } from '#stories/addresses.sql.js';
import { emptyContent } from '#stories/empty-content.js';
import { fromHtml } from '#stories/from-html.js';
import { addNote } from '#stories/note.sql.js';
import { addStories } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import type { NewStory } from '#stories/story-row.js';
import { saveTopics, type TopicKind } from '#stories/topic.sql.js';
import { type DemoCalendar, fillDates, instantOf } from './demo-dates.ts';
import { addDeskWork } from './demo-desk.io.ts';
import {
  type DemoPaper,
  type DemoStory,
  readDemoMembers,
  readDemoPaper,
  readDemoStories,
  readWithHead,
} from './demo-folder.io.ts';
import { launchDemoFront } from './demo-front.sql.ts';
import { addDemoMembers } from './demo-members.sql.ts';
import { addDemoReaders } from './demo-readers.sql.ts';
import { transferFaults } from './faults.ts';

/** Who is named as the maker of revisions that no person made. */
const MADE_BY = 'demo';

type Ids = {
  sections: Map<string, SectionId>;
  bylines: Map<string, { id: BylineId; name: string }>;
  topics: Map<string, TopicId>;
  pictures: Map<string, { id: MediaId; alt: string }>;
  stories: Map<string, { id: StoryId; path: string }>;
};

/**
 * Fills an empty publication with the demonstration paper, dated back from `now`.
 *
 * folder   with paper.json, stories, pages and pictures
 * returns  how many stories and pictures it has
 * throws   demo-not-empty when there are stories already
 */
export async function fillWithDemo(
  house: { store: Store; files: Files },
  folder: string,
  now: Date,
  tellProgress: (says: string, share: number) => void,
): Promise<{ stories: number; pictures: number }> {
  const { db } = house.store;
  if (await db.selectFrom('story').select('id').limit(1).executeTakeFirst())
    throw fault(transferFaults, 'demo-not-empty');
  const paper = readDemoPaper(folder);
  const members = readDemoMembers(folder);
  const stories = readDemoStories(folder);
  const calendar: DemoCalendar = { zone: paper.timeZone, language: paper.language, today: now };
  await saveSettings(db, { ...settingsOf(paper), ...members.settings }, now);
  const taken = await takeInPictures(house.files, paper, folder, (done) =>
    tellProgress('pictures', done * 0.6),
  );
  await db.transaction().execute(async (tx) => {
    const ids = await saveNames(tx, paper, taken, now);
    for (const [at, story] of stories.entries()) {
      await addStory(tx, story, { ids, calendar, paper });
      tellProgress(`stories: ${story.headline}`, 0.6 + (at / stories.length) * 0.4);
    }
    for (const page of paper.pages)
      await addPage(tx, page, join(folder, 'pages', page.file), { ids, calendar, paper });
    await addDeskWork(tx, folder, ids, calendar);
    await launchDemoFront(tx, paper.front.containers, ids, now);
    await addDemoMembers(tx, members, ids.pictures, now);
    await addDemoReaders(tx, folder, { store: house.store, calendar, stories: ids.stories });
    await tell(tx, 'stories.imported', null, { system: 'demo', stories: stories.length }, now);
  });
  return { stories: stories.length, pictures: paper.pictures.length };
}

type Context = { ids: Ids; calendar: DemoCalendar; paper: DemoPaper };

function settingsOf(paper: DemoPaper): Record<string, unknown> {
  const { name, tagline, description, language, timeZone, navigation, footer, colours } = paper;
  return {
    ...{ name, tagline, description, language, timeZone, navigation },
    accent: colours.accent.light,
    accentDark: colours.accent.dark,
    footer: paper.pages.map((page) => ({ label: page.title, href: `/${page.slug}` })),
    footerLine: footer,
  };
}

type TakenPicture = Awaited<ReturnType<typeof takeInFile>>;

async function takeInPictures(
  files: Files,
  paper: DemoPaper,
  folder: string,
  done: (share: number) => void,
): Promise<Map<string, TakenPicture>> {
  const taken = new Map<string, TakenPicture>();
  for (const picture of paper.pictures) {
    const { file: name, alt, caption, credit, focal } = picture;
    const [focalX, focalY] = focal;
    const path = join(folder, 'pictures', name);
    taken.set(name, await takeInFile(files, { path }, { name, alt, caption, credit, focalX, focalY }));
    done(taken.size / paper.pictures.length);
  }
  return taken;
}

async function saveNames(
  tx: Tx,
  paper: DemoPaper,
  taken: ReadonlyMap<string, TakenPicture>,
  now: Date,
): Promise<Ids> {
  const ids: Ids = {
    sections: new Map(),
    bylines: new Map(),
    topics: new Map(),
    pictures: new Map(),
    stories: new Map(),
  };
  for (const [position, section] of paper.sections.entries()) {
    ids.sections.set(
      section.slug,
      await saveSection(tx, { ...section, parent: null, position, access: 'open' }, now),
    );
  }
  for (const { slug, name, kind, about, role } of paper.bylines) {
    ids.bylines.set(slug, {
      id: await saveByline(tx, { slug, name, kind, about, role, portrait: null }, now),
      name,
    });
  }
  const topics = paper.topics.map((topic) => ({ ...topic, kind: topic.kind as TopicKind, listed: true }));
  for (const [at, id] of (await saveTopics(tx, topics, now)).entries())
    ids.topics.set(topics[at]?.slug ?? '', id);
  for (const [file, picture] of taken)
    ids.pictures.set(file, { id: await addPicture(tx, picture, now), alt: picture.alt });
  return ids;
}

async function addStory(tx: Tx, story: DemoStory, context: Context): Promise<void> {
  const { ids, calendar } = context;
  const publishedAt = instantOf(calendar, story.publishedDaysAgo, story.publishedAt);
  const updatedAt =
    story.updatedDaysAgo === undefined
      ? null
      : instantOf(calendar, story.updatedDaysAgo, story.updatedAt ?? '12:00');
  const path = `/${story.section}/${story.slug}`;
  const [made] = await addStories(
    tx,
    [
      {
        kind: 'story',
        path,
        slug: story.slug,
        content: contentOf(story, context),
        bylineText: bylineText(story, ids),
        sticky: story.slug === context.paper.front.lead,
        placing: {
          state: 'published',
          timing: { publishedAt, embargo: { is: 'none' }, unpublishAt: null, held: false },
          updatedAt,
        },
        madeBy: MADE_BY,
        reason: '',
        madeAt: publishedAt,
      } satisfies NewStory,
    ],
    calendar.today,
  );
  if (!made) return;
  ids.stories.set(story.slug, { id: made.id, path });
  await addAddresses(tx, [{ path, target: { is: 'story', id: made.id } }]);
  for (const { kind, daysAgo, at, text } of story.corrections ?? []) {
    const note = {
      kind: kind === 'update' ? ('change' as const) : kind,
      text: fillDates(text, calendar),
      block: null,
    };
    await addNote(
      tx,
      made.id,
      { ...note, dated: instantOf(calendar, daysAgo, at ?? '12:00') },
      calendar.today,
    );
  }
}

async function addPage(
  tx: Tx,
  page: DemoPaper['pages'][number],
  file: string,
  context: Context,
): Promise<void> {
  const { html, standfirst } = readWithHead(file);
  const path = `/${page.slug}`;
  const content = {
    ...emptyContent,
    headline: page.title,
    standfirst: typeof standfirst === 'string' ? standfirst : '',
    body: bodyOf(html, context),
  };
  const at = instantOf(context.calendar, 120, '09:00');
  const timing = { publishedAt: at, embargo: { is: 'none' as const }, unpublishAt: null, held: false };
  const [made] = await addStories(
    tx,
    [
      {
        kind: 'page',
        path,
        slug: page.slug,
        content,
        bylineText: '',
        sticky: false,
        placing: { state: 'published', timing, updatedAt: null },
        madeBy: MADE_BY,
        reason: '',
        madeAt: at,
      },
    ],
    context.calendar.today,
  );
  if (made) await addAddresses(tx, [{ path, target: { is: 'story', id: made.id } }]);
}

function contentOf(story: DemoStory, context: Context): Content {
  const { ids, calendar } = context;
  const lead = story.lead ? ids.pictures.get(story.lead.picture) : undefined;
  return {
    ...emptyContent,
    headline: fillDates(story.headline, calendar),
    standfirst: fillDates(story.standfirst, calendar),
    kicker: story.kicker ?? '',
    dateline: story.dateline ?? '',
    body: bodyOf(story.html, context),
    section: ids.sections.get(story.section) ?? null,
    credits: story.bylines.flatMap(({ byline, role }) => {
      const found = ids.bylines.get(byline);
      return found ? [{ byline: found.id, role }] : [];
    }),
    agencyCredit: story.agencyCredit ?? '',
    topics: story.topics.flatMap((slug) => ids.topics.get(slug) ?? []),
    access: readAccess(story.access),
    lead: lead
      ? { media: lead.id, alt: '', caption: fillDates(story.lead?.caption ?? '', calendar), credit: '' }
      : null,
    searchTitle: story.searchTitle ?? '',
  };
}

function bylineText(story: DemoStory, ids: Ids): string {
  const writers = story.bylines.filter(({ role }) => role === '');
  const names = (writers.length > 0 ? writers : story.bylines.slice(0, 1)).flatMap(
    ({ byline }) => ids.bylines.get(byline)?.name ?? [],
  );
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}

/** Puts our ids in place of the names by which the files point at stories and pictures. */
function bodyOf(html: string, { ids, calendar }: Context) {
  const named = fillDates(html, calendar)
    .replace(/data-slugs="([^"]*)"/g, (_, slugs: string) => {
      const found = slugs.split(/\s+/).flatMap((slug) => ids.stories.get(slug)?.id ?? []);
      return `data-stories="${found.join(',')}"`;
    })
    .replace(/href="story:([\w-]+)"/g, (_, slug: string) => {
      const story = ids.stories.get(slug);
      return story ? `href="${story.path}" data-story="${story.id}"` : 'href="/"';
    })
    .replace(/<figure data-picture="([^"]+)">/g, (_, file: string) => {
      const picture = ids.pictures.get(file);
      return picture
        ? `<figure><img data-media="${picture.id}" src="" alt="${picture.alt.replaceAll('"', '&quot;')}">`
        : '<figure>';
    });
  return fromHtml(named, { trusted: true }).body;
}
