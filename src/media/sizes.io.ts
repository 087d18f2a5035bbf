import { no, type Result, yes } from '#kit/result.js';
import type { Files } from '#store/files.io.js';
import { makeSize } from './make-size.ts';
import { type Rendition, sizesFolder } from './rendition.ts';

/** Sizes made at the same time: a picture takes a whole core while it is made. */
const AT_ONCE = 2;
/** Sizes that may wait for their turn; whoever comes then is told to come back. */
const WAITING_LIMIT = 200;
/** Originals remembered as unreadable, so that they are not tried at every request. */
const BROKEN_LIMIT = 2000;

/** A size as it is handed out: from the files, or still in memory because it was made just now. */
export type Size = { is: 'kept'; sizeBytes: number } | { is: 'made'; bytes: Uint8Array };

/** Why there is no size: the original is not there, cannot be read as a picture, or too many sizes wait already. */
export type NoSize = 'lost' | 'broken' | 'busy';

/** Hears of an original that cannot be read, and of a size that was made and could not be kept. */
export type Complain = (error: unknown, key: string) => void;

const opened = new WeakMap<Files, Sizes>();

/** The one maker of sizes that belongs to these files in this process. */
export function sizesOf(files: Files): Sizes {
  const known = opened.get(files);
  if (known) return known;
  const sizes = new Sizes(files);
  opened.set(files, sizes);
  return sizes;
}

/**
 * Sizes of pictures, made when first asked for and then kept. Everything here can be thrown away: it is made again from
 * the originals.
 */
export class Sizes {
  readonly #files: Files;
  readonly #waitingLimit: number;
  readonly #making = new Map<string, { source: string; made: Promise<Result<Size, NoSize>> }>();
  readonly #broken = new Set<string>();
  readonly #waiting: { weight: number; begin: () => void }[] = [];
  #free = AT_ONCE;

  constructor(files: Files, waitingLimit = WAITING_LIMIT) {
    this.#files = files;
    this.#waitingLimit = waitingLimit;
  }

  /** The size itself. Many who ask for the same one at once wait for the same making. */
  async find(rendition: Rendition, complain: Complain): Promise<Result<Size, NoSize>> {
    const { key, source } = rendition;
    const making = this.#making.get(key);
    if (making) return making.made;
    if (this.#broken.has(source)) return no('broken');
    const kept = await this.#files.find(key);
    if (kept) return yes({ is: 'kept', sizeBytes: kept.sizeBytes });
    const begun = this.#making.get(key);
    if (begun) return begun.made;
    if (this.#waiting.length >= this.#waitingLimit) return no('busy');
    const made = this.#make(rendition, complain).finally(() => this.#making.delete(key));
    this.#making.set(key, { source, made });
    return made;
  }

  /** Removes an original and everything made from it, also what is being made at this moment. Can be run again. */
  async remove(fileKey: string): Promise<void> {
    await this.#files.remove(fileKey);
    const begun = [...this.#making.values()].filter(({ source }) => source === fileKey);
    await Promise.allSettled(begun.map(({ made }) => made));
    for await (const { key } of this.#files.list(sizesFolder(fileKey))) await this.#files.remove(key);
  }

  async #make(rendition: Rendition, complain: Complain): Promise<Result<Size, NoSize>> {
    const weight = rendition.heavy ? AT_ONCE : 1;
    await this.#turn(weight);
    try {
      const original = await this.#files.read(rendition.source);
      if (!original) return no('lost');
      const bytes = await makeSize(original, rendition).catch((error: unknown) => {
        complain(error, rendition.source);
        return undefined;
      });
      if (!bytes) return this.#markBroken(rendition.source);
      // A full disk keeps nobody from seeing the picture; it is made again for the next one.
      await this.#files
        .write(rendition.key, bytes, rendition.mime)
        .catch((error: unknown) => complain(error, rendition.key));
      return yes({ is: 'made', bytes });
    } finally {
      this.#free += weight;
      this.#next();
    }
  }

  #markBroken(source: string): Result<Size, NoSize> {
    if (this.#broken.size >= BROKEN_LIMIT) this.#broken.clear();
    this.#broken.add(source);
    return no('broken');
  }

  #turn(weight: number): Promise<void> {
    return new Promise((begin) => {
      this.#waiting.push({ weight, begin });
      this.#next();
    });
  }

  /** In the order they came: a heavy one at the front waits for room, and nobody passes it. */
  #next(): void {
    for (let first = this.#waiting[0]; first && first.weight <= this.#free; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= first.weight;
      first.begin();
    }
  }
}
