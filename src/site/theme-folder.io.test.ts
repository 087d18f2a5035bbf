import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadThemeFolder } from './theme-folder.io.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-theme-'));
  mkdirSync(join(folder, 'theme'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = () => loadThemeFolder(join(folder, 'theme'), join(folder, 'built'));
const write = (name: string, text: string) => writeFileSync(join(folder, 'theme', name), text);

const OWN_FOOTER = `
import type { Theme } from 'standfirst/theme';
import { line } from './line.ts';

export const theme: Partial<Theme> = {
  Footer: ({ paper }) => <footer class="own">{paper.name}, {line}</footer>,
};
`;

test('a newsroom replaces a component in a folder of its own, and the rest stays ours', async () => {
  write('theme.tsx', OWN_FOOTER);
  write('line.ts', "export const line: string = 'printed on the river';\n");
  write('style.css', '.own{color:red}');
  const theme = await load();
  expect(theme.Footer.toString()).toContain('own');
  expect(theme.Masthead).toBeTypeOf('function');
  expect(theme.stylesheet).toContain('.own{color:red}');
});

test('a theme that does not fit is refused with the file and line', async () => {
  write('theme.tsx', OWN_FOOTER.replace('paper.name', 'paper.nmae'));
  write('line.ts', "export const line: string = 'x';\n");
  await expect(load()).rejects.toThrow(/theme\.tsx\(6,\d+\): error TS\d+: Property 'nmae' does not exist/);
});

test('a folder without theme.tsx is said to be no theme', async () => {
  await expect(load()).rejects.toMatchObject({ code: 'theme-missing' });
});
