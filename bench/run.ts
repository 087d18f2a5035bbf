import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeAgainstSmall, searches, startAndRest } from './archive.bench.ts';
import { makeArchive } from './archive.ts';
import { deskLists } from './desk-lists.bench.ts';
import { importWordpress } from './import.bench.ts';
import { type Line, processorLoop, root } from './measure.ts';
import { memberPages } from './member.bench.ts';
import { members } from './members.bench.ts';
import { pagesFromMemory, pagesNeverMade } from './pages.bench.ts';
import { publishToVisible } from './publish.bench.ts';
import { signInAttack } from './sign-in.bench.ts';
import { typingTogether } from './typing.bench.ts';
import { vouchers } from './vouchers.bench.ts';
import { pageWeight } from './weight.bench.ts';

const SMALL = 1_000;
const NEVER_MADE = 10_000;
const IMPORTED = 20_000;

const words = process.argv.slice(2);
const valueGiven = (name: string): string | undefined =>
  words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
const large = Number(valueGiven('stories') ?? 100_000);
const only = valueGiven('only');

const scratch = mkdtempSync(join(tmpdir(), 'standfirst-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const [processor] = cpus();
say(
  `${processor?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
);
say(`fixed loop of the processor: ${processorLoop().toFixed(0)} thousand rounds a millisecond\n`);
say('| what | came to | budget | met |');
say('| --- | --- | --- | --- |');

await run('memory', async () => pagesFromMemory(await archiveOf(large), scratch));
await run('never', async () => pagesNeverMade(await archiveOf(large), Math.min(NEVER_MADE, large - 2_000)));
await run('publish', async () => publishToVisible(await archiveOf(SMALL), scratch));
await run('import', () => importWordpress(scratch, IMPORTED));
await run('large', async () =>
  largeAgainstSmall(await archiveOf(SMALL), await archiveOf(large), { small: SMALL, large }),
);
await run('search', async () => searches(await archiveOf(large), large));
await run('desk-lists', async () => deskLists(await archiveOf(large), scratch, large));
await run('rest', async () => startAndRest(await archiveOf(large), large));
await run('vouchers', () => vouchers(scratch));
await run('typing', () => typingTogether(scratch));
await run('member', () => memberPages(scratch));
await run('members', () => members(scratch));
await run('signin', () => signInAttack(scratch));
await run('weight', () => pageWeight(scratch));

async function run(name: string, measure: () => Promise<Line[]>): Promise<void> {
  if (only && only !== name) return;
  for (const { what, came, budget, met, note } of await measure()) {
    say(
      `| ${what} | ${came}${note ? ` (${note})` : ''} | ${budget} | ${met === null ? '' : met ? 'yes' : '**no**'} |`,
    );
  }
}

/** An archive of this size, made once and kept for the next run. */
async function archiveOf(stories: number): Promise<string> {
  const folder = join(root, '.cache', `bench-${stories}`);
  if (existsSync(folder)) return folder;
  const half = `${folder}.half`;
  rmSync(half, { recursive: true, force: true });
  await makeArchive(half, stories, undefined, (done) => {
    if (done % 20_000 === 0) process.stderr.write(`archive: ${done} of ${stories} stories\n`);
  });
  renameSync(half, folder);
  return folder;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
