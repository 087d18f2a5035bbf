/** How elements end each other where tags are missing, as HTML has it. */
import type { OpenElement } from './rule.ts';

type Ending = { readonly ends: ReadonlySet<string>; readonly upTo: ReadonlySet<string> };

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const lists = set('ul ol menu dir table td th');
const table = set('table');
const endings: ReadonlyMap<string, Ending> = new Map([
  ['li', { ends: set('li'), upTo: lists }],
  ['dt', { ends: set('dt dd'), upTo: set('dl table') }],
  ['dd', { ends: set('dt dd'), upTo: set('dl table') }],
  ['tr', { ends: set('tr td th caption colgroup'), upTo: table }],
  ['td', { ends: set('td th caption'), upTo: table }],
  ['th', { ends: set('td th caption'), upTo: table }],
  ['thead', { ends: set('thead tbody tfoot tr td th caption colgroup'), upTo: table }],
  ['tbody', { ends: set('thead tbody tfoot tr td th caption colgroup'), upTo: table }],
  ['tfoot', { ends: set('thead tbody tfoot tr td th caption colgroup'), upTo: table }],
  ['figcaption', { ends: set('figcaption'), upTo: set('figure table') }],
]);

const paragraph = set('p');
const headings = set('p h1 h2 h3 h4 h5 h6');
const link = set('a');
const cells = set('td th caption');
const tableParts = set('table thead tbody tfoot tr td th caption colgroup');

/** From which element on the opening of `name` ends what is open; the number of open elements where it ends nothing. */
export function endedBy(name: string, flow: 'inline' | 'block', open: readonly OpenElement[]): number {
  const ending = endings.get(name);
  let from = open.length;
  if (ending) {
    for (let at = open.length - 1; at >= 0; at--) {
      const other = (open[at] as OpenElement).name;
      if (ending.upTo.has(other)) break;
      if (ending.ends.has(other)) from = at;
    }
  }
  if (from < open.length || (flow === 'inline' && name !== 'a')) return from;
  const ends = name === 'a' ? link : /^h[1-6]$/.test(name) ? headings : paragraph;
  for (let at = open.length - 1; at >= 0; at--) {
    const element = open[at] as OpenElement;
    if (ends.has(element.name)) return at;
    if (element.rule.flow === 'block') break;
  }
  return from;
}

/** Which open element an end tag means, or -1: it does not reach out of a cell, nor a list item's out of its list. */
export function endedByTag(name: string, open: readonly OpenElement[]): number {
  const isTablePart = tableParts.has(name);
  for (let at = open.length - 1; at >= 0; at--) {
    const other = (open[at] as OpenElement).name;
    if (other === name) return at;
    if (isTablePart ? other === 'table' : cells.has(other) || (name === 'li' && lists.has(other))) return -1;
  }
  return -1;
}
