import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { chooseCoding } from './page-bytes.io.ts';
import type { Asset } from './theme/assets.io.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Assets remembered; those of earlier settings stay a while, for pages that shared caches still hold. */
const KEPT = 60;

type Kept = Asset & { br: Buffer | null; gzip: Buffer | null };

/** Style sheets, fonts and scripts, compressed once, each under an address that changes with its content. */
export class Shelf {
  readonly #assets = new Map<string, Kept>();

  async put(assets: readonly Asset[]): Promise<void> {
    for (const asset of assets) {
      const squeezed = asset.type !== 'font/woff2';
      this.#assets.delete(asset.path);
      this.#assets.set(asset.path, {
        ...asset,
        br: squeezed ? await brotli(asset.body) : null,
        gzip: squeezed ? await zip(asset.body, { level: 9 }) : null,
      });
    }
    for (const path of this.#assets.keys()) {
      if (this.#assets.size <= KEPT) return;
      this.#assets.delete(path);
    }
  }

  /** Answers `/assets/…`; false for every other address and for what is not there. */
  send(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const asset = this.#assets.get(path);
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const coding = chooseCoding(request.headers['accept-encoding'] as string | undefined);
    const squeezed = coding === 'identity' ? null : asset[coding];
    const body = squeezed ?? asset.body;
    response.writeHead(200, {
      'content-type': asset.type,
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(squeezed ? { 'content-encoding': coding } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }
}
