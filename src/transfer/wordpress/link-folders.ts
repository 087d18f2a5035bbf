import { keptText } from '../kept-text.ts';
import type { Terms } from './terms.ts';

const links = /href=["'](?:https?:\/\/[^/"'\s]+)?(\/[^"'?#\s]{2,200})["'?#]/gi;
const mostLinks = 30;

/** The folders the old site's lists lay in, learnt from links in its texts to lists whose slugs are known. */
export class LinkFolders {
  private readonly terms: Terms;
  private readonly seen = new Map<string, Map<string, number>>();

  constructor(terms: Terms) {
    this.terms = terms;
  }

  learn(content: string): void {
    if (!content.includes('href')) return;
    let left = mostLinks;
    for (const [, path = ''] of content.matchAll(links)) {
      if (left-- === 0) return;
      this.learnPath(path);
    }
  }

  /** The folder of `category` or `post_tag` lists, with slashes at both ends, when links show one other than the usual. */
  folderOf(taxonomy: string): string | undefined {
    const counts = [...(this.seen.get(taxonomy) ?? [])].sort(([, one], [, other]) => other - one);
    const [folder, count] = counts[0] ?? [];
    return folder !== undefined && (count ?? 0) >= 2 ? folder : undefined;
  }

  private learnPath(path: string): void {
    const parts = path.split('/').filter(Boolean);
    const slug = parts.pop();
    if (slug === undefined || parts.length === 0) return;
    for (const taxonomy of ['category', 'post_tag'] as const) {
      const term = this.terms.find(taxonomy, slug);
      if (!term) continue;
      const above = new Set(this.terms.lineOf(term).map((one) => one.slug.toLowerCase()));
      const folder = parts.slice(0, parts.findLastIndex((part) => !above.has(part.toLowerCase())) + 1);
      if (folder.length === 0 || folder.some((part) => /^\d+$/.test(part))) continue;
      this.count(taxonomy, keptText(`/${folder.join('/')}/`));
      return;
    }
  }

  private count(taxonomy: string, folder: string): void {
    const counts = this.seen.get(taxonomy) ?? new Map<string, number>();
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
    this.seen.set(taxonomy, counts);
  }
}
