import type { Rule, Rules } from '../rule.ts';
import { boxRules } from './boxes.ts';
import { figureRules } from './figures.ts';
import { listRules } from './lists.ts';
import { mediaRules } from './media.ts';
import { ownRules } from './own.ts';
import { tableRules } from './tables.ts';
import { textRules } from './text.ts';

const inline: Rule = { flow: 'inline' };
const block: Rule = { flow: 'block' };
const nothing: Rule = { flow: 'inline', empty: true };

/** Elements that never come in, with what they hold. */
const DROPPED = {
  noted: 'script svg math select textarea button canvas template xml applet'.split(' '),
  silent: 'style title option datalist optgroup frameset noframes noembed'.split(' '),
};
/** Elements without content that say nothing to us. */
const VOID =
  'area base basefont bgsound command frame input isindex keygen link meta nextid param spacer track wbr'.split(
    ' ',
  );
/** Elements that only part lines. */
const PARTING =
  'address article body center fieldset form header hgroup html legend main nav section search dialog'.split(
    ' ',
  );

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...DROPPED.noted.map((name): [string, Rule] => [name, { flow: 'inline', drop: 'noted' }]),
  ...DROPPED.silent.map((name): [string, Rule] => [name, { flow: 'inline', drop: 'silent' }]),
  ...VOID.map((name): [string, Rule] => [name, nothing]),
  ...PARTING.map((name): [string, Rule] => [name, block]),
  ['noscript', { flow: 'inline', open: () => ({ images: true }) }],
  ...listed(textRules, listRules, boxRules, figureRules, tableRules, mediaRules),
]);

const own: ReadonlyMap<string, Rule> = new Map(Object.entries(ownRules));

/**
 * What becomes of the element of this name. Unknown ones are nothing but what they hold; those with a hyphen, which
 * stand for larger things, part lines.
 */
export function ruleOf(name: string, trusted: boolean): Rule {
  const known = rules.get(name);
  if (known) return known;
  const bare = withoutMark(name);
  if (bare !== name) return rules.get(bare) ?? inline;
  return (trusted ? own.get(name) : undefined) ?? (name.includes('-') ? block : inline);
}

/** The name of an element that was renamed because it swallowed the text behind it (`un-iframe`). */
export function withoutMark(name: string): string {
  return name.startsWith('un-') ? name.slice(3) : name;
}

export function isOwnElement(name: string): boolean {
  return own.has(name);
}

function listed(...groups: readonly Rules[]): [string, Rule][] {
  return groups.flatMap((group) => Object.entries(group));
}
