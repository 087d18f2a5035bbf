/** Reads bytes of a file in the encoding they are most likely in: by their mark, else UTF-8, else what Windows wrote. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // UTF-16 without its mark: every other byte of plain letters is nothing.
  if (first !== 0 && second === 0 && bytes[3] === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && second !== 0 && bytes[2] === 0) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
