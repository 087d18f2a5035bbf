import { no, type Result, yes } from '#kit/result.js';
import type { WpItem } from './item.ts';

/** One `--premium` rule: which stories, or which parts of them, are not open. */
export type PremiumRule =
  | { by: 'category' | 'tag'; name: string }
  | { by: 'meta'; key: string; value: string | null }
  | { by: 'shortcode' | 'block'; name: string };

/**
 * Reads `category=NAME`, `tag=NAME`, `meta:KEY=VALUE` (or `meta:KEY` for any value that is not off), `shortcode:NAME`,
 * `block:NAME`. A block of WordPress's own may be written without `core/`.
 */
export function readPremiumRule(text: string): Result<PremiumRule, string> {
  const match = /^\s*(category|tag|meta|shortcode|block)\s*[:=]\s*(.+?)\s*$/i.exec(text);
  const by = match?.[1]?.toLowerCase();
  const said = match?.[2] ?? '';
  if (!by || said === '') {
    return no(
      `"${text}" is no rule. Write category=NAME, tag=NAME, meta:KEY=VALUE, shortcode:NAME or block:NAME.`,
    );
  }
  if (by === 'meta') {
    const equals = said.indexOf('=');
    return yes(
      equals < 0
        ? { by, key: said, value: null }
        : { by, key: said.slice(0, equals).trim(), value: said.slice(equals + 1).trim() },
    );
  }
  if (by === 'block') return yes({ by, name: said.includes('/') ? said : `core/${said}` });
  if (by === 'shortcode') return yes({ by, name: said.replace(/^\[|\]$/g, '') });
  return yes({ by: by as 'category' | 'tag', name: said });
}

const offValue = /^\s*(?:0|no|off|false|none|null)?\s*$/i;
const taxonomies = { category: 'category', tag: 'post_tag' } as const;

/** Whether a rule closes the whole item. Rules for shortcodes and blocks close parts, in the body. */
export function isClosedBy(rule: PremiumRule, item: WpItem): boolean {
  switch (rule.by) {
    case 'category':
    case 'tag': {
      const wanted = plain(rule.name);
      const taxonomy = taxonomies[rule.by];
      return item.terms.some(
        (term) => term.taxonomy === taxonomy && (plain(term.slug) === wanted || plain(term.name) === wanted),
      );
    }
    case 'meta':
      return item.meta.some(
        (meta) =>
          meta.key === rule.key &&
          (rule.value === null ? !offValue.test(meta.value) : plain(meta.value) === plain(rule.value)),
      );
    default:
      return false;
  }
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
