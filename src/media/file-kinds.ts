/**
 * Every kind of file the house takes in, by what its bytes say, and how readers get it.
 *
 * picture    made of pixels: readers get sizes made anew, never the file itself
 * drawing    SVG: shown as it is, in a cage without scripts
 * shown      a browser may open it in its place: sound, film, PDF, plain text, small picture formats without sizes
 * download   only ever saved to the reader's disk
 */
export type Serving = 'picture' | 'drawing' | 'shown' | 'download';
type Kind = { readonly extension: string; readonly serving: Serving };

const kinds: Readonly<Record<string, Kind>> = {
  'image/jpeg': { extension: 'jpg', serving: 'picture' },
  'image/png': { extension: 'png', serving: 'picture' },
  'image/gif': { extension: 'gif', serving: 'picture' },
  'image/webp': { extension: 'webp', serving: 'picture' },
  'image/avif': { extension: 'avif', serving: 'picture' },
  'image/tiff': { extension: 'tif', serving: 'picture' },
  'image/svg+xml': { extension: 'svg', serving: 'drawing' },
  'image/bmp': { extension: 'bmp', serving: 'shown' },
  'image/x-icon': { extension: 'ico', serving: 'shown' },
  'image/heic': { extension: 'heic', serving: 'download' },
  'application/pdf': { extension: 'pdf', serving: 'shown' },
  'audio/mpeg': { extension: 'mp3', serving: 'shown' },
  'audio/mp4': { extension: 'm4a', serving: 'shown' },
  'audio/aac': { extension: 'aac', serving: 'shown' },
  'audio/ogg': { extension: 'ogg', serving: 'shown' },
  'audio/wav': { extension: 'wav', serving: 'shown' },
  'audio/flac': { extension: 'flac', serving: 'shown' },
  'video/mp4': { extension: 'mp4', serving: 'shown' },
  'video/quicktime': { extension: 'mov', serving: 'shown' },
  'video/webm': { extension: 'webm', serving: 'shown' },
  'video/x-matroska': { extension: 'mkv', serving: 'download' },
  'video/ogg': { extension: 'ogv', serving: 'shown' },
  'video/x-msvideo': { extension: 'avi', serving: 'download' },
  'text/plain': { extension: 'txt', serving: 'shown' },
  'text/csv': { extension: 'csv', serving: 'download' },
  'text/vtt': { extension: 'vtt', serving: 'shown' },
  'text/calendar': { extension: 'ics', serving: 'download' },
  'application/rtf': { extension: 'rtf', serving: 'download' },
  'application/msword': { extension: 'doc', serving: 'download' },
  'application/vnd.ms-excel': { extension: 'xls', serving: 'download' },
  'application/vnd.ms-powerpoint': { extension: 'ppt', serving: 'download' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    extension: 'docx',
    serving: 'download',
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    extension: 'xlsx',
    serving: 'download',
  },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': {
    extension: 'pptx',
    serving: 'download',
  },
  'application/vnd.oasis.opendocument.text': { extension: 'odt', serving: 'download' },
  'application/vnd.oasis.opendocument.spreadsheet': { extension: 'ods', serving: 'download' },
  'application/vnd.oasis.opendocument.presentation': { extension: 'odp', serving: 'download' },
  'application/epub+zip': { extension: 'epub', serving: 'download' },
  'application/zip': { extension: 'zip', serving: 'download' },
};

export function extensionOf(mime: string): string {
  return kinds[mime]?.extension ?? 'bin';
}

/** What is not on the list, whoever wrote it into the library, is only ever saved to disk. */
export function servingOf(mime: string): Serving {
  return kinds[mime]?.serving ?? 'download';
}
