import { slugify } from '#stories/address.js';
import type { BundleByline, BundleRedirect, BundleSection, BundleTarget, BundleTopic } from '../bundle.ts';
import { defaultAuthorUse, defaultTaxonomyUse } from './default-uses.ts';
import { textOfHtml } from './html-text.ts';
import type { WpItem, WpTermUse } from './item.ts';
import { nicename, readableSlug } from './old-paths.ts';
import type { Origins } from './origins.ts';
import { primaryCategoryOf } from './search-texts.ts';
import type { Survey } from './survey.ts';
import { type KnownTerm, slugOfName } from './terms.ts';
import type { AuthorUse, TaxonomyUse } from './wp-map.ts';
import type { WpOptions } from './wp-options.ts';

/** A tag on fewer stories keeps its address and makes no topic of its own. */
const fewestStories = 3;
const head = { file: '', line: 0 };

/** The old site's lists, as ours: which category is a section, which term a topic, who is a byline. */
export class SiteLists {
  private readonly survey: Survey;
  private readonly options: WpOptions;
  private readonly origins: Origins;

  constructor(survey: Survey, options: WpOptions, origins: Origins) {
    this.survey = survey;
    this.options = options;
    this.origins = origins;
  }

  useOf(taxonomy: string): TaxonomyUse {
    return this.options.map.taxonomies.get(taxonomy) ?? defaultTaxonomyUse(taxonomy);
  }

  /** The section of an item: the category marked as the main one, else the deepest, else the first. */
  sectionTermOf(item: WpItem): KnownTerm | undefined {
    const terms = item.terms.flatMap((use) => {
      const term = this.useOf(use.taxonomy) === 'section' ? this.find(use) : undefined;
      return term ? [term] : [];
    });
    const primary = primaryCategoryOf(item);
    const marked = terms.find((term) => term.id !== null && term.id === primary);
    if (marked && !this.isNoSection(marked)) return marked;
    const depth = (term: KnownTerm) => (isNoCategory(term) ? -1 : this.survey.terms.lineOf(term).length);
    const deepest = terms.reduce<KnownTerm | undefined>(
      (best, term) => (best && depth(best) >= depth(term) ? best : term),
      undefined,
    );
    return deepest && this.isNoSection(deepest) ? undefined : deepest;
  }

  /** WordPress's word for stories that nobody put anywhere: a section only where there is no other. */
  isNoSection(term: KnownTerm): boolean {
    return isNoCategory(term) && this.survey.hasSections;
  }

  /** Terms of an item that are topics: its tags, and categories that are nobody's section. */
  topicTermsOf(item: WpItem): KnownTerm[] {
    const section = this.sectionTermOf(item);
    const line = section ? this.survey.terms.lineOf(section) : [];
    return item.terms.flatMap((use) => {
      const kind = this.useOf(use.taxonomy);
      const term = kind === 'nothing' || kind === 'byline' ? undefined : this.find(use);
      if (!term) return [];
      return kind !== 'section' || this.isTopicOnly(term, line) ? [term] : [];
    });
  }

  /** A category that is a section elsewhere would make a topic page with half of its stories. */
  private isTopicOnly(term: KnownTerm, line: readonly KnownTerm[]): boolean {
    return term.asSection === 0 && !line.includes(term) && !isNoCategory(term);
  }

  section(term: KnownTerm): BundleSection {
    const above = this.survey.terms.lineOf(term)[1];
    const name = textOfHtml(term.name);
    const made = [name, term.description, term.parent].join('\n');
    return {
      kind: 'section',
      origin: this.origins.of(termId(term), '', head, [made]),
      key: keyOf(term),
      slug: readableSlug(term.slug),
      name,
      description: textOfHtml(term.description),
      parent: above ? keyOf(above) : null,
      path: this.pathsOf(term)[0] ?? null,
    };
  }

  topic(term: KnownTerm): BundleTopic {
    const use = this.useOf(term.taxonomy);
    const name = textOfHtml(term.name);
    const listed = term.stories >= fewestStories;
    return {
      kind: 'topic',
      origin: this.origins.of(`topic:${term.taxonomy}/${term.slug}`, '', head, [
        [name, term.description, use, listed].join('\n'),
      ]),
      key: keyOf(term),
      slug: readableSlug(term.slug),
      name,
      about: use === 'section' || use === 'byline' || use === 'nothing' ? 'subject' : use,
      aliases: [],
      description: textOfHtml(term.description),
      listed,
      path: this.pathsOf(term)[0] ?? null,
    };
  }

  /** Every address a term's list had. */
  pathsOf(term: KnownTerm): string[] {
    const { folder } = this.survey.place;
    const usual = { category: 'category', post_tag: 'tag' }[term.taxonomy] ?? term.taxonomy;
    const said = this.options.map.addresses.get(term.taxonomy);
    const folders = said
      ? [said]
      : [this.survey.folders.folderOf(term.taxonomy) ?? '', `${folder}/${usual}/`];
    const line = this.survey.terms
      .lineOf(term)
      .map((one) => one.slug)
      .reverse();
    const paths = folders
      .filter((one) => one !== '')
      .flatMap((one) => [`${one}${line.join('/')}/`, `${one}${term.slug}/`]);
    if (term.id !== null && term.taxonomy === 'category') paths.push(`${folder}/?cat=${term.id}`);
    return [...new Set(paths)];
  }

