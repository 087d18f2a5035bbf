import type { BundleNote, BundleRedirect } from '../bundle.ts';

/** One rule of Ghost's redirects file, and the line it stands in. */
type Rule = { from: string; to: string; permanent: boolean; line: number };

const EXAMPLES = 3;

/**
 * Reads Ghost's redirects file: JSON, `[{"from", "to", "permanent"}]`, or YAML, `301:` and `302:` with a `/from: /to` a
 * line. In it `from` is a regular expression; those that name one address, or one folder with all below it, become ours,
 * and the others are told of.
 *
 * source  Ghost's documentation, Themes › Routing › Redirects
 */
export function readGhostRedirects(text: string, file: string): (BundleRedirect | BundleNote)[] {
  const rules = /^\s*[[{]/.test(text) ? readJson(text) : readYaml(text);
  if (!rules) return [note('The redirects file is neither JSON nor YAML as Ghost writes it.', [file])];
  const redirects: BundleRedirect[] = [];
  const left: string[] = [];
  for (const rule of rules) {
    const redirect = toRedirect(rule, file);
    if (redirect) redirects.push(redirect);
    else left.push(rule.from);
  }
  const says =
    'A redirect with a pattern that Standfirst cannot follow was left out; give the address of each page instead.';
  return left.length > 0 ? [...redirects, note(says, left)] : redirects;
}

function note(says: string, all: readonly string[]): BundleNote {
  return { kind: 'note', about: 'redirects', says, count: all.length, examples: all.slice(0, EXAMPLES) };
}

function toRedirect({ from, to, permanent, line }: Rule, file: string): BundleRedirect | undefined {
  const rest = { kind: 'redirect', lasting: permanent, file, line } as const;
  const plain = plainPath(from);
  if (plain !== undefined && !to.includes('$'))
    return { ...rest, from: plain, prefix: false, to: { is: 'address', address: to } };
  const [, folder = '', group] = /^(.*\/)(?:(\(\.[*+]\??\))|\.\*)\/?\$?$/.exec(withoutFlag(from)) ?? [];
  const above = folder === '' ? undefined : plainPath(folder);
  if (above === undefined || above === '/') return undefined;
  const address = group === undefined ? to : /^([^$]*\/)\$1\/?$/.exec(to)?.[1];
  if (address === undefined || address.includes('$')) return undefined;
  return { ...rest, from: above, prefix: true, to: { is: 'address', address } };
}

/** Ghost reads `/path/i` as a pattern that ignores case, which our addresses do anyway. */
function withoutFlag(from: string): string {
  return from.endsWith('/i') && from.length > 2 ? from.slice(0, -1) : from;
}

/** The one address that a pattern without choices names; undefined where it names several. */
function plainPath(pattern: string): string | undefined {
  const bare = withoutFlag(pattern)
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/(?:\/\?|\(\/\)\?|\/\*)$/, '/');
  const path = bare.replace(/\\([/.\-?=&+()[\]])/g, (_, sign: string) => marks.get(sign) ?? sign);
  if (!path.startsWith('/') || /[\\^$*+()[\]{}|]/.test(path) || path.includes('?')) return undefined;
  return path.replaceAll(QUESTION, '?');
}

/** A question mark that stands for itself, until the pattern was looked at. */
const QUESTION = '\u0001';
const marks: ReadonlyMap<string, string> = new Map([['?', QUESTION]]);

function readJson(text: string): Rule[] | undefined {
  let rules: unknown;
  try {
    rules = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(rules)) return undefined;
  let at = 0;
  let line = 1;
  return rules.flatMap((rule: Record<string, unknown> | null): Rule[] => {
    const { from, to, permanent } = rule ?? {};
    if (typeof from !== 'string' || typeof to !== 'string') return [];
    // The rules stand in the order of the text, so each is looked for behind the one before.
    const found = Math.max(at, text.indexOf(JSON.stringify(from), at));
    line += text.slice(at, found).split('\n').length - 1;
    at = found;
    return [{ from, to, permanent: permanent === true, line }];
  });
}

const KIND = /^(301|302)\s*:\s*$/;
const PAIR =
  /^\s+(?:"([^"]*)"|'([^']*)'|([^\s'"#][^\s]*?))\s*:\s+(?:"([^"]*)"|'([^']*)'|([^\s'"]\S*))\s*(?:#.*)?$/;

function readYaml(text: string): Rule[] | undefined {
  const rules: Rule[] = [];
  let kind: string | undefined;
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#.*|---|\.\.\.)?$/.test(line)) continue;
    const opens = KIND.exec(line);
    const pair = kind === undefined ? null : PAIR.exec(line);
    if (opens) kind = opens[1];
    else if (!pair) return undefined;
    else {
      const [from = '', to = ''] = [pair[1] ?? pair[2] ?? pair[3], pair[4] ?? pair[5] ?? pair[6]];
      rules.push({ from, to, permanent: kind === '301', line: at + 1 });
    }
  }
  return kind === undefined && rules.length === 0 && text.trim() !== '' ? undefined : rules;
}
