/** Tells which addresses belong to the old site, and what stands behind its host in them. */
export class OwnHosts {
  private readonly hosts: Set<string>;

  constructor(hosts: readonly string[]) {
    this.hosts = new Set(hosts.map(plainHost).filter(Boolean));
  }

  /** Adds the host of an address that is known to be the site's: a picture's, where pictures lay on a host of their own. */
  add(address: string): void {
    const url = parse(address);
    if (url) this.hosts.add(plainHost(url.host));
  }

  has(host: string): boolean {
    return this.hosts.has(plainHost(host));
  }

  /** Path, query and fragment of an address of the old site; undefined for every other address. */
  partsOf(address: string): { path: string; query: string; fragment: string } | undefined {
    const text = address.trim();
    const url =
      text.startsWith('/') && !text.startsWith('//')
        ? parse(`https://own.invalid${text}`)
        : parse(text.replace(/^\/\//, 'https://'));
    if (!url || !/^https?:$/.test(url.protocol)) return undefined;
    if (url.host !== 'own.invalid' && !this.has(url.host)) return undefined;
    return { path: url.pathname, query: url.search, fragment: url.hash };
  }
}

export function plainHost(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/^www\./, '');
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
