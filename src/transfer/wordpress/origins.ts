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

  /** `made` is everything the record is made from besides its source. */
  of(id: string, source: string, where: { file: string; line: number }, made = ''): BundleOrigin {
    const digest = hash('sha256', `${this.decided}\n${source}\n${made}`, 'base64url').slice(0, 22);
    return {
      system: 'wordpress',
      site: this.site(),
      id,
      hash: digest,
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

function listed({ map }: WpOptions): unknown {
  return [map.postTypes, map.taxonomies, map.meta, map.authors].map((part) => [...part]);
}
