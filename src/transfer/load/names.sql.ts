import { type Byline, findByline, saveByline } from '#accounts/byline.sql.js';
import type { BylineId, SectionId, TopicId } from '#kit/ids.js';
import { listSections, type Section, saveSection } from '#paper/section.sql.js';
import type { Tables, Tx } from '#store/tables.js';
import { reservedParts, slugify } from '#stories/address.js';
import { findOwned } from '#stories/own-addresses.sql.js';
import { findTopic, findTopics, saveTopics, type Topic } from '#stories/topic.sql.js';
import type { BundleByline, BundleOrigin, BundleSection, BundleTopic } from '../bundle.ts';
import { keptText } from '../kept-text.ts';
import type { Loading } from './loading.ts';
import { findOrigins, type OriginKind, type OriginRow, saveOrigins } from './origin-rows.sql.ts';

export type NameRecord = BundleSection | BundleTopic | BundleByline;

/**
 * Brings sections, topics and bylines in, or finds them again. What is here already is never written over: it is the
 * newsroom's now.
 */
export async function saveNames(tx: Tx, records: readonly NameRecord[], loading: Loading): Promise<void> {
  const ofKind = <Kind extends NameRecord['kind']>(kind: Kind) =>
    records.filter((record): record is Extract<NameRecord, { kind: Kind }> => record.kind === kind);
  await saveSections(tx, ofKind('section'), loading);
  await saveAllTopics(tx, ofKind('topic'), loading);
  await saveBylines(tx, ofKind('byline'), loading);
}

async function saveSections(tx: Tx, records: readonly BundleSection[], loading: Loading): Promise<void> {
  if (records.length === 0) return;
  const { sections } = loading.names;
  const there = await listSections(tx);
  for (const { slug } of there) loading.names.sectionSlugs.add(slug);
  const known = await knownOf(tx, 'section', records, loading);
  const remembered: Tables['origin'][] = [];
  for (const record of records) {
    const row = known.get(record.origin.id);
    const before =
      there.find((section) => section.id === row?.target_id) ??
      there.find((section) => section.slug === slugify(record.slug) && sameName(section.name, record.name));
    const section = before ?? (await newSection(tx, record, there, loading));
    sections.set(keptText(record.key), { id: section.id, slug: section.slug });
    remembered.push(originRow(record.origin, 'section', section.id, loading));
  }
  await saveOrigins(tx, remembered);
}

async function newSection(
  tx: Tx,
  record: BundleSection,
  there: Section[],
  loading: Loading,
): Promise<Section> {
  const slug = await freeSectionSlug(tx, record.slug, loading.names.sectionSlugs);
  const parent = record.parent === null ? undefined : loading.names.sections.get(record.parent)?.id;
  const { name, description } = record;
  const made = {
    slug,
    name: name || slug,
    description,
    parent: parent ?? null,
    position: there.length + 1,
    access: 'open',
  };
  const section = { ...made, id: (await saveSection(tx, made, loading.now)) as SectionId };
  there.push(section);
  loading.names.sectionSlugs.add(slug);
  return section;
}

async function saveAllTopics(tx: Tx, records: readonly BundleTopic[], loading: Loading): Promise<void> {
  if (records.length === 0) return;
  const known = await knownOf(tx, 'topic', records, loading);
  const ids = [...known.values()].flatMap((row) =>
    row.target_id === null ? [] : [row.target_id as TopicId],
  );
  const there = await findTopics(tx, ids);
  const fresh: { record: BundleTopic; topic: Omit<Topic, 'id'> }[] = [];
  const remembered: Tables['origin'][] = [];
  for (const record of records) {
    const row = known.get(record.origin.id);
    const topic = there.get((row?.target_id ?? -1) as TopicId) ?? (await findTwin(tx, record));
    if (topic) {
      loading.names.topics.set(keptText(record.key), { id: topic.id, slug: topic.slug });
      remembered.push(originRow(record.origin, 'topic', topic.id, loading));
      // A tag that has come to three stories is a topic from now on.
      if (record.listed && !topic.listed)
        await saveTopics(tx, [withoutId({ ...topic, listed: true })], loading.now);
    } else fresh.push({ record, topic: await newTopic(tx, record, fresh) });
  }
  const made = await saveTopics(
    tx,
    fresh.map(({ topic }) => topic),
    loading.now,
  );
  for (const [at, { record, topic }] of fresh.entries()) {
    const id = made[at] as TopicId;
    loading.names.topics.set(keptText(record.key), { id, slug: topic.slug });
    remembered.push(originRow(record.origin, 'topic', id, loading));
  }
  await saveOrigins(tx, remembered);
}

