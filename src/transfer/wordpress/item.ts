import { type Field, readFields } from './fields.ts';
import type { Prefixes } from './prefixes.ts';

/** One item of an export, everything it says, as it says it; '' and null for what it leaves out. */
export interface WpItem {
  id: number | null;
  type: string;
  status: string;
  title: string;
  link: string;
  guid: string;
  slug: string;
  creator: string;
  content: string;
  excerpt: string;
  description: string;
  pubDate: string;
  date: string;
  dateGmt: string;
  modified: string;
  modifiedGmt: string;
  parent: number;
  menuOrder: number;
  password: string;
  sticky: boolean;
  takesComments: boolean;
  attachmentUrl: string;
  terms: WpTermUse[];
  meta: WpMeta[];
  comments: WpComment[];
  /** Line of the file on which the item begins. */
  line: number;
  /** The item as it was written. */
  source: string;
}

/** A term an item carries. `taxonomy` is `category`, `post_tag` or the site's own. */
export interface WpTermUse {
  taxonomy: string;
  slug: string;
  name: string;
}

export interface WpMeta {
  key: string;
  value: string;
}

export interface WpComment {
  id: number | null;
  author: string;
  email: string;
  date: string;
  dateGmt: string;
  text: string;
  approved: string;
  type: string;
  parent: number;
  meta: WpMeta[];
}

/** Reads an item from the text `scan.ts` cut out. Throws FieldFault where the text cannot be read. */
export function readItem(source: string, line: number, prefixes: Prefixes): WpItem {
  const { fields } = readFields(source, prefixes);
  const said = firstTexts(fields);
  const text = (name: string) => said.get(name) ?? '';
  return {
    id: wholeNumber(text('post_id')),
    type: text('post_type').trim(),
    status: text('status').trim(),
    title: text('title').trim(),
    link: text('link').trim(),
    guid: text('guid').trim(),
    slug: text('post_name').trim(),
    creator: text('creator').trim(),
    content: text('content:encoded'),
    excerpt: text('excerpt:encoded').trim(),
    description: text('description').trim(),
    pubDate: text('pubDate').trim(),
    date: text('post_date').trim(),
    dateGmt: text('post_date_gmt').trim(),
    modified: text('post_modified').trim(),
    modifiedGmt: text('post_modified_gmt').trim(),
    parent: wholeNumber(text('post_parent')) ?? 0,
    menuOrder: wholeNumber(text('menu_order')) ?? 0,
    password: text('post_password'),
    sticky: text('is_sticky').trim() === '1',
    takesComments: text('comment_status').trim() === 'open',
    attachmentUrl: text('attachment_url').trim(),
    terms: readTerms(fields),
    meta: readMeta(fields, 'postmeta'),
    comments: fields.filter((field) => field.name === 'comment').map(readComment),
    line,
    source,
  };
}

/** The first of each name counts: a second `post_id` in one item is somebody's mistake. */
function firstTexts(fields: readonly Field[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const field of fields) if (!texts.has(field.name)) texts.set(field.name, field.text);
  return texts;
}

export function wholeNumber(text: string): number | null {
  const match = /^\s*(-?\d{1,15})\s*$/.exec(text);
  return match ? Number(match[1]) : null;
}

/** WXR 1.0 writes every category twice, once without its slug; tags go by `tag` there. */
function readTerms(fields: readonly Field[]): WpTermUse[] {
  const terms: WpTermUse[] = [];
  const seen = new Set<string>();
  for (const field of fields) {
    if (field.name !== 'category') continue;
    const name = field.text.trim();
    const slug = attribute(field.attributes, 'nicename');
    const domain = attribute(field.attributes, 'domain') || 'category';
    const taxonomy = domain === 'tag' ? 'post_tag' : domain;
    if (name === '' && slug === '') continue;
    terms.push({ taxonomy, slug, name });
  }
  const slugged = new Set(
    terms.filter((term) => term.slug !== '').map((term) => `${term.taxonomy}\n${term.name}`),
  );
  return terms.filter((term) => {
    if (term.slug === '' && slugged.has(`${term.taxonomy}\n${term.name}`)) return false;
    const key = `${term.taxonomy}\n${term.slug || term.name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** One attribute's value, from attributes as written; '' where it is missing. */
export function attribute(attributes: string, name: string): string {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match?.[1] ?? match?.[2] ?? '';
}

export function readMeta(fields: readonly Field[], container: string): WpMeta[] {
  const meta: WpMeta[] = [];
  for (const field of fields) {
    if (field.name !== container) continue;
    const said = firstTexts(field.fields);
    const key = (said.get('meta_key') ?? '').trim();
    if (key !== '') meta.push({ key, value: said.get('meta_value') ?? '' });
  }
  return meta;
}

function readComment(field: Field): WpComment {
  const said = firstTexts(field.fields);
  const text = (name: string) => (said.get(`comment_${name}`) ?? '').trim();
  return {
    id: wholeNumber(text('id')),
    author: text('author'),
    email: text('author_email'),
    date: text('date'),
    dateGmt: text('date_gmt'),
    text: text('content'),
    approved: text('approved'),
    type: text('type'),
    parent: wholeNumber(text('parent')) ?? 0,
    meta: readMeta(field.fields, 'commentmeta'),
  };
}

/** The first value of a meta key, trimmed; '' where there is none. */
export function metaText(item: { meta: readonly WpMeta[] }, key: string): string {
  return item.meta.find((entry) => entry.key === key)?.value.trim() ?? '';
}

/** Every value of a meta key, in the order of the file. */
export function metaTexts(item: { meta: readonly WpMeta[] }, key: string): string[] {
  return item.meta.filter((entry) => entry.key === key).map((entry) => entry.value.trim());
}
