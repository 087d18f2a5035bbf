import sharp from 'sharp';

/** Files that are not what they say, made here so that none of them lies in the project. */
export function photo(width = 600, height = 400, colour = '#357'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
}

/** A picture that a browser might take for a page. */
export async function jpegWithPage(): Promise<Buffer> {
  const page = '<!DOCTYPE html><html><body><script>alert(document.domain)</script></body></html>';
  return Buffer.concat([await photo(), Buffer.from(page)]);
}

/** A picture that is a program too: its width reads as the beginning of a remark. */
export function gifWithProgram(): Buffer {
  const head = Buffer.from('GIF89a/*\x01\x00\x00\x00\x00', 'latin1');
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]);
  return Buffer.concat([head, frame, Buffer.from('*/=1;alert(document.domain)//')]);
}

/** A picture with a packed folder behind it, as a ZIP of no files ends. */
export async function jpegWithArchive(): Promise<Buffer> {
  const end = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
  return Buffer.concat([await photo(), end]);
}

/** A PNG whose header says how large it is and whose pixels never come. */
export async function pngOf(width: number, height: number): Promise<Buffer> {
  const small = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  const header = Buffer.from(small.subarray(12, 29));
  header.writeUInt32BE(width, 4);
  header.writeUInt32BE(height, 8);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(header));
  return Buffer.concat([small.subarray(0, 12), header, sum, small.subarray(33)]);
}

export function drawing(inside: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20">${inside}</svg>`,
  );
}

/** source  PNG specification, annex D */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
