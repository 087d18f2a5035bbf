/** Whether these bytes stand at `at`; a text stands for its Latin-1 bytes. */
export function hasAt(bytes: Uint8Array, at: number, sign: string | readonly number[]): boolean {
  if (at + sign.length > bytes.length) return false;
  for (let i = 0; i < sign.length; i += 1) {
    const wanted = typeof sign === 'string' ? sign.charCodeAt(i) : sign[i];
    if (bytes[at + i] !== wanted) return false;
  }
  return true;
}

/** Part of the bytes as Latin-1, one character a byte. */
export function latin1(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to);
}
