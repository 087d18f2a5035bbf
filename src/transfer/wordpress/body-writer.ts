import { oldHtml } from '../old-html.ts';
import { writeBareAddresses } from './bare-addresses.ts';
import { type BlockPart, hasBlocks, readBlocks } from './block-tree.ts';
import { blockHtml } from './blocks-html.ts';
import type { BodyContext, UnknownThing, WrittenBody } from './body-context.ts';
import { embedOf } from './embed-hosts.ts';
import { escapeHtml } from './html-text.ts';
import { sfEmbed, sfForeign, sfPremiumCut } from './sf-elements.ts';
import { readShortcodes, type ShortcodeNode } from './shortcode-tree.ts';
import { isKnownShortcode, shortcodeHtml } from './shortcodes-html.ts';

/** Writes the content of an item, block markup or classic, as HTML for `fromHtml`. */
export function writeBody(content: string, context: BodyContext): WrittenBody {
  const writer = new BodyWriter(context);
  const html = writer.write(content);
  const { blankLines, restricted, missing } = writer;
  return { html, blankLines, restricted, unknown: [...writer.unknown.values()], missing };
}

const deepestReuse = 4;

/** One writing of one body: what it met on the way, and how deep it is in reused blocks. */
export class BodyWriter {
  readonly context: BodyContext;
  readonly unknown = new Map<string, UnknownThing>();
  readonly missing: number[] = [];
  restricted = false;
  /** Some of it was typed with blank lines between paragraphs. */
  blankLines = false;
  private reuse = 0;

  constructor(context: BodyContext) {
    this.context = context;
  }

  write(content: string): string {
    const text = this.cutAtWords(oldHtml(content));
    return hasBlocks(text) ? this.blocks(readBlocks(text)) : this.classic(text);
  }

  blocks(parts: readonly BlockPart[]): string {
    return parts
      .map((part) => (typeof part === 'string' ? this.classic(part) : blockHtml(part, this)))
      .join('');
  }

  /** HTML of blocks: shortcodes are read, paragraphs are there already. */
  html(text: string): string {
    return writeBareAddresses(this.shortcodes(text), (url) => this.bareAddress(url));
  }

  /** Text as it was typed in the older editor, or between blocks. */
  classic(text: string): string {
    if (text.trim() === '') return '';
    this.blankLines = true;
    return this.html(text);
  }

  /** Text that holds nothing but shortcodes: every name in brackets is one, and an end may belong to another block. */
  shortcodesOnly(text: string): string {
    return writeBareAddresses(this.nodes(readShortcodes(text, () => true)), (url) => this.bareAddress(url));
  }

  nodes(nodes: readonly ShortcodeNode[]): string {
    return nodes.map((node) => (typeof node === 'string' ? node : shortcodeHtml(node, this))).join('');
  }

  /** Hides something and keeps it for the desk. It counts as unknown unless it is only another's end. */
  hide(kind: UnknownThing['kind'], name: string, original: string, counts = true): string {
    if (counts) this.count(kind, name);
    return original === '' ? '' : sfForeign(name, original);
  }

  /** The premium cut: what follows is for those with access. Only the first one counts. */
  cut(): string {
    if (this.restricted) return '';
    this.restricted = true;
    return sfPremiumCut;
  }

  embed(url: string, title = '', height: number | null = null): string | undefined {
    const parts = embedOf(url, this.context.embedHosts, title, height);
    return parts && sfEmbed(parts);
  }

  /** The content of a reusable block, or undefined where there is none or it holds itself. */
  reusable(id: number): string | undefined {
    const content = this.reuse < deepestReuse ? this.context.findReusable(id) : undefined;
    if (content === undefined) return undefined;
    this.reuse += 1;
    const html = this.write(content);
    this.reuse -= 1;
    return html;
  }

  private shortcodes(text: string): string {
    return text.includes('[') ? this.nodes(readShortcodes(text, (name) => this.knows(name))) : text;
  }

  private knows(name: string): boolean {
    return isKnownShortcode(name) || this.context.restrictsShortcode(name);
  }

  private bareAddress(url: string): string {
    return this.embed(url) ?? `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`;
  }

  private count(kind: UnknownThing['kind'], name: string): void {
    const key = `${kind} ${name}`;
    const entry = this.unknown.get(key);
    if (entry) entry.count += 1;
    else this.unknown.set(key, { kind, name, count: 1 });
  }

  private cutAtWords(content: string): string {
    for (const word of this.context.restrictsText) {
      const at = content.indexOf(word);
      if (at >= 0) return `${content.slice(0, at)}${this.cut()}${content.slice(at + word.length)}`;
    }
    return content;
  }
}
