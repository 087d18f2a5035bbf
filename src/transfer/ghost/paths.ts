import { partsIn } from '#kit/zone.js';
import { type Row, stringOf } from './tables.ts';

/** What Ghost builds addresses of. */
export type PathParts = {
  publishedMs: number | null;
  /** Slug of the first public tag and of the first author; '' where there is none. */
  primaryTag: string;
  primaryAuthor: string;
  zone: string;
};

/**
 * The address of a post by the site's pattern: `/:slug/`, `/:year/:month/:slug/`, `/{primary_tag}/{slug}/`.
 *
 * returns  null for a post without a slug
 */
export function pathOf(row: Row, pattern: string, parts: PathParts): string | null {
  const slug = stringOf(row, 'slug');
  if (slug === '') return null;
  const { year, month, day } = partsIn(parts.zone, new Date(parts.publishedMs ?? 0));
  const named: Readonly<Record<string, string>> = {
    slug,
    id: stringOf(row, 'id'),
    year: String(year),
    month: String(month).padStart(2, '0'),
    day: String(day).padStart(2, '0'),
    primary_tag: parts.primaryTag || 'all',
    primary_author: parts.primaryAuthor || 'all',
    author: parts.primaryAuthor || 'all',
  };
  const path = pattern.replace(/:(\w+)|\{(\w+)\}/g, (whole, colon?: string, brace?: string) => {
    return named[colon ?? brace ?? ''] ?? whole;
  });
  return path.startsWith('/') ? path : `/${path}`;
}

/** Addresses that led to a post besides its own: Ghost's short one, which letters used, and the one before Ghost. */
export function oldPathsOf(row: Row): string[] {
  const uuid = stringOf(row, 'uuid');
  const before = pathOfUrl(stringOf(row, 'url'));
  return [...(uuid ? [`/p/${uuid}/`, `/email/${uuid}/`] : []), ...(before === null ? [] : [before])];
}

/** The path of a whole address; null for what is none, and for a front. */
export function pathOfUrl(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null;
  const { pathname } = new URL(url);
  return pathname === '/' ? null : pathname;
}
