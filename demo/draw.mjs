// Draws the pictures of the demonstration paper: `node demo/draw.mjs [name…]` writes demo/pictures/NAME.jpg.
// Each scene in draw/ returns an SVG; this file renders it, lays paper grain over it and keeps it under 250 kB.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { dice, HEIGHT, WIDTH } from './draw/ink.mjs';

const LARGEST_BYTES = 250_000;
const here = new URL('.', import.meta.url);
const notScenes = new Set(['ink.mjs', 'people.mjs', 'bridge.mjs']);

/** Noise of the size of two pixels, the same for every picture, as if all were printed on one stock. */
async function paperGrain() {
  const roll = dice(1868);
  const [w, h] = [WIDTH / 2, HEIGHT / 2];
  const noise = Buffer.alloc(w * h);
  for (let i = 0; i < noise.length; i++) noise[i] = 128 + (roll() + roll() + roll() - 1.5) * 22;
  return sharp(noise, { raw: { width: w, height: h, channels: 1 } })
    .resize(WIDTH, HEIGHT, { kernel: 'cubic' })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

async function print(svg, grain) {
  const flat = await sharp(Buffer.from(svg)).flatten().toColourspace('srgb').png().toBuffer();
  const page = await sharp(flat)
    .composite([{ input: grain, blend: 'soft-light' }])
    .png()
    .toBuffer();
  for (let quality = 84; quality >= 40; quality -= 4) {
    const jpeg = await sharp(page).jpeg({ quality, mozjpeg: true, chromaSubsampling: '4:2:0' }).toBuffer();
    if (jpeg.length <= LARGEST_BYTES) return { jpeg, quality };
  }
  throw new Error('The picture does not fit into 250 kB at any bearable quality.');
}

const asked = process.argv.slice(2);
const files = (await readdir(new URL('draw/', here))).filter((file) => !notScenes.has(file)).sort();
const grain = await paperGrain();
await mkdir(new URL('pictures/', here), { recursive: true });
for (const file of files) {
  const name = file.replace(/\.mjs$/, '');
  if (asked.length && !asked.includes(name)) continue;
  const { scene } = await import(`./draw/${file}`);
  const { jpeg, quality } = await print(scene(), grain);
  await writeFile(new URL(`pictures/${name}.jpg`, here), jpeg);
  console.log(`${name}.jpg  ${Math.round(jpeg.length / 1000)} kB  quality ${quality}`);
}
