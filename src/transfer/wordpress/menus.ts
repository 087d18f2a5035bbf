import type { BundleMenu, BundleMenuLine, BundleTarget } from '../bundle.ts';
import { plainHost } from '../hosts.ts';
import { keptText } from '../kept-text.ts';
import { type BlockPart, readBlocks, textAttribute } from './block-tree.ts';
import { textOfHtml } from './html-text.ts';
import { metaText, type WpItem } from './item.ts';
import type { RecordSources } from './item-records.ts';
import { pathOfLink } from './old-paths.ts';
import { keyOf } from './site-lists.ts';

interface Line {
  id: number | null;
  above: number;
  order: number;
  label: string;
  to: BundleTarget;
}

interface OpenMenu {
  name: string;
  lines: Line[];
}

/** Puts the menus of the old site together from their items, which come one by one and in any order. */
export class Menus {
  private readonly sources: RecordSources;
  private readonly menus = new Map<string, OpenMenu>();

  constructor(sources: RecordSources) {
    this.sources = sources;
  }

  /** A line of a menu as WordPress keeps it: an item of its own. False when it leads nowhere. */
  addItem(item: WpItem): boolean {
    const to = this.targetOf(item);
    const menu = item.terms.find((term) => term.taxonomy === 'nav_menu');
    if (!to || !menu || item.status === 'draft') return false;
    const label = textOfHtml(item.title) || this.nameOf(item);
    if (label === '') return false;
    const above = Number(metaText(item, '_menu_item_menu_item_parent')) || 0;
    this.menuOf(menu.slug || menu.name, menu.name).lines.push({
      id: item.id,
      above,
      order: item.menuOrder,
      label,
      to,
    });
    return true;
  }

  /** A menu of the block editor: one item with the lines as blocks. */
  addNavigation(item: WpItem): void {
    const menu = this.menuOf(item.slug || `navigation-${item.id}`, item.title);
    const add = (parts: readonly BlockPart[], above: number) => {
      for (const part of parts) {
        if (typeof part === 'string') continue;
        const to = this.linkTarget(
          textAttribute(part, 'kind'),
          textAttribute(part, 'type'),
          Number(textAttribute(part, 'id')),
          textAttribute(part, 'url'),
        );
        const id = -1 - menu.lines.length;
        const label = textOfHtml(textAttribute(part, 'label'));
        if (to && label !== '') menu.lines.push({ id, above, order: menu.lines.length, label, to });
        add(part.parts, to ? id : above);
      }
    };
    add(readBlocks(item.content), 0);
  }

  list(): BundleMenu[] {
    return [...this.menus].map(([slug, menu]) => {
      const lines = [...menu.lines].sort((one, other) => one.order - other.order);
      const places = new Map(lines.map((line, place) => [line.id, place]));
      const listed: BundleMenuLine[] = lines.map(({ label, to, above }) => ({
        label,
        to,
        under: above === 0 ? null : (places.get(above) ?? null),
      }));
      const origin = this.sources.origins.of(`menu:${slug}`, '', { file: '', line: 0 }, [
        JSON.stringify(listed),
      ]);
      return { kind: 'menu', origin, name: menu.name || slug, lines: listed };
    });
  }

  private menuOf(slug: string, name: string): OpenMenu {
    const menu = this.menus.get(slug) ?? { name: keptText(name), lines: [] };
    this.menus.set(keptText(slug), menu);
    return menu;
  }

  private targetOf(item: WpItem): BundleTarget | undefined {
    const kind =
      { post_type: 'post-type', taxonomy: 'taxonomy' }[metaText(item, '_menu_item_type')] ?? 'custom';
    const id = Number(metaText(item, '_menu_item_object_id'));
    return this.linkTarget(kind, metaText(item, '_menu_item_object'), id, metaText(item, '_menu_item_url'));
  }

  private linkTarget(kind: string, type: string, id: number, url: string): BundleTarget | undefined {
    if (kind === 'taxonomy') return this.termTarget(type === 'tag' ? 'post_tag' : type, id);
    if (kind === 'post-type') {
      const found = this.sources.index.findItem(id);
      if (found) return { is: found.type === 'page' ? 'page' : 'story', id: `post:${id}` };
    }
    return this.addressTarget(url);
  }

  private termTarget(taxonomy: string, id: number): BundleTarget | undefined {
    const term = this.sources.survey.terms.findById(taxonomy, id);
    const use = this.sources.lists.useOf(taxonomy);
    if (!term || term.stories === 0 || use === 'nothing' || use === 'byline') return undefined;
    return use === 'section' ? { is: 'section', key: keyOf(term) } : { is: 'topic', key: keyOf(term) };
  }

  private addressTarget(url: string): BundleTarget | undefined {
    const { place } = this.sources.survey;
    if (url === '' || url.startsWith('#')) return undefined;
    if (url.startsWith('/')) return { is: 'address', address: url };
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
    if (!place.hosts.has(plainHost(new URL(url).host))) return { is: 'address', address: url };
    return { is: 'address', address: pathOfLink(url, place) ?? '/' };
  }

  /** A line without words of its own shows the title of what it leads to. */
  private nameOf(item: WpItem): string {
    const id = Number(metaText(item, '_menu_item_object_id'));
    const taxonomy = metaText(item, '_menu_item_object');
    if (metaText(item, '_menu_item_type') === 'taxonomy')
      return textOfHtml(this.sources.survey.terms.findById(taxonomy, id)?.name ?? '');
    return textOfHtml(this.sources.index.findItem(id)?.title ?? '');
  }
}
