import { slugify } from '#stories/address.js';
import type { BundleByline, BundleRecord, BundleStory } from '../bundle.ts';
import type { RecordSources } from './item-records.ts';
import { isNoCategory, keyOf } from './site-lists.ts';
import type { KnownTerm } from './terms.ts';

/** Hands over sections, topics and bylines with their old addresses: those known at the start, then whatever a story names. */
export class ListRecords {
  private readonly sources: RecordSources;
  private readonly given = new Set<string>();

  constructor(sources: RecordSources) {
    this.sources = sources;
  }

  /** Sections, the largest first, those above them before them; topics; bylines; where empty categories lead. */
  *atStart(): Generator<BundleRecord> {
    const { survey, lists } = this.sources;
    const terms = [...survey.terms.all()];
    const sections = terms
      .filter((term) => term.asSection > 0 && !lists.isNoSection(term))
      .sort((one, other) => other.asSection - one.asSection);
    for (const term of sections) yield* this.section(term);
    for (const term of terms) {
      const use = lists.useOf(term.taxonomy);
      const isSection = term.asSection > 0 && !lists.isNoSection(term);
      if (use === 'nothing' || use === 'byline' || isSection) continue;
      if (term.stories > 0 && use !== 'section') yield* this.topic(term);
      // What WordPress files under for want of a category makes no topic either, and its address still answers.
      if (use === 'section' && (term.stories === 0 || isNoCategory(term))) yield* this.emptySection(term);
    }
    for (const key of lists.bylineKeys()) yield* this.byline(key);
  }

  /** The address of a category without stories leads to the section above it, else to the front. */
  private *emptySection(term: KnownTerm): Generator<BundleRecord> {
    const { survey, lists } = this.sources;
    if (!this.isNew(`section ${keyOf(term)}`)) return;
    const above = survey.terms.lineOf(term).find((one) => one.asSection > 0 && !lists.isNoSection(one));
    yield* lists.redirects(
      lists.pathsOf(term),
      above ? { is: 'section', key: keyOf(above) } : { is: 'address', address: '/' },
    );
  }

  /** What a story names and has not been handed over yet. */
  *before(story: BundleStory): Generator<BundleRecord> {
    const find = (key: string) =>
      this.sources.survey.terms.find(key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1));
    const section = story.section === null ? undefined : find(story.section);
    if (section) yield* this.section(section);
    for (const key of story.topics) {
      const term = find(key);
      if (term) yield* this.topic(term);
    }
    for (const { byline } of story.bylines) yield* this.byline(byline);
  }

  *section(term: KnownTerm): Generator<BundleRecord> {
    const { survey, lists } = this.sources;
    for (const one of survey.terms.lineOf(term).reverse()) {
      if (!this.isNew(`section ${keyOf(one)}`)) continue;
      yield lists.section(one);
      yield* lists.redirects(lists.pathsOf(one), { is: 'section', key: keyOf(one) });
    }
  }

  private *topic(term: KnownTerm): Generator<BundleRecord> {
    const { lists } = this.sources;
    if (!this.isNew(`topic ${keyOf(term)}`)) return;
    yield lists.topic(term);
    yield* lists.redirects(lists.pathsOf(term), { is: 'topic', key: keyOf(term) });
  }

  private *byline(key: string): Generator<BundleRecord> {
    if (!this.isNew(`byline ${key}`)) return;
    if (key.startsWith('name:')) {
      yield this.writtenByline(key);
      return;
    }
    yield this.sources.lists.byline(key);
    yield* this.sources.lists.redirects(this.sources.lists.authorPaths(key), { is: 'byline', key });
  }

  /** A byline that stands in a meta field, as words. */
  private writtenByline(key: string): BundleByline {
    const name = key.slice('name:'.length);
    const origin = this.sources.origins.of(key, '', { file: '', line: 0 }, [name]);
    return {
      kind: 'byline',
      origin,
      key,
      slug: slugify(name),
      name,
      is: 'person',
      email: null,
      biography: '',
      picture: null,
      path: null,
    };
  }

  private isNew(key: string): boolean {
    if (this.given.has(key)) return false;
    this.given.add(key);
    return true;
  }
}
