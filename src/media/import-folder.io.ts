import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { fault } from '#kit/fault.js';
import type { Files } from '#store/files.io.js';
import { mediaFaults } from './faults.ts';
import { looseName, nameOf, sameName } from './import-folder/disk-names.ts';
import { placesOf } from './import-folder/places.ts';
import { readOldPath } from './old-path.ts';
import type { NewPicture } from './picture.sql.ts';
import { type FileFacts, takeInFile } from './take-in.io.ts';

/** A file found for an old address: where it lies, and the name it was asked by. */
export type FoundFile = { path: Buffer; name: string };

/** Folders whose listing is remembered: an export goes through the months in order, so that few are in use at once. */
const REMEMBERED = 24;

const SEPARATOR = Buffer.from('/');

/** The names in one folder, as their bytes in Latin-1, by the loosest form of each. */
type Listing = ReadonlyMap<string, readonly string[]>;

/** What is known of a file of an older site. `variants` are paths or names of the same picture in other sizes. */
export type OldFile = { oldPath: string; variants?: readonly string[] } & Omit<FileFacts, 'name' | 'oldPath'>;

/**
 * Takes in the file of an older site's library, under the path that it had there.
 *
 * returns  undefined when it does not lie in the folder: it is lost
 * throws   what `takeInFile` throws
 */
export async function takeInOldFile(
  files: Files,
  folder: MediaFolder,
  { variants, ...facts }: OldFile,
): Promise<NewPicture | undefined> {
  const found = await folder.find(facts.oldPath, variants);
  return found && takeInFile(files, { path: found.path }, { ...facts, name: found.name });
}

/**
 * The uploads folder of an older site, as somebody copied it: on a machine that knows no case, packed and unpacked in
 * another encoding, one folder higher or lower. Folders are listed when first looked into; memory does not grow with
 * their number.
 *
 * throws  media-no-folder
 */
export async function openMediaFolder(folder: string): Promise<MediaFolder> {
  try {
    const root = await realpath(folder, { encoding: 'buffer' });
    await access(root, constants.R_OK | constants.X_OK);
    if (!(await stat(root)).isDirectory()) throw new Error('It is a file');
    return new MediaFolder(root);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
    throw fault(mediaFaults, 'media-no-folder', { folder, reason }, error);
  }
}

export class MediaFolder {
  readonly #root: Buffer;
  readonly #listings = new Map<string, Promise<Listing>>();

  constructor(root: Buffer) {
    this.#root = root;
  }

  /**
   * The file for an old address: the one it names, else the original that it is a size of, else the largest of its
   * variants. Undefined when none of them lies in the folder, or what lies there leads out of it.
   */
  async find(oldPath: string, variants: readonly string[] = []): Promise<FoundFile | undefined> {
    for (const path of [...readOldPath(oldPath).candidates, ...besides(oldPath, variants)]) {
      for (const parts of placesOf(path)) {
        const found = await this.#walk(parts);
        if (found) return { path: found, name: parts.at(-1) ?? path };
      }
    }
    return undefined;
  }

  async #walk(parts: readonly string[]): Promise<Buffer | undefined> {
    let place = this.#root;
    for (const part of parts) {
      const name = choose((await this.#list(place)).get(looseName(part)) ?? [], part);
      if (name === undefined) return undefined;
      place = Buffer.concat([place, SEPARATOR, Buffer.from(name, 'latin1')]);
    }
    return this.#inside(place);
  }

  /** Links may stay within the folder; one that leads out of it, to a folder, or to nothing, is not followed. */
  async #inside(place: Buffer): Promise<Buffer | undefined> {
    try {
      const real = await realpath(place, { encoding: 'buffer' });
      const within = real.subarray(0, this.#root.length + 1).equals(Buffer.concat([this.#root, SEPARATOR]));
      return within && (await stat(real)).isFile() ? real : undefined;
    } catch {
      return undefined;
    }
  }

  #list(place: Buffer): Promise<Listing> {
    const key = place.toString('latin1');
    const known = this.#listings.get(key);
    // What was used last stands last, so that the first is the one to forget.
    if (known) this.#listings.delete(key);
    const listing = known ?? readListing(place);
    this.#listings.set(key, listing);
    for (const oldest of this.#listings.keys()) {
      if (this.#listings.size <= REMEMBERED) break;
      this.#listings.delete(oldest);
    }
    return listing;
  }
}

/** Empty for what is no folder. */
async function readListing(place: Buffer): Promise<Listing> {
  const names = await readdir(place, { encoding: 'buffer' }).catch(() => []);
  const listing = new Map<string, string[]>();
  for (const name of names.sort(Buffer.compare)) {
    const loose = looseName(nameOf(name));
    const others = listing.get(loose);
    if (others) others.push(name.toString('latin1'));
    else listing.set(loose, [name.toString('latin1')]);
  }
  return listing;
}

/** The very name, else the same in another case; a name that is only loosely the same when there is no second such. */
function choose(names: readonly string[], wanted: string): string | undefined {
  const shown = names.map((name) => nameOf(Buffer.from(name, 'latin1')));
  const exact = shown.indexOf(wanted);
  const same = exact >= 0 ? exact : shown.map(sameName).indexOf(sameName(wanted));
  if (same >= 0) return names[same];
  return names.length === 1 ? names[0] : undefined;
}

/** Where the variants lie: beside their original. The widest first. */
function besides(oldPath: string, variants: readonly string[]): string[] {
  const folder = readOldPath(oldPath).candidates[0]?.replace(/[^/]*$/, '') ?? '/';
  return variants
    .map((variant) => ({
      path: `${folder}${variant.replace(/^.*\//s, '')}`,
      width: readOldPath(variant).widthPx ?? 0,
    }))
    .sort((one, other) => other.width - one.width)
    .map(({ path }) => path);
}
