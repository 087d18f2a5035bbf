import { ownBlocks, ownMeta, ownShortcodes, type PaywallPlugin, paywallPlugins } from './paywall-plugins.ts';

/**
 * A sign of a paywall at one item.
 *
 * closes  it closes this very item, or what it encloses; else it only shows that a plugin was there
 */
export interface Trace {
  plugin: string;
  kind: 'meta' | 'shortcode' | 'block' | 'type' | 'text';
  name: string;
  closes: boolean;
}

interface NameEntry {
  plugin: string;
  closes: boolean;
  openValues: RegExp | undefined;
}

const closing = new Map<string, NameEntry>();
const closingBlocks = new Map<string, NameEntry>();
const closingMeta = new Map<string, NameEntry>();
const outsiders = new Set<string>();
const hints = new Map<string, string>();
const hintBeginnings: [string, string][] = [];
const wordTraces: [string, string][] = [];
for (const plugin of paywallPlugins) addPlugin(plugin);

function addPlugin(plugin: PaywallPlugin): void {
  const entry = { plugin: plugin.name, closes: true, openValues: plugin.openValues };
  for (const name of plugin.shortcodes ?? []) closing.set(name, entry);
  for (const name of plugin.blocks ?? []) closingBlocks.set(name, entry);
  for (const name of plugin.meta ?? []) closingMeta.set(name, entry);
  for (const name of plugin.outsiders ?? []) outsiders.add(name);
  for (const word of plugin.words ?? []) wordTraces.push([word, plugin.name]);
  for (const name of plugin.hints ?? []) {
    if (name.endsWith('*')) hintBeginnings.push([name.slice(0, -1), plugin.name]);
    else hints.set(name, plugin.name);
  }
}

const unknownPlugin = 'not told';
/** Values that say a field was left empty or switched off. */
const offValue =
  /^\s*(?:0|no|off|false|none|all|null|open|public|free|everyone|everybody|a:0:\{\}|\[\])?\s*$/i;
/** Keys of the same wording that have nothing to do with access. */
const harmless =
  /^_?(?:yoast|rank_math|aioseo|elementor|wpseo|premium_addons|pa_|jetpack_(?!newsletter|memberships)|et_|vc_|fusion|tdc?_|woocommerce|wc_(?!memberships|pay)|acf|oembed)/i;

/** What a meta field of an item says of access; undefined when it says nothing. */
export function traceOfMeta(key: string, value: string): Trace | undefined {
  const entry = closingMeta.get(key);
  if (entry) {
    const open = offValue.test(value) || entry.openValues?.test(value) === true;
    return open ? undefined : { plugin: entry.plugin, kind: 'meta', name: key, closes: true };
  }
  if (harmless.test(key)) return undefined;
  const hint = hintFor(key);
  if (hint)
    return offValue.test(value) ? undefined : { plugin: hint, kind: 'meta', name: key, closes: false };
  const own = ownMeta.test(key) && !offValue.test(value) && !/^field_/.test(value);
  return own ? { plugin: unknownPlugin, kind: 'meta', name: key, closes: true } : undefined;
}

export function traceOfShortcode(name: string): Trace | undefined {
  const entry = closing.get(name);
  if (entry) return { plugin: entry.plugin, kind: 'shortcode', name, closes: true };
  const hint = hintFor(name);
  if (hint) return { plugin: hint, kind: 'shortcode', name, closes: false };
  return ownShortcodes.test(name)
    ? { plugin: unknownPlugin, kind: 'shortcode', name, closes: true }
    : undefined;
}

export function traceOfBlock(name: string): Trace | undefined {
  const entry = closingBlocks.get(name);
  if (entry) return { plugin: entry.plugin, kind: 'block', name, closes: true };
  const hint = hintFor(name);
  if (hint) return { plugin: hint, kind: 'block', name, closes: false };
  return ownBlocks.test(name) ? { plugin: unknownPlugin, kind: 'block', name, closes: true } : undefined;
}

export function traceOfType(type: string): Trace | undefined {
  const hint = hints.get(type);
  return hint ? { plugin: hint, kind: 'type', name: type, closes: false } : undefined;
}

/** Marks in the text behind which plugins close a story. */
export const paywallWords: readonly string[] = wordTraces.map(([word]) => word);

/** The first of those marks that a text holds. */
export function traceOfText(content: string): Trace | undefined {
  for (const [word, plugin] of wordTraces) {
    if (content.includes(word)) return { plugin, kind: 'text', name: word, closes: true };
  }
  return undefined;
}

/** Whether a shortcode or block speaks to those without access only. */
export function isForOutsiders(name: string): boolean {
  return outsiders.has(name);
}

function hintFor(name: string): string | undefined {
  const exact = hints.get(name);
  if (exact) return exact;
  return hintBeginnings.find(([beginning]) => name.startsWith(beginning))?.[1];
}

/** Every sign of a paywall that the text of an item shows, each name once. */
export function tracesOfContent(content: string): Trace[] {
  const traces: Trace[] = [];
  const add = (trace: Trace | undefined) => {
    if (trace) traces.push(trace);
  };
  for (const name of namesIn(content, /\[([a-zA-Z][\w-]{1,60})(?=[\s\]/=])/g)) add(traceOfShortcode(name));
  for (const name of namesIn(content, /<!--\s+wp:([a-z][\w-]*\/[a-z][\w/-]*)/g)) add(traceOfBlock(name));
  add(traceOfText(content));
  return traces;
}

function namesIn(content: string, pattern: RegExp): Set<string> {
  const names = new Set<string>();
  for (const match of content.matchAll(pattern)) if (match[1]) names.add(match[1]);
  return names;
}
