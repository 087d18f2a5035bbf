import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { load } from './load.ts';
import {
  ask,
  crawl,
  type Line,
  type Served,
  startServe,
  stopChild,
  usageOf,
  whichProgram,
} from './measure.ts';

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 32;

/** Kept pages against bare node:http with the same bytes and headers, in turn, so that a drifting machine hurts both. */
export async function pagesFromMemory(folder: string, scratch: string): Promise<Line[]> {
  const served = await startServe(folder);
  try {
    return await compare(served, storyPathsIn(folder, 1)[0] ?? '/', scratch);
  } finally {
    await served.stop();
  }
}

async function compare(served: Served, path: string, scratch: string): Promise<Line[]> {
  const page = await ask(served.url + path);
  const headers = Object.entries(page.headers)
    .filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))
    .flat();
  const given = join(scratch, 'bare.json');
  writeFileSync(given, JSON.stringify({ headers, body: page.body.toString('base64') }));
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare.mjs'), given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const bareUrl = await new Promise<string>((resolve) =>
    bare.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())),
  );
  const rounds: { bare: number; ours: number }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        bare: await load(bareUrl, SECONDS, CONNECTIONS),
        ours: await load(served.url + path, SECONDS, CONNECTIONS),
      });
    }
  } finally {
    await stopChild(bare);
  }
  const ratios = rounds
    .map(({ bare: reference, ours }) => ours / reference)
    .sort((one, other) => one - other);
  const ratio = ratios[Math.floor(ROUNDS / 2)] ?? 0;
  const middle = (of: 'bare' | 'ours'): number =>
    rounds.map((round) => round[of]).sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
  return [
    {
      what: 'bare node:http, same bytes and headers',
      came: `${Math.round(middle('bare'))} req/s`,
      budget: '–',
      met: null,
    },
    {
      what: 'story page from memory, anonymous',
      came: `${Math.round(middle('ours'))} req/s, ${ratio.toFixed(2)} of bare (${ratios[0]?.toFixed(2)}–${ratios.at(-1)?.toFixed(2)})`,
      budget: '≥ 0.9 of bare node:http',
      met: ratio >= 0.9,
    },
    ...(await nginxBeside(page.body, scratch)),
  ];
}

/** nginx with one worker serving the same bytes as a file, where it is installed. */
async function nginxBeside(body: Buffer, scratch: string): Promise<Line[]> {
  const nginx = whichProgram('nginx');
  if (!nginx)
    return [{ what: 'nginx, one worker, same bytes', came: 'not installed', budget: '–', met: null }];
  const folder = join(scratch, 'nginx');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page.html'), body);
  const port = 18_000 + Math.floor(Math.random() * 2000);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''}
     events { worker_connections 256; }
     http { access_log off; server { listen 127.0.0.1:${port}; root ${folder}; default_type text/html; } }`,
  );
  const child = spawn(nginx, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  try {
    const until = Date.now() + 5_000;
    while (!existsSync(join(folder, 'pid')) && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const rate = await load(`http://127.0.0.1:${port}/page.html`, SECONDS, CONNECTIONS);
    return [
      { what: 'nginx, one worker, same bytes', came: `${Math.round(rate)} req/s`, budget: '–', met: null },
    ];
  } finally {
    await stopChild(child);
  }
}

/** A crawler in the archive: pages that were never made before. */
export async function pagesNeverMade(folder: string, count: number): Promise<Line[]> {
  const served = await startServe(folder);
  try {
    const paths = storyPathsIn(folder, count + 2_000);
    await crawl(served.url, paths.slice(0, 2_000), 8);
    const before = usageOf(served.pid);
    const { seconds, failed } = await crawl(served.url, paths.slice(2_000), 8);
    const used = usageOf(served.pid).cpuSeconds - before.cpuSeconds;
    const pages = paths.length - 2_000;
    return [
      {
        what: 'story page never made before',
        came: `${Math.round(pages / seconds)} pages/s beside the client; ${Math.round(pages / used)} for each second of processor time`,
        budget: '≥ 1,500 pages/s on one core',
        met: pages / used >= 1_500 && failed === 0,
        ...(failed > 0 ? { note: `${failed} pages failed` } : {}),
      },
    ];
  } finally {
    await served.stop();
  }
}

export function storyPathsIn(folder: string, count: number): string[] {
  const db = new DatabaseSync(join(folder, 'standfirst.db'), { readOnly: true });
  try {
    const step = 'select path from story where state = ? order by (id * 7919) % 1000003 limit ?';
    return db
      .prepare(step)
      .all('published', count)
      .map((row) => String(row.path));
  } finally {
    db.close();
  }
}
