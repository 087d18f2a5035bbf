import type { BundleSearchTexts } from '../bundle.ts';
import { textOfHtml } from './html-text.ts';
import { metaText, type WpItem } from './item.ts';
import { phpMap, phpText, readPhp } from './php-value.ts';

/** Where the big plugins keep what search engines are told: Yoast, Rank Math, SEOPress, All in One SEO, The SEO Framework. */
const titleKeys = [
  '_yoast_wpseo_title',
  'rank_math_title',
  '_seopress_titles_title',
  '_aioseo_title',
  '_aioseop_title',
  '_genesis_title',
];
const descriptionKeys = [
  '_yoast_wpseo_metadesc',
  'rank_math_description',
  '_seopress_titles_desc',
  '_aioseo_description',
  '_aioseop_description',
  '_genesis_description',
];
const canonicalKeys = [
  '_yoast_wpseo_canonical',
  'rank_math_canonical_url',
  '_seopress_robots_canonical',
  '_aioseo_canonical_url',
  '_aioseop_custom_link',
  '_genesis_canonical_uri',
];
const primaryKeys = [
  '_yoast_wpseo_primary_category',
  'rank_math_primary_category',
  '_seopress_robots_primary_cat',
  '_aioseo_primary_term',
  '_primary_term_category',
  'epc_primary_category',
  '_primary_category',
];

/** What the item tells search engines. Templates (`%%title%% %%sep%% %%sitename%%`) are filled from the item. */
export function searchTextsOf(item: WpItem, siteName: string): BundleSearchTexts {
  const first = (keys: readonly string[]) => keys.map((key) => metaText(item, key)).find(Boolean) ?? '';
  const canonical = first(canonicalKeys);
  return {
    title: fill(first(titleKeys), item, siteName),
    description: fill(first(descriptionKeys), item, siteName),
    canonical: /^https?:\/\//i.test(canonical) && plain(canonical) !== plain(item.link) ? canonical : null,
    noindex: isHidden(item),
  };
}

/** An address without what makes no difference: `http` or `https`, `www.`, the final slash. */
function plain(address: string): string {
  return address
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}

/** The id of the category the newsroom marked as the main one; null where none is marked. */
export function primaryCategoryOf(item: WpItem): number | null {
  for (const key of primaryKeys) {
    const said = metaText(item, key);
    const id = Number(/^\d+$/.test(said) ? said : (/"?category"?[^0-9]{1,12}(\d+)/.exec(said)?.[1] ?? ''));
    if (id > 0) return id;
  }
  return null;
}

function isHidden(item: WpItem): boolean {
  if (metaText(item, '_yoast_wpseo_meta-robots-noindex') === '1') return true;
  if (/^(?:yes|1|on)$/i.test(metaText(item, '_seopress_robots_index'))) return true;
  if (/^(?:1|on)$/i.test(metaText(item, '_genesis_noindex') || metaText(item, '_aioseop_noindex')))
    return true;
  return Object.values(phpMap(readPhp(metaText(item, 'rank_math_robots')))).some(
    (word) => phpText(word) === 'noindex',
  );
}

const variable = /%%[\w-]+%%|%[a-z_]+(?:\([^)]*\))?%|#[a-z_]+\b/gi;
const separators = /^(?:sep|separator|separator_sa)$/;

/** A text whose variables cannot all be filled is no text: the paper's own rule makes a better one. */
function fill(template: string, item: WpItem, siteName: string): string {
  let whole = true;
  const text = template.replace(variable, (written) => {
    const name = written
      .replace(/[%#]/g, '')
      .replace(/^post_/, '')
      .toLowerCase();
    if (name === 'title' || name === 'page_title') return item.title;
    if (name === 'excerpt' || name === 'excerpt_only' || name === 'seo_description') return item.excerpt;
    if (/^site_?(?:name|title)$/.test(name)) return siteName;
    if (separators.test(name)) return '–';
    if (name === 'page' || name === 'pagenumber') return '';
    if (written.startsWith('#')) return written;
    whole = false;
    return '';
  });
  return whole ? textOfHtml(text).replace(/^[\s–-]+|[\s–-]+$/g, '') : '';
}
