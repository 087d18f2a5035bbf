import { hash } from 'node:crypto';
import type { BundleOrigin } from '../bundle.ts';
import { plainHost } from '../hosts.ts';
import type { SitePlace } from './old-paths.ts';
import type { WpOptions } from './wp-options.ts';

/** Raised when these rules read items better than before: then items that nobody touched here are read anew. */
const rules = 1;

/** Makes origins for one import. What the newsroom decided is part of each hash, so that another decision reads items anew. */
export class Origins {
  private readonly place: () => SitePlace;
  private readonly decided: string;

  /** `place` is asked for once the heads of the files are read. */
  constructor(place: () => SitePlace, options: WpOptions) {
    this.place = place;
    this.decided = hash(
      'sha256',
      JSON.stringify([rules, options.premium, options.allOpen, listed(options)]),
      'base64url',
    ).slice(0, 12);
  }

  /** `parts` are what the record takes from other items; undefined for one that is not in these files. */
  of(
    id: string,
    source: string,
    where: { file: string; line: number },
    parts: readonly (string | undefined)[] = [],
  ): BundleOrigin {
    const own = digest(`${this.decided}\n${source}`);
    const outside =
      parts.length === 0 ? '' : parts.includes(undefined) ? '.?' : `.${digest(parts.join('\n'))}`;
    return {
      system: 'wordpress',
      site: this.site(),
      id,
      hash: own + outside,
      source,
      file: where.file,
      line: where.line,
    };
  }

  /** Host and folder in small letters, without `www.`: the same site in its rehearsal and on the night. */
  site(): string {
    const { host, folder } = this.place();
    return plainHost(host) + folder.toLowerCase();
  }
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

function listed({ map }: WpOptions): unknown {
  return [map.postTypes, map.taxonomies, map.meta, map.authors].map((part) => [...part]);
}
