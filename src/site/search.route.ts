import { type Byline, findByline, findBylines } from '#accounts/byline.sql.js';
import { startOfDay } from '#kit/zone.js';
import type { Section } from '#paper/section.sql.js';
import { noRights } from '#stories/gate.js';
import { findBylineIds, findTopicIds } from '#stories/labels.sql.js';
import { type SearchAnswer, searchStories } from '#stories/search.sql.js';
import { shortenQuestion } from '#stories/search-question.js';
import { findTopic, findTopics, type Topic } from '#stories/topic.sql.js';
import { sectionFamily } from './card-view.ts';
import { loadCardViews } from './cards.io.ts';
import { searchMeta } from './meta.ts';
import type { Answer, Ask, Paper, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { htmlAnswer } from './render.ts';
import {
  readDay,
  readSearchKey,
  type SearchFields,
  type SearchTurn,
  searchAddress,
} from './search-address.ts';
import { findSection } from './section.route.ts';
import type { ChoiceView, SearchHitView, SearchView } from './view.ts';

const HITS = 20;

/** `/search`: the form, and what was found. What cannot be read in the address counts as not asked. */
export const searchRoute: Route = { name: 'search', match: paths.search, make: makeSearch };

async function makeSearch(house: SiteHouse, ask: Ask): Promise<Answer> {
  const wish = await readWish(house, ask.query);
  const answer = isEmpty(wish) ? null : await search(house, ask, wish);
  const view = await searchView(house, wish, answer);
  return {
    ...htmlAnswer(house, 'search', view, { dependsOn: [], turnsAt: null }),
    // Readers ask what they like: answers would push the pages out that others read.
    keep: answer === null,
  };
}

type Wish = {
  readonly fields: SearchFields;
  readonly query: URLSearchParams;
  readonly section: Section | undefined;
  readonly topic: Topic | undefined;
  readonly byline: Byline | undefined;
};

async function readWish({ db, paper }: SiteHouse, query: URLSearchParams): Promise<Wish> {
  // Postgres takes no NUL, and no slug has one.
  const asked = (name: string) => (query.get(name) ?? '').replaceAll('\u0000', '');
  const section = findSection(paper, asked('section'));
  const topic = asked('topic') ? await findTopic(db, asked('topic')) : undefined;
  const byline = asked('byline') ? await findByline(db, asked('byline')) : undefined;
  const fields: SearchFields = {
    q: shortenQuestion(asked('q')),
    section: section?.slug ?? '',
    topic: topic?.slug ?? '',
    byline: byline?.slug ?? '',
    from: readDay(query.get('from')) ? asked('from') : '',
    to: readDay(query.get('to')) ? asked('to') : '',
    order: asked('order') === 'best' ? 'best' : 'newest',
  };
  return { fields, query, section, topic, byline };
}

function isEmpty({ fields }: Wish): boolean {
  const { order, ...asked } = fields;
  return Object.values(asked).every((value) => value === '');
}

function search({ slow, paper }: SiteHouse, ask: Ask, wish: Wish): Promise<SearchAnswer> {
  const { fields, section, topic, byline } = wish;
  const zone = paper.settings.timeZone;
  const from = readDay(fields.from);
  const to = readDay(fields.to);
  const question = {
    words: fields.q,
    language: paper.settings.language,
    sections: section && sectionFamily(paper, section),
    topic: topic?.id,
    byline: byline?.id,
    from: from && startOfDay(zone, from.year, from.month, from.day),
    // The day itself is meant too.
    to: to && startOfDay(zone, to.year, to.month, to.day + 1),
    order: fields.order,
    // A page is shared by its audience, and no two members need hold the same tiers: it searches what is open to all.
    rights: noRights,
    limit: HITS,
    key: readSearchKey(wish.query, fields.order),
  };
  return searchStories(slow, question, ask.now);
}

async function searchView(house: SiteHouse, wish: Wish, answer: SearchAnswer | null): Promise<SearchView> {
  const { paper } = house;
  const { q, ...chosen } = wish.fields;
  const choices = await loadChoices(house, wish, answer);
  const turned = (name: SearchTurn['name'], key: SearchAnswer['newer'] | undefined) =>
    key ? searchAddress(wish.fields, { name, key }) : null;
  return {
    paper: paper.view,
    meta: searchMeta(paper, q),
    query: q,
    ...chosen,
    sections: sectionChoices(paper),
    ...choices,
    hits: answer && (await loadHitViews(house, answer)),
    total: answer?.total ?? null,
    newerHref: turned('after', answer?.newer),
    olderHref: turned('before', answer?.older),
  };
}

async function loadHitViews(house: SiteHouse, { hits }: SearchAnswer): Promise<SearchHitView[]> {
  const views = await loadCardViews(
    house,
    hits.map(({ card }) => card),
  );
  return hits.flatMap(({ card, snippet }) => {
    const view = views.get(card.id);
    return view ? [{ card: view, snippet }] : [];
  });
}

function sectionChoices({ sections }: Paper): ChoiceView[] {
  return sections.map(({ slug, name }) => ({ value: slug, label: name }));
}

/** Topics and bylines of what was found, to narrow it down by, and the ones chosen already. */
async function loadChoices(
  { db, paper }: SiteHouse,
  { topic, byline }: Wish,
  answer: SearchAnswer | null,
): Promise<Pick<SearchView, 'topics' | 'bylines'>> {
  const stories = answer?.hits.map(({ card }) => card.id) ?? [];
  const [topicIds, bylineIds] = await Promise.all([findTopicIds(db, stories), findBylineIds(db, stories)]);
  const topics = [...(await findTopics(db, [...topicIds.values()].flat())).values()];
  const bylines = [...(await findBylines(db, [...bylineIds.values()].flat())).values()];
  const listed = topics.filter((found) => found.listed && found.id !== topic?.id);
  const others = bylines.filter((found) => found.id !== byline?.id);
  return {
    topics: choicesOf([...(topic ? [topic] : []), ...listed], paper.settings.language),
    bylines: choicesOf([...(byline ? [byline] : []), ...others], paper.settings.language),
  };
}

function choicesOf(found: readonly { slug: string; name: string }[], language: string): ChoiceView[] {
  const { compare } = new Intl.Collator(language);
  return found
    .map(({ slug, name }) => ({ value: slug, label: name }))
    .sort((one, other) => compare(one.label, other.label));
}
