import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newFolder } from './folder.ts';

const root = join(import.meta.dirname, '..', '..');
const shared = [
  'bin',
  'test/run.mjs',
  ...['chromium', 'keeper', 'postgres-keeper', 'remove-folder', 'run', 'tally'].map(
    (name) => `test/harness/${name}.ts`,
  ),
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vitest.config.ts',
  'biome.json',
  '.gitignore',
];

/** A checkout with our tools and the given sources: `{ 'src/main/cli.ts': '…' }`. Packages are those of this one. */
export async function newCheckout(sources: Readonly<Record<string, string>>): Promise<string> {
  const checkout = await newFolder('checkout');
  for (const name of shared) await cp(join(root, name), join(checkout, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
  for (const [path, text] of Object.entries(sources)) {
    await mkdir(dirname(join(checkout, path)), { recursive: true });
    await writeFile(join(checkout, path), text);
  }
  return checkout;
}
