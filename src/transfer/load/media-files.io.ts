import { stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { originalOf } from '#media/old-path.js';

/** Folders of an uploads folder's path that may or may not be part of the folder one is given. */
const above = ['', 'uploads', join('wp-content', 'uploads'), join('content'), join('content', 'images')];

/** The files of the old site as they lie on this machine. */
export class MediaFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Finds the file that the old site served at a path, or the original it was a size of.
   *
   * path     `/wp-content/uploads/2019/05/bridge-300x200.jpg`, decoded or not
   * returns  where it lies here, and the old path of what was found
   */
  async find(path: string): Promise<{ file: string; oldPath: string } | undefined> {
    for (const candidate of originalOf(path)) {
      const file = await this.fileAt(candidate);
      if (file) return { file, oldPath: candidate };
    }
    return undefined;
  }

  /** The file at this place of the folder, if it is there. */
  async at(name: string | null, oldPath: string): Promise<{ file: string; oldPath: string } | undefined> {
    const file = name === null ? undefined : this.inside(name);
    return file && (await isFile(file)) ? { file, oldPath } : undefined;
  }

  private async fileAt(path: string): Promise<string | undefined> {
    const below = path.replace(
      /^.*?\/(?:wp-content\/uploads|app\/uploads|content\/images|content\/files|content\/media)\//,
      '',
    );
    // Ghost's content folder holds images, files and media side by side.
    const inContent = path.replace(/^.*?\/content\/(?=(?:images|files|media)\/)/, '');
    for (const name of new Set([below, inContent, path].map((one) => one.replace(/^\/+/, '')))) {
      for (const form of new Set([name, name.normalize('NFC'), name.normalize('NFD')])) {
        for (const folder of above) {
          const file = this.inside(join(folder, form));
          if (file && (await isFile(file))) return file;
        }
      }
    }
    return undefined;
  }

  /** A path in the folder; undefined for one that would lead out of it. */
  private inside(name: string): string | undefined {
    const file = normalize(join(this.folder, name));
    return file.startsWith(normalize(this.folder + sep)) ? file : undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
