import type { BundleRecord, BundleSite, BundleSkip, BundleTarget } from '../bundle.ts';
import type { Findings } from './findings.ts';
import { textOfHtml } from './html-text.ts';
import type { WpItem } from './item.ts';
import {
  isComment,
  makeComments,
  makePage,
  makeStory,
  originId,
  type RecordSources,
} from './item-records.ts';
import type { ListRecords } from './list-records.ts';
import { pageOfMedia } from './media-item.ts';
import { Menus } from './menus.ts';
import { oldPathsOf, pathOfLink } from './old-paths.ts';
import { elsewhereOf, redirectOfItem } from './redirect-items.ts';

/** Makes the records of items, one item after the other, each counted once. */
export class ItemReader {
  items = 0;
  private readonly sources: RecordSources;
  private readonly lists: ListRecords;
  private readonly findings: Findings;
  private readonly menus: Menus;
  private readonly seen = new Set<number>();

  constructor(sources: RecordSources, lists: ListRecords, findings: Findings) {
    this.sources = sources;
    this.lists = lists;
    this.findings = findings;
    this.menus = new Menus(sources);
  }

  site(): BundleSite {
    const { site } = this.sources.survey;
    const text = (field: Parameters<typeof site.get>[0]) => textOfHtml(site.get(field) ?? '');
    const address = site.get('base-blog') ?? site.get('link') ?? null;
    return {
      kind: 'site',
      name: text('title'),
      description: text('description'),
      language: site.get('language') ?? null,
      address,
    };
  }

  *read(item: WpItem, file: string): Generator<BundleRecord> {
    this.items += 1;
    const { type } = item;
    if (type === 'attachment') yield* this.attachment(item, file);
    else if (item.status === 'auto-draft')
      yield this.skip(item, file, 'an empty draft that WordPress made by itself');
    else if (type === 'nav_menu_item') yield* this.menuItem(item, file);
    else if (type === 'wp_navigation') yield* this.navigation(item, file);
    else if (type === 'wp_block') yield this.part(item, file, 'reusable block');
    else if (type === 'guest-author' || type === 'guest_author') yield this.part(item, file, 'byline');
    else if (type === 'redirect_rule') yield* this.redirectRule(item, file);
    else yield* this.ordinary(item, file);
  }

  broken(title: string, file: string, line: number, why: string): BundleSkip {
    this.items += 1;
    return { kind: 'skip', item: title || 'an item', file, line, why: `it cannot be read: ${why}` };
  }

  *atEnd(): Generator<BundleRecord> {
    yield* this.menus.list();
  }

  private *ordinary(item: WpItem, file: string): Generator<BundleRecord> {
    const { survey } = this.sources;
    const use = survey.useOf(item);
    const elsewhere = elsewhereOf(item, survey.place);
    if (use === 'leave') yield this.skip(item, file, `items of type ${item.type} are left out`);
    else if (use === 'redirect' || elsewhere !== '') yield* this.redirected(item, file, elsewhere || '/');
    else if (use === 'page') yield* this.page(this.withOwnNumber(item), file);
    else yield* this.story(this.withOwnNumber(item), file);
  }

  private *story(item: WpItem, file: string): Generator<BundleRecord> {
    const made = makeStory(item, file, this.sources);
    this.findings.ofItem(item, made);
    yield* this.lists.before(made.record);
    yield made.record;
    yield* this.comments(item, file);
  }

  private *page(item: WpItem, file: string): Generator<BundleRecord> {
    const made = makePage(item, file, this.sources);
    this.findings.ofItem(item, made);
    yield made.record;
    yield* this.comments(item, file);
  }

  private *comments(item: WpItem, file: string): Generator<BundleRecord> {
    if (item.comments.length === 0) return;
    const pings = item.comments.filter((comment) => !isComment(comment)).length;
    if (pings > 0)
      this.findings.add('comments', 'Pings from other sites were left out.', item, 'pings', pings);
    yield* makeComments(item, file, this.sources);
  }

  /** Media were handed over before the first story, in the order of their numbers. */
  private *attachment(item: WpItem, file: string): Generator<BundleRecord> {
    const { index } = this.sources;
    if (item.id === null || !index.findMedia(item.id))
      yield this.skip(item, file, 'it does not say where its file is');
    else if (this.cameBefore(item.id)) yield this.skip(item, file, 'a picture with this number came before');
    else yield* this.attachmentAddresses(item, file);
  }

  private cameBefore(id: number): boolean {
    if (!this.sources.survey.repeated.has(id)) return false;
    if (this.seen.has(id)) return true;
    this.seen.add(id);
    return false;
  }

  /** The page of a picture leads to the story it belongs to, else to the picture. */
  private *attachmentAddresses(item: WpItem, file: string): Generator<BundleRecord> {
    const { survey, index } = this.sources;
    const path = pageOfMedia(item, survey.place);
    const parent = item.parent > 0 ? index.findItem(item.parent) : undefined;
    const isPage = parent?.type === 'page';
    const to: BundleTarget =
      parent?.status === 'publish'
        ? { is: isPage ? 'page' : 'story', id: `post:${item.parent}` }
        : { is: 'media', id: `media:${item.id}` };
    const paths = [
      ...(path === null ? [] : [path]),
      ...oldPathsOf({ ...item, guid: '' }, path, survey.place),
    ];
    for (const from of paths)
      yield { kind: 'redirect', from, prefix: false, to, lasting: true, file, line: item.line };
  }

  private *menuItem(item: WpItem, file: string): Generator<BundleRecord> {
    if (this.menus.addItem(item)) yield this.part(item, file, 'menu');
    else yield this.skip(item, file, 'a line of a menu that leads nowhere');
  }

  private *navigation(item: WpItem, file: string): Generator<BundleRecord> {
    this.menus.addNavigation(item);
    yield this.part(item, file, 'menu');
  }

  private *redirectRule(item: WpItem, file: string): Generator<BundleRecord> {
    const redirect = redirectOfItem(item, file, this.sources.survey.place);
    if (!redirect) {
      yield this.skip(item, file, 'a redirect that is switched off or a pattern we cannot follow');
      return;
    }
    yield redirect;
    yield this.part(item, file, 'redirect');
  }

  private *redirected(item: WpItem, file: string, address: string): Generator<BundleRecord> {
    const { place } = this.sources.survey;
    const path = pathOfLink(item.link, place);
    const to: BundleTarget = { is: 'address', address };
    const paths =
      item.status === 'publish' ? [...(path === null ? [] : [path]), ...oldPathsOf(item, path, place)] : [];
    for (const from of paths)
      yield { kind: 'redirect', from, prefix: false, to, lasting: true, file, line: item.line };
    yield this.part(item, file, 'redirect');
  }

  private part(
    item: WpItem,
    file: string,
    of: 'menu' | 'reusable block' | 'byline' | 'redirect',
  ): BundleRecord {
    const origin = this.sources.origins.of(originId(item), item.source, { file, line: item.line });
    return { kind: 'part', origin, of };
  }

  private skip(item: WpItem, file: string, why: string): BundleSkip {
    return {
      kind: 'skip',
      item: item.link || textOfHtml(item.title) || `number ${item.id}`,
      file,
      line: item.line,
      why,
    };
  }

  /** Of two items with one number the second goes by its permanent id. */
  private withOwnNumber(item: WpItem): WpItem {
    if (item.id === null || !this.sources.survey.doubled.has(item.id) || !this.cameBefore(item.id))
      return item;
    this.findings.add('numbers', 'Two items have the same number. Both came in.', item);
    return { ...item, id: null };
  }
}
