import { parse } from 'csv-parse/sync';
import type { BundleRedirect, BundleSkip } from './bundle.ts';

/** Redirects of a plugin's file, and the lines that cannot be followed, each with its reason. */
export interface RedirectsRead {
  redirects: BundleRedirect[];
  skipped: BundleSkip[];
}

/** Names the plugins give their columns: Redirection, Yoast SEO Premium, Rank Math, 301 Redirects, Simple 301 Redirects, Safe Redirect Manager. */
const fromNames = [
  'source',
  'source url',
  'source_url',
  'origin',
  'old url',
  'old_url',
  'url from',
  'url_from',
  'from',
  'redirect from',
  'request',
  'redirect_from',
  'old',
];
const toNames = [
  'target',
  'target url',
  'destination',
  'destination url',
  'url to',
  'url_to',
  'to',
  'redirect to',
  'redirect_to',
  'new url',
  'new_url',
  'new',
];
const codeNames = [
  'code',
  'http code',
  'status code',
  'status_code',
  'header_code',
  'type',
  'redirect type',
  'http_code',
  'action_code',
];
const patternNames = ['regex', 'format', 'matching', 'is regex', 'comparison', 'match'];
const stateNames = ['status', 'enabled', 'state'];

interface Columns {
  from: number;
  to: number;
  code: number;
  pattern: number;
  state: number;
}

/**
 * Reads a file of redirects: comma, semicolon or tab between columns, with a line of column names or without (then old
 * address, new address, code). A `*` at the end of an old address means all that begins so.
 */
export function readRedirects(text: string, file: string, isOwn: (host: string) => boolean): RedirectsRead {
  const rows = readRows(text);
  const columns = columnsOf(rows[0]?.record ?? []);
  const read: RedirectsRead = { redirects: [], skipped: [] };
  for (const { record, line } of columns ? rows.slice(1) : rows) {
    const redirect = readRow(record, columns ?? bare, { file, line, isOwn });
    if (redirect === undefined) continue;
    if (typeof redirect === 'string')
      read.skipped.push({ kind: 'skip', item: record.join(', ').slice(0, 200), file, line, why: redirect });
    else read.redirects.push(redirect);
  }
  return read;
}

const bare: Columns = { from: 0, to: 1, code: 2, pattern: -1, state: -1 };

function readRows(text: string): { record: string[]; line: number }[] {
  const first = text.split('\n', 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, sign) =>
    first.split(sign).length > first.split(best).length ? sign : best,
  );
  const rows = parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return rows.map(({ record, info }) => ({ record, line: info.lines }));
}

/** Undefined where the first line is a redirect already. */
function columnsOf(first: readonly string[]): Columns | undefined {
  const names = first.map((name) => name.toLowerCase().trim());
  const at = (known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const [from, to] = [at(fromNames), at(toNames)];
  if (from < 0) return undefined;
  return { from, to, code: at(codeNames), pattern: at(patternNames), state: at(stateNames) };
}

interface RowPlace {
  file: string;
  line: number;
  isOwn: (host: string) => boolean;
}

/** A redirect, why there is none, or undefined for an empty row. */
function readRow(
  row: readonly string[],
  columns: Columns,
  place: RowPlace,
): BundleRedirect | string | undefined {
  const cell = (column: number) => (column < 0 ? '' : (row[column] ?? '').trim());
  const said = cell(columns.from);
  const target = cell(columns.to);
  const code = cell(columns.code);
  if (said === '' && target === '') return undefined;
  if (/^(?:disabled|inactive|0|no)$/i.test(cell(columns.state))) return 'it is switched off';
  if (isPattern(cell(columns.pattern), said)) return 'it is a pattern; write out the addresses it stands for';
  const from = oldAddress(said.replace(/\*$/, ''), place.isOwn);
  if (from === null) return 'the old address is none of this site';
  const gone = /^4(?:10|51|04)$/.test(code);
  if (target === '' && !gone) return 'it leads nowhere';
  const to = gone
    ? ({ is: 'gone' } as const)
    : ({ is: 'address', address: newAddress(target, place.isOwn) } as const);
  if (to.is === 'address' && to.address === '') return 'the new address cannot be read';
  return {
    kind: 'redirect',
    from,
    prefix: said.endsWith('*'),
    to,
    lasting: !/^30[27]$/.test(code),
    file: place.file,
    line: place.line,
  };
}

function isPattern(told: string, from: string): boolean {
  return /^(?:1|yes|true|regex)$/i.test(told) || /[\^$(){}|\\]|\.\*|\.\+|\[/.test(from) || /\*./.test(from);
}

function oldAddress(said: string, isOwn: (host: string) => boolean): string | null {
  if (/^https?:\/\//i.test(said)) {
    if (!URL.canParse(said)) return null;
    const url = new URL(said);
    return isOwn(url.host) ? url.pathname + url.search : null;
  }
  if (said === '' || /^[a-z][a-z0-9+.-]*:/i.test(said)) return null;
  return said.startsWith('/') ? said : `/${said}`;
}

function newAddress(said: string, isOwn: (host: string) => boolean): string {
  const plain = said.replace(/\*$/, '');
  if (/^https?:\/\//i.test(plain)) {
    if (!URL.canParse(plain)) return '';
    const url = new URL(plain);
    return isOwn(url.host) ? url.pathname + url.search + url.hash : url.href;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(plain) || plain.startsWith('//')) return '';
  return plain.startsWith('/') ? plain : `/${plain}`;
}