/** A topic of the same name that was here before, or came under another taxonomy. */
async function findTwin(tx: Tx, record: BundleTopic): Promise<Topic | undefined> {
  const there = await findTopic(tx, slugify(record.slug));
  return there && sameName(there.name, record.name) ? there : undefined;
}

async function newTopic(
  tx: Tx,
  record: BundleTopic,
  fresh: readonly { topic: Omit<Topic, 'id'> }[],
): Promise<Omit<Topic, 'id'>> {
  const base = slugify(record.slug || record.name);
  let slug = base;
  for (let turn = 2; fresh.some(({ topic }) => topic.slug === slug) || (await findTopic(tx, slug)); turn++)
    slug = `${base}-${turn}`;
  const { name, about: kind, description: introduction, aliases, listed } = record;
  return { slug, name: name || slug, kind, introduction, aliases, listed };
}

function withoutId({ id: _, ...topic }: Topic): Omit<Topic, 'id'> {
  return topic;
}

async function saveBylines(tx: Tx, records: readonly BundleByline[], loading: Loading): Promise<void> {
  if (records.length === 0) return;
  const known = await knownOf(tx, 'byline', records, loading);
  const remembered: Tables['origin'][] = [];
  for (const record of records) {
    const before = known.get(record.origin.id);
    const byline = await findOrMakeByline(tx, record, before, loading);
    loading.names.bylines.set(keptText(record.key), byline);
    remembered.push({ ...originRow(record.origin, 'byline', byline.id, loading), left_as: byline.slug });
  }
  await saveOrigins(tx, remembered);
}

/** A byline that came before keeps its slug beside its number, so that it is found again without a list of all. */
async function findOrMakeByline(
  tx: Tx,
  record: BundleByline,
  before: OriginRow | undefined,
  loading: Loading,
): Promise<Byline> {
  if (before?.left_as) {
    const there = await findByline(tx, before.left_as);
    if (there?.id === before.target_id) return there;
  }
  const base = slugify(record.slug || record.name);
  for (let turn = 1; ; turn++) {
    const slug = turn === 1 ? base : `${base}-${turn}`;
    const there = await findByline(tx, slug);
    if (there && sameName(there.name, record.name)) return there;
    if (there) continue;
    const made = {
      slug,
      name: record.name,
      kind: record.is,
      role: '',
      about: record.biography,
      portrait: null,
    };
    return { ...made, id: (await saveByline(tx, made, loading.now)) as BylineId };
  }
}

async function knownOf(
  tx: Tx,
  kind: OriginKind,
  records: readonly { origin: BundleOrigin }[],
  { system }: Loading,
): Promise<Map<string, OriginRow>> {
  return findOrigins(
    tx,
    system,
    kind,
    records.map((record) => record.origin.id),
  );
}

export function originRow(
  origin: BundleOrigin,
  kind: OriginKind,
  target: number | null,
  { system, run }: Loading,
): Tables['origin'] {
  return {
    system,
    kind,
    origin_id: origin.id,
    target_id: target,
    source_hash: origin.hash,
    revision_id: null,
    run_id: run,
    left_as: '',
    pending: 0,
    source: origin.source === '' ? null : origin.source,
  };
}

/** A section answers at its slug, so that must be no story's, and none that the paper itself answers. */
async function freeSectionSlug(tx: Tx, wanted: string, taken: ReadonlySet<string>): Promise<string> {
  const base = slugify(wanted);
  for (let turn = 1; ; turn++) {
    const slug = turn === 1 ? base : `${base}-${turn}`;
    if (taken.has(slug) || reservedParts.has(slug)) continue;
    if ((await findOwned(tx, [`/${slug}`])).size === 0) return slug;
  }
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
