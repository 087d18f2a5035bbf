import { readFields } from './fields.ts';
import { readMeta, type WpMeta, wholeNumber } from './item.ts';
import type { Prefixes } from './prefixes.ts';

/** What stands in an export before its items. */
export type WpHead =
  | { is: 'site'; field: SiteField; text: string }
  | ({ is: 'author' } & WpAuthor)
  | ({ is: 'term' } & WpTerm);

export type SiteField =
  | 'title'
  | 'link'
  | 'description'
  | 'language'
  | 'version'
  | 'base-site'
  | 'base-blog'
  | 'generator';

export interface WpAuthor {
  id: number | null;
  login: string;
  email: string;
  name: string;
}

/**
 * A category, tag or term of another kind. `parent` is the slug of the term above it.
 * `taxonomy` is `category`, `post_tag` or the site's own.
 */
export interface WpTerm {
  id: number | null;
  taxonomy: string;
  slug: string;
  name: string;
  parent: string;
  description: string;
  meta: WpMeta[];
}

const siteFields: Readonly<Record<string, SiteField>> = {
  title: 'title',
  link: 'link',
  description: 'description',
  language: 'language',
  wxr_version: 'version',
  base_site_url: 'base-site',
  base_blog_url: 'base-blog',
  generator: 'generator',
};

/** Reads one element of the channel. Undefined for what tells us nothing. Throws FieldFault where it cannot be read. */
export function readHead(source: string, prefixes: Prefixes): WpHead | undefined {
  const field = readFields(source, prefixes);
  const site = siteFields[field.name];
  if (site) return { is: 'site', field: site, text: field.text.trim() };
  const said = (name: string) => field.fields.find((inner) => inner.name === name)?.text.trim() ?? '';
  const meta = readMeta(field.fields, 'termmeta');
  if (field.name === 'author') return readAuthor(said);
  const id = wholeNumber(said('term_id'));
  if (field.name === 'category') {
    return {
      is: 'term',
      id,
      taxonomy: 'category',
      slug: said('category_nicename'),
      name: said('cat_name'),
      parent: said('category_parent'),
      description: said('category_description'),
      meta,
    };
  }
  if (field.name === 'tag') {
    return {
      is: 'term',
      id,
      taxonomy: 'post_tag',
      slug: said('tag_slug'),
      name: said('tag_name'),
      parent: '',
      description: said('tag_description'),
      meta,
    };
  }
  if (field.name !== 'term') return undefined;
  const taxonomy = said('term_taxonomy') === 'tag' ? 'post_tag' : said('term_taxonomy');
  return {
    is: 'term',
    id,
    taxonomy,
    slug: said('term_slug'),
    name: said('term_name'),
    parent: said('term_parent'),
    description: said('term_description'),
    meta,
  };
}

function readAuthor(said: (name: string) => string): WpHead {
  const login = said('author_login');
  const full = `${said('author_first_name')} ${said('author_last_name')}`.trim();
  const name = said('author_display_name') || full || login;
  return { is: 'author', id: wholeNumber(said('author_id')), login, email: said('author_email'), name };
}