  redirects(paths: readonly string[], to: BundleTarget): BundleRedirect[] {
    return paths.map((from) => ({
      kind: 'redirect',
      from,
      prefix: false,
      to,
      lasting: true,
      file: '',
      line: 0,
    }));
  }

  /** Keys of an item's bylines, in order: those its plugin names, else its account. */
  bylineKeysOf(item: WpItem): string[] {
    const named = item.terms
      .filter((term) => this.useOf(term.taxonomy) === 'byline')
      .map((term) => this.authorKey(term));
    const accounts = named.length > 0 ? named : item.creator === '' ? [] : [`user:${item.creator}`];
    return [...new Set(accounts)].filter((key) => this.authorUse(key).is !== 'nobody');
  }

  /** Keys of all bylines: accounts of the head, and everybody an item names. */
  bylineKeys(): string[] {
    const keys = [...this.survey.authors.keys(), ...this.survey.creators.keys()]
      .filter(Boolean)
      .map((login) => `user:${login}`);
    const guests = [...this.survey.guests.values()]
      .filter((guest) => guest.account === '')
      .map((guest) => `guest:${guest.slug}`);
    return [...new Set([...keys, ...guests])].filter((key) => this.authorUse(key).is !== 'nobody');
  }

  byline(key: string): BundleByline {
    const login = key.slice(key.indexOf(':') + 1);
    const account = this.survey.authors.get(login);
    const guest = this.guestOf(key);
    const use = this.authorUse(key);
    const name = use.name ?? textOfHtml(guest?.name || account?.name || humanName(login));
    const picture = guest?.picture ?? null;
    const biography = textOfHtml(guest?.biography ?? '');
    const email = guest?.email || account?.email || null;
    return {
      kind: 'byline',
      origin: this.origins.of(key, '', head, [[name, use.is, biography, email, picture].join('\n')]),
      key,
      slug: slugify(name),
      name,
      is: use.is === 'agency' ? 'agency' : 'person',
      email,
      biography,
      picture: picture === null ? null : { id: `media:${picture}`, url: null },
      path: this.authorPaths(key)[0] ?? null,
    };
  }

  authorPaths(key: string): string[] {
    const { folder } = this.survey.place;
    const base = this.options.map.addresses.get('author') ?? `${folder}/author/`;
    const login = key.slice(key.indexOf(':') + 1);
    const id = this.survey.authors.get(login)?.id;
    const paths = [`${base}${key.startsWith('guest:') ? login : nicename(login)}/`];
    return id && id > 0 ? [...paths, `${folder}/?author=${id}`] : paths;
  }

  private find(use: WpTermUse): KnownTerm | undefined {
    return this.survey.terms.find(use.taxonomy, use.slug || slugOfName(use.name));
  }

  /** A byline term belongs to an account, to a guest author, or only has its own name. */
  private authorKey(use: WpTermUse): string {
    const slug = use.slug.replace(/^cap-/, '') || slugOfName(use.name);
    const guest = this.survey.guests.get(slug);
    if (guest?.account) return `user:${guest.account}`;
    if (guest) return `guest:${slug}`;
    for (const login of this.survey.authors.keys())
      if (login === use.name || nicename(login) === slug) return `user:${login}`;
    return `guest:${slug}`;
  }

  private guestOf(key: string) {
    const login = key.slice(key.indexOf(':') + 1);
    if (key.startsWith('guest:')) return this.survey.guests.get(login);
    return [...this.survey.guests.values()].find((guest) => guest.account === login);
  }

  private authorUse(key: string): AuthorUse {
    const login = key.slice(key.indexOf(':') + 1);
    const said = this.options.map.authors.get(login) ?? this.options.map.authors.get(key);
    return said ?? defaultAuthorUse(this.guestOf(key)?.name ?? this.survey.authors.get(login)?.name ?? login);
  }
}

export function keyOf(term: KnownTerm): string {
  return `${term.taxonomy}/${term.slug}`;
}

function termId(term: KnownTerm): string {
  return `section:${term.taxonomy}/${term.slug}`;
}

export function isNoCategory(term: KnownTerm): boolean {
  return /^(?:uncategori[sz]ed|unkategorisiert|non-classe|sin-categoria|sem-categoria|senza-categoria|geen-categorie|bez-kategorii|okategoriserade|ikke-kategoriseret|nezarazene)$/.test(
    term.slug,
  );
}

/** `jane-doe` → Jane Doe, for someone of whom the file knows no more. An address stays what it is before its @. */
function humanName(slug: string): string {
  const words = slug
    .replace(/@.*$/, '')
    .split(/[-_.\s]+/)
    .filter(Boolean);
  if (words.length < 2) return slug.replace(/@.*$/, '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
