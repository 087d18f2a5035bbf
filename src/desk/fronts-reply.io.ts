/** What the screens of fronts are told, gathered from the rooms that know it. */
import type { Staff } from '#accounts/staff.js';
import { listStaff } from '#accounts/staff.sql.js';
import { draftName, startDraft } from '#fronts/draft.sql.js';
import { fillFront, namedStories } from '#fronts/fill.js';
import type { Container } from '#fronts/front.js';
import { type Front, findFront, findUp, listVersions, listWaiting, type Version } from '#fronts/front.sql.js';
import { listUntold } from '#fronts/launch.sql.js';
import { settleRules } from '#fronts/settled.sql.js';
import { loadSupply } from '#fronts/supply.sql.js';
import { foresee } from '#fronts/up.js';
import type { MediaId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { findPictures } from '#media/picture.sql.js';
import { listSections, type Section } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { type Card, findCards } from '#stories/cards.sql.js';
import { findCorrected } from '#stories/corrected.sql.js';
import { findTopics } from '#stories/topic.sql.js';
import type { Asker } from '#stories/work-listed.js';
import { listThese } from '#stories/work-lists.sql.js';
import { sectionsUnder } from './asker.ts';
import type { Desk } from './desk.ts';
import { mayArrange, mayLaunch } from './fronts-rights.ts';
import { pictureReply } from './pictures-reply.ts';
import type {
  FilledReply,
  FilledRow,
  FrontReply,
  FrontRow,
  PlacedStory,
  VersionRow,
} from './shapes/fronts.ts';

const VERSIONS = 30;

/** The home front, and one for each section that stands at the top or was arranged. */
export async function listFrontRows(desk: Desk, staff: Staff): Promise<FrontRow[]> {
  const { db } = desk.store;
  const names = await namesOf(db);
  const sections = await listSections(db);
  const wanted: (Section | null)[] = [null, ...sections];
  const rows = await Promise.all(
    wanted.map(async (section): Promise<FrontRow | undefined> => {
      const front = await findFront(db, section?.id ?? null);
      if (!front && section?.parent) return undefined;
      const [version] = front ? await listVersions(db, front.id, 1) : [];
      const up = version ? { version: version.number, at: version.at, by: nameOf(names, version.by) } : null;
      return {
        id: front?.id ?? null,
        section: section?.id ?? null,
        name: section?.name ?? desk.settings().name,
        path: section ? `/${section.slug}` : '/',
        up,
        waiting: front ? (await listWaiting(db, front.id)).length : 0,
        mayArrange: mayArrange(staff, { section: section?.id ?? null }),
      };
    }),
  );
  return rows.filter((row) => row !== undefined);
}

/** One front, with its draft begun where nobody has opened it before. */
export async function loadFront(desk: Desk, front: Front, staff: Staff): Promise<FrontReply> {
  const { db } = desk.store;
  const now = desk.clock();
  const generation = await db.transaction().execute((tx) => startDraft(tx, front, now));
  const [names, sections, { up }] = [
    await namesOf(db),
    await listSections(db),
    await findUp(db, front.id, now),
  ];
  const section = sections.find(({ id }) => id === front.section);
  const coming = (await listWaiting(db, front.id)).filter(({ at }) => at > now.getTime());
  return {
    ...{ id: front.id, section: front.section, name: section?.name ?? desk.settings().name },
    path: section ? `/${section.slug}` : '/',
    document: { name: draftName(front.id), generation },
    mayArrange: mayArrange(staff, front),
    mayLaunch: mayLaunch(staff, front),
    up,
    versions: (await listVersions(db, front.id, VERSIONS)).map((version) => versionRow(names, version)),
    waiting: foresee(up, coming).map(({ id, at, by, madeAt, plan }) => ({
      ...{ id, at, madeAt, plan },
      by: nameOf(names, by),
      isOwn: by === staff.id,
    })),
    untold: await listUntold(db, front.id, staff.id),
  };
}

export function versionRow(names: ReadonlyMap<number, string>, version: Version): VersionRow {
  return { ...version, by: nameOf(names, version.by) };
}

export async function namesOf(db: Db): Promise<ReadonlyMap<number, string>> {
  return new Map((await listStaff(db)).map(({ id, name }) => [id, name]));
}

function nameOf(names: ReadonlyMap<number, string>, id: number | null): string | null {
  return id === null ? null : (names.get(id) ?? null);
}

/** What would stand on these containers now, with every story that is named on them. */
export async function fillContainers(
  desk: Desk,
  arranged: readonly Container[],
  asker: Asker,
  staff: Staff,
): Promise<FilledReply> {
  const { db } = desk.store;
  const containers = await settleRules(db, arranged);
  const sections = await listSections(db);
  const familyOf = (id: SectionId) => sectionsUnder(sections, id);
  const filled = fillFront(containers, await loadSupply(db, containers, familyOf, asker.now), asker.now);
  const found = filled.flatMap(({ cards }) => cards.flatMap(({ story }) => story?.id ?? []));
  const own = containers.flatMap(({ cards }) => cards.flatMap(({ picture }) => picture ?? []));
  const names = await ruleNames(db, containers, sections);
  return {
    containers: filled.map(
      ({ container, cards }): FilledRow => ({
        id: container.id,
        name: container.title || (names.get(container.id) ?? ''),
        places: cards.map(({ hand, story }) => ({ card: hand?.id ?? null, story: story?.id ?? null })),
      }),
    ),
    stories: await listPlaced(desk, [...namedStories(containers), ...found], asker, staff),
    pictures: await smallPictures(desk, own, staff),
  };
}

/** Stories as cards show them; those the asker may not open are missing. */
export async function listPlaced(
  desk: Desk,
  ids: readonly StoryId[],
  asker: Asker,
  staff: Staff,
): Promise<PlacedStory[]> {
  const { db } = desk.store;
  const wanted = [...new Set(ids)];
  const [listed, cards, corrected] = await Promise.all([
    listThese(db, wanted, {}, asker),
    findCards(db, wanted, asker.now),
    findCorrected(db, wanted),
  ]);
  const leads = [...cards.values()].flatMap(({ lead }) => lead ?? []);
  const pictures = await smallPictures(desk, leads, staff);
  return listed.map(({ id, headline, standing, section, access, publishedAt, comesAt }) => {
    const card: Card | undefined = cards.get(id);
    return {
      ...{ id, headline, standing, section, access, publishedAt, comesAt },
      shown: card ? card.frontHeadline || card.headline : null,
      kicker: card?.kicker ?? '',
      corrected: corrected.get(id) ?? null,
      picture: card?.lead ? (pictures[card.lead] ?? null) : null,
    };
  });
}

async function smallPictures(
  desk: Desk,
  ids: readonly MediaId[],
  staff: Staff,
): Promise<Record<number, string>> {
  const found = await findPictures(desk.store.db, ids);
  const sources = [...found.values()].flatMap((picture) => {
    const { src } = pictureReply(picture, staff, desk.clock());
    return src ? [[picture.id, src] as const] : [];
  });
  return Object.fromEntries(sources);
}

async function ruleNames(
  db: Db,
  containers: readonly Container[],
  sections: readonly Section[],
): Promise<ReadonlyMap<string, string>> {
  const topicIds = containers.flatMap(({ rule }) => (rule?.by === 'topic' ? rule.topic : []));
  const topics = await findTopics(db, topicIds as TopicId[]);
  return new Map(
    containers.map(({ id, rule }) => {
      if (rule?.by === 'section') return [id, sections.find((one) => one.id === rule.section)?.name ?? ''];
      return [id, rule?.by === 'topic' ? (topics.get(rule.topic)?.name ?? '') : ''];
    }),
  );
}
