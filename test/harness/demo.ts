import { standfirst } from './command.ts';
import { newFolder } from './folder.ts';

/** A data folder of one's own, filled with the demonstration paper by the command that readers of the README run. */
export async function newDemo(env: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
  const folder = await newFolder('demo');
  const filled = await standfirst(['demo', '--data', folder], { env });
  if (filled.code !== 0) throw new Error(`The demonstration paper was not made.\n${filled.stderr}`);
  return folder;
}
