const MIME_BY_ENDING: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  ogv: 'video/ogg',
};

/** The name of a file from its address: the last part of the path, spelled out. */
export function nameOf(src: string): string {
  const path = src.replace(/[?#].*$/, '');
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** What a sound or film is: as its element says, else by its ending, else only that it is one. */
export function mimeOf(src: string, kind: 'audio' | 'video', said: string): string {
  const plain = said.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (/^(?:audio|video)\/[a-z0-9.+-]+$/.test(plain)) return plain;
  const ending = /\.([a-z0-9]+)$/i.exec(nameOf(src))?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(MIME_BY_ENDING, ending) ? MIME_BY_ENDING[ending] : undefined;
  return known ?? `${kind}/${kind === 'audio' ? 'mpeg' : 'mp4'}`;
}
