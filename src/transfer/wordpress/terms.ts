import { keptTexts } from '../kept-text.ts';
import type { WpTerm } from './head.ts';
import type { WpTermUse } from './item.ts';

/** A term of the export, from its head or, where that leaves it out, from the items that carry it. */
export interface KnownTerm {
  id: number | null;
  taxonomy: string;
  slug: string;
  name: string;
  parent: string;
  description: string;
  /** Published stories that carry it. */
  stories: number;
  /** Published stories that have it as their section. */
  asSection: number;
}

/** Every term of the export. Few enough, even of a large site, to be kept in memory. */
export class Terms {
  private readonly terms = new Map<string, KnownTerm>();

  addHead(term: WpTerm): void {
    const { id, taxonomy, name, parent, description } = term;
    const slug = term.slug || slugOfName(name);
    if (slug === '' || taxonomy === '') return;
    const known = this.terms.get(key(taxonomy, slug));
    const { stories, asSection } = known ?? { stories: 0, asSection: 0 };
    const now = { id, taxonomy, slug, name: name || slug, parent, description, stories, asSection };
    this.terms.set(key(taxonomy, slug), keptTexts(now));
  }

  /** Notes that an item carries a term. */
  use(use: WpTermUse, countsAsStory: boolean): void {
    const term = this.known(use);
    if (countsAsStory) term.stories += 1;
  }

  private known(use: WpTermUse): KnownTerm {
    const slug = use.slug || slugOfName(use.name);
    const found = this.terms.get(key(use.taxonomy, slug));
    if (found) return found;
    const { taxonomy } = use;
    const name = use.name || slug;
    const term = keptTexts({
      id: null,
      taxonomy,
      slug,
      name,
      parent: '',
      description: '',
      stories: 0,
      asSection: 0,
    });
    this.terms.set(key(use.taxonomy, slug), term);
    return term;
  }

  find(taxonomy: string, slug: string): KnownTerm | undefined {
    return this.terms.get(key(taxonomy, slug)) ?? this.terms.get(key(taxonomy, slugOfName(slug)));
  }

  findById(taxonomy: string, id: number): KnownTerm | undefined {
    return this.list(taxonomy).find((term) => term.id === id);
  }

  /** The term and those above it, itself first. */
  lineOf(term: KnownTerm): KnownTerm[] {
    const line = [term];
    for (
      let above = this.find(term.taxonomy, term.parent);
      above && line.length < 10 && !line.includes(above);
    ) {
      line.push(above);
      above = above.parent === '' ? undefined : this.find(term.taxonomy, above.parent);
    }
    return line;
  }

  list(taxonomy: string): KnownTerm[] {
    return [...this.terms.values()].filter((term) => term.taxonomy === taxonomy);
  }

  all(): IterableIterator<KnownTerm> {
    return this.terms.values();
  }

  taxonomies(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const term of this.terms.values()) counts.set(term.taxonomy, (counts.get(term.taxonomy) ?? 0) + 1);
    return counts;
  }
}

/** A term's slug where the file gives its name only. */
export function slugOfName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s/]+/g, '-');
}

function key(taxonomy: string, slug: string): string {
  return `${taxonomy}\n${slug.toLowerCase()}`;
}
