import core from 'qrcode/lib/core/qrcode.js';

/** A QR code as one path of squares, each one unit wide, without its margin. */
export type Qr = { readonly size: number; readonly path: string };

/** Draws a text as a QR code that survives a scratch (level M). */
export function drawQr(text: string): Qr {
  const { size, data } = core.create(text, { errorCorrectionLevel: 'M' }).modules;
  const runs: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue;
      const from = column;
      while (column + 1 < size && data[row * size + column + 1]) column += 1;
      const wide = column - from + 1;
      runs.push(`M${from} ${row}h${wide}v1h-${wide}z`);
    }
  }
  return { size, path: runs.join('') };
}
