import type { SizeFormat } from './ladder.ts';
import { originalNames } from './old-path/file-names.ts';
import { plainPaths } from './old-path/plain-paths.ts';

/**
 * What an older site's address of a file asks for.
 *
 * candidates  paths of the original it may be a size of, likeliest first; the path itself is the first
 * widthPx, heightPx  the size that its name tells, null where it tells none
 * format      what its ending asks for, where that is a picture
 */
export type OldAsk = {
  readonly candidates: readonly string[];
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly format: SizeFormat | null;
};

/** Ghost keeps sizes in folders: /content/images/size/w600/format/webp/2020/01/ferry.jpg */
const GHOST_SIZE =
  /^(.*\/content\/images\/)size\/w([0-9]{1,5})(?:h([0-9]{1,5}))?\/(?:format\/([a-z]{3,5})\/)?(.+)$/i;
const formats: Readonly<Record<string, SizeFormat>> = {
  jpg: 'jpg',
  jpeg: 'jpg',
  png: 'png',
  gif: 'gif',
  webp: 'webp',
  avif: 'avif',
};

/** Endings of files that an older site may have served from anywhere. */
const FILE_ENDING =
  /\.(?:jpe?g|jpe|png|gif|webp|avif|svg|bmp|ico|tiff?|heic|pdf|mp3|m4a|aac|ogg|oga|opus|wav|flac|mp4|m4v|mov|webm|ogv|avi|mkv|docx?|xlsx?|pptx?|od[tsp]|epub|rtf|zip)$/i;
/** Folders in which every file was somebody's upload. */
const UPLOADS =
  /\/(?:wp-content\/(?:uploads|blogs\.dir|gallery)|app\/uploads|content\/(?:images|files|media))\/./i;

/** Whether an address may be one of an older site's files: by its folder, else by its ending. */
export function isOldFilePath(path: string): boolean {
  return UPLOADS.test(path) || FILE_ENDING.test(path);
}

/** Paths of the original that an old address may be a size of, likeliest first; the path itself is the first. */
export function originalOf(path: string): string[] {
  return [...readOldPath(path).candidates];
}

/** Reads an address as it was asked for, percent-encoded, without its query. */
export function readOldPath(path: string): OldAsk {
  const ask = {
    candidates: new Set<string>(),
    widthPx: null as number | null,
    heightPx: null as number | null,
  };
  let format: SizeFormat | null = null;
  for (const plain of plainPaths(path)) {
    const ghost = GHOST_SIZE.exec(plain);
    const at = plain.lastIndexOf('/') + 1;
    ask.candidates.add(plain);
    const unsized = ghost ? `${ghost[1]}${ghost[5]}` : plain;
    const folder = unsized.slice(0, unsized.lastIndexOf('/') + 1);
    const { names, widthPx, heightPx } = originalNames(unsized.slice(folder.length));
    for (const name of names) ask.candidates.add(`${folder}${name}`);
    ask.widthPx ??= ghost ? Number(ghost[2]) : widthPx;
    ask.heightPx ??= ghost?.[3] ? Number(ghost[3]) : heightPx;
    format ??= formats[(ghost?.[4] ?? endingOf(plain.slice(at))).toLowerCase()] ?? null;
  }
  return { candidates: [...ask.candidates], widthPx: ask.widthPx, heightPx: ask.heightPx, format };
}

/** The form in which old paths are kept for looking up: any case of letters finds the same. */
export function oldPathKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? '';
}
