import type { BundleAccess, BundleBody } from '../bundle.ts';
import { oldHtml } from '../old-html.ts';
import { sfForeign, sfPremiumCut } from '../wordpress/sf-elements.ts';
import { markdownHtml } from './cards.ts';
import { lexicalHtml } from './lexical.ts';
import { mobiledocHtml } from './mobiledoc.ts';
import { type Row, stringOf } from './tables.ts';

/** What Ghost writes in place of its own address. */
export const ownAddress = /__GHOST_URL__|%%GHOST_URL%%/g;
const GATED = /<!--\s*kg-gated-block:begin\b([^\n]*?)-->([\s\S]*?)<!--\s*kg-gated-block:end\s*-->/g;
const MEMBERS_ONLY = /<!--members-only-->/g;
const CARD_MARKS = /<!--\s*kg-card-(?:begin|end):?[^>]*-->/g;

/**
 * The text of a post from the newest form it was kept in: Lexical, Mobiledoc, HTML, or Markdown as the first versions
 * wrote it.
 *
 * unknown  hears the name of every card that readers will not see
 */
export function bodyOf(row: Row, access: BundleAccess, unknown: (name: string) => void): BundleBody {
  const [lexical, mobiledoc] = [stringOf(row, 'lexical'), stringOf(row, 'mobiledoc')];
  const html =
    (lexical && lexicalHtml(lexical, unknown)) ||
    (mobiledoc && mobiledocHtml(mobiledoc, unknown)) ||
    writtenHtml(row, unknown);
  const own = html.replace(ownAddress, '');
  // Without a paywall card Ghost showed nothing of the text to those without access.
  const closed = access.to !== 'open' && !own.includes(sfPremiumCut);
  return { form: 'html', html: closed ? `${sfPremiumCut}${own}` : own };
}

function writtenHtml(row: Row, unknown: (name: string) => void): string {
  const html = stringOf(row, 'html');
  if (html === '') return markdownHtml(stringOf(row, 'markdown'));
  return oldHtml(html)
    .replace(GATED, (_, _who: string, inside: string) => {
      unknown('gated block');
      return sfForeign('ghost gated block', inside);
    })
    .replace(CARD_MARKS, '')
    .replace(MEMBERS_ONLY, sfPremiumCut);
}
