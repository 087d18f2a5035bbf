import { keptText, keptTexts } from '../kept-text.ts';
import { SiteClock } from './dates.ts';
import { defaultTypeUse } from './default-uses.ts';
import type { SiteField, WpAuthor, WpHead } from './head.ts';
import { metaText, type WpItem } from './item.ts';
import { LinkFolders } from './link-folders.ts';
import { placeOf, type SitePlace } from './old-paths.ts';
import { Terms } from './terms.ts';
import { type Trace, traceOfMeta, traceOfType, tracesOfContent } from './traces.ts';
import type { TypeUse } from './wp-map.ts';
import type { WpOptions } from './wp-options.ts';

/** A sign of a paywall over the whole export: how often, and at which addresses, three at most. */
export interface TraceCount extends Trace {
  count: number;
  examples: string[];
}

/** A guest author, as Co-Authors Plus and Molongui keep them: as items. */
export interface GuestAuthor {
  slug: string;
  name: string;
  email: string;
  biography: string;
  /** Login of the account that is the same person, or ''. */
  account: string;
  picture: number | null;
}

const mostMetaKeys = 3000;
const examples = 3;

/** What a first reading of all files tells: everything that must be known before the first story is written. */
export class Survey {
  readonly clock = new SiteClock();
  readonly terms = new Terms();
  readonly authors = new Map<string, WpAuthor>();
  readonly guests = new Map<string, GuestAuthor>();
  readonly creators = new Map<string, number>();
  readonly types = new Map<string, number>();
  readonly statuses = new Map<string, number>();
  readonly metaKeys = new Map<string, { count: number; sample: string }>();
  readonly traces = new Map<string, TraceCount>();
  readonly site = new Map<SiteField, string>();
  readonly folders: LinkFolders;
  /** Numbers that came more than once, and those of them that different items have. */
  readonly repeated = new Set<number>();
  readonly doubled = new Set<number>();
  items = 0;
  /** Some published story stands in a category that says something. Known when all files are read. */
  hasSections = false;
  private sawSection = false;
  private knownPlace: SitePlace | null = null;
  private readonly options: WpOptions;

  constructor(options: WpOptions) {
    this.options = options;
    this.folders = new LinkFolders(this.terms);
  }

  /** Where the old site lay, by what the heads have said so far. */
  get place(): SitePlace {
    if (this.knownPlace) return this.knownPlace;
    const addresses = ['base-blog', 'link', 'base-site'] as const;
    const said = addresses.map((field) => this.site.get(field) ?? '');
    this.knownPlace = placeOf(said, this.options.oldHosts);
    return this.knownPlace;
  }

  /** Of several files the first that says something counts; terms and authors come together. */
  addHead(head: WpHead): void {
    if (head.is === 'site') {
      if (head.text !== '' && !this.site.has(head.field)) this.setSite(head.field, head.text);
    } else if (head.is === 'author') {
      if (head.login !== '') this.authors.set(keptText(head.login), keptTexts(head));
    } else this.terms.addHead(head);
  }

  private setSite(field: SiteField, text: string): void {
    this.site.set(field, keptText(text));
    this.knownPlace = null;
  }

  addItem(item: WpItem): void {
    this.items += 1;
    increase(this.types, item.type || 'post');
    increase(this.statuses, item.status || 'draft');
    this.clock.learn(item.date, item.dateGmt);
    const use = this.useOf(item);
    if (item.type === 'guest-author' || item.type === 'guest_author') this.addGuest(item);
    this.note(traceOfType(item.type), item);
    if (use !== 'story' && use !== 'page') return;
    const isOut = item.status === 'publish' && item.password === '';
    for (const term of item.terms) this.terms.use(term, isOut && use === 'story');
    if (use === 'story') increase(this.creators, item.creator);
    this.addMeta(item);
    this.folders.learn(item.content);
    for (const trace of tracesOfContent(item.content)) this.note(trace, item);
  }

  noteSection(): void {
    this.sawSection = true;
  }

  /** All files are read. Until now every category counted as a section, whatever the others were. */
  finish(): void {
    this.hasSections = this.sawSection;
  }

  useOf(item: WpItem): TypeUse {
    return this.options.map.postTypes.get(item.type || 'post') ?? defaultTypeUse(item.type);
  }

  private addMeta(item: WpItem): void {
    for (const { key, value } of item.meta) {
      const known = this.metaKeys.get(key);
      if (known) known.count += 1;
      else if (this.metaKeys.size < mostMetaKeys)
        this.metaKeys.set(keptText(key), { count: 1, sample: keptText(value.trim().slice(0, 80)) });
      this.note(traceOfMeta(key, value), item);
    }
  }

  private note(trace: Trace | undefined, item: WpItem): void {
    if (!trace) return;
    const key = `${trace.kind} ${trace.name}`;
    const known = this.traces.get(key) ?? { ...keptTexts(trace), count: 0, examples: [] };
    known.count += 1;
    known.closes ||= trace.closes;
    if (known.examples.length < examples) known.examples.push(keptText(item.link || item.title));
    this.traces.set(key, known);
  }

  private addGuest(item: WpItem): void {
    const slug = item.slug.replace(/^cap-/, '') || metaText(item, 'cap-user_login');
    if (slug === '') return;
    const full = `${metaText(item, 'cap-first_name')} ${metaText(item, 'cap-last_name')}`.trim();
    const guest = {
      slug,
      name: metaText(item, 'cap-display_name') || item.title || full || slug,
      email: metaText(item, 'cap-user_email') || metaText(item, '_molongui_guest_author_mail'),
      biography: metaText(item, 'cap-description') || item.content,
      account: metaText(item, 'cap-linked_account'),
      picture: Number(metaText(item, '_thumbnail_id')) || null,
    };
    this.guests.set(keptText(slug), keptTexts(guest));
  }
}

function increase(counts: Map<string, number>, name: string): void {
  const count = counts.get(name);
  counts.set(count === undefined ? keptText(name) : name, (count ?? 0) + 1);
}
