import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ask, type Line, root, startServe } from './measure.ts';
import { storyPathsIn } from './pages.bench.ts';

/** What a story of the demonstration paper weighs on the wire, its pictures apart: page, style sheet, scripts, fonts. */
export async function pageWeight(scratch: string): Promise<Line[]> {
  const folder = join(scratch, 'demo');
  const made = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'dist/main/cli.js'), 'demo', '--data', folder],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const served = await startServe(folder);
  try {
    const weights = [];
    for (const path of storyPathsIn(folder, 60)) weights.push(await weigh(served.url, path));
    const heaviest = weights.sort((one, other) => other.page - one.page)[0];
    if (!heaviest) throw new Error('The demonstration paper has no story.');
    return [
      {
        what: `heaviest story page of the demonstration paper on the wire, without pictures and fonts`,
        came: `${kb(heaviest.page)} kB (Brotli)`,
        budget: '≤ 40 kB',
        met: heaviest.page <= 40_000,
      },
      {
        what: 'fonts of the first view',
        came: `${kb(heaviest.fonts)} kB`,
        budget: '≤ 85 kB',
        met: heaviest.fonts <= 85_000,
      },
    ];
  } finally {
    await served.stop();
  }
}

async function weigh(url: string, path: string): Promise<{ page: number; fonts: number }> {
  const headers = { 'accept-encoding': 'br' };
  const squeezed = await ask(url + path, { headers });
  const html = (await ask(url + path)).body.toString();
  const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? '');
  let [page, fonts] = [squeezed.body.length, 0];
  for (const file of new Set(files)) {
    const { body } = await ask(url + file, { headers });
    if (file.endsWith('.woff2')) fonts += body.length;
    else if (!file.endsWith('.svg')) page += body.length;
  }
  return { page, fonts };
}

function kb(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
