/**
 * A JPEG with an IPTC record, as agencies deliver them.
 *
 * datasets  texts by the number of their dataset in record 2; several where it is repeated
 */
export function withIptc(
  jpeg: Uint8Array,
  datasets: Readonly<Record<number, readonly string[]>>,
  encoding: 'utf8' | 'latin1' = 'utf8',
): Uint8Array {
  const record = Buffer.concat(
    Object.entries(datasets).flatMap(([number, texts]) =>
      texts.map((text) => {
        const bytes = Buffer.from(text, encoding);
        return Buffer.concat([
          Buffer.from([0x1c, 2, Number(number), bytes.length >> 8, bytes.length & 0xff]),
          bytes,
        ]);
      }),
    ),
  );
  const size = Buffer.alloc(4);
  size.writeUInt32BE(record.length);
  const block = Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'), size, record]);
  const padded = record.length % 2 ? Buffer.concat([block, Buffer.alloc(1)]) : block;
  return withSegment(jpeg, 0xed, padded);
}

/** A JPEG with one more segment of this kind right after its beginning. */
export function withSegment(jpeg: Uint8Array, marker: number, content: Uint8Array): Uint8Array {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
