import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fault } from '#kit/fault.js';
import { siteFaults } from './faults.ts';
import { makeTheme, type Theme } from './theme/theme.ts';

/** The checkout or package that we are. */
const ROOT = join(import.meta.dirname, '../..');
const own = createRequire(import.meta.url);
/** Lines of the compiler's complaint that are shown; the rest is more of the same. */
const SHOWN_LINES = 12;

/**
 * A newsroom's own theme: a folder whose `theme.tsx` exports `theme`, some of our components replaced. It is
 * type-checked against this version before anything of it runs, and compiled beside the data.
 *
 * folder   with theme.tsx, and style.css whose rules come after ours, if it is there
 * builtIn  where to put what is compiled
 * throws   theme-missing, theme-wrong with the compiler's own lines
 */
export async function loadThemeFolder(folder: string, builtIn: string): Promise<Theme> {
  if (!existsSync(join(folder, 'theme.tsx'))) throw fault(siteFaults, 'theme-missing', { folder });
  const built = join(builtIn, await digestOf(folder));
  if (!existsSync(join(built, 'theme.js'))) await compile(folder, built);
  resolveOurNames();
  const module = (await import(pathToFileURL(join(built, 'theme.js')).href)) as { theme?: Partial<Theme> };
  if (!module.theme)
    throw fault(siteFaults, 'theme-wrong', { folder, reason: 'theme.tsx exports no "theme".' });
  const sheet = join(folder, 'style.css');
  const stylesheet = existsSync(sheet) ? await readFile(sheet, 'utf8') : '';
  return makeTheme({ ...module.theme, stylesheet: `${module.theme.stylesheet ?? ''}\n${stylesheet}` });
}

/** A name for what is compiled that changes with every source, and with our own version. */
async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package.json')));
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name)).sort();
  for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Checked against our sources first, then written out alone: only the theme's own files are compiled. */
async function compile(folder: string, built: string): Promise<void> {
  await mkdir(built, { recursive: true });
  const settings = join(built, 'tsconfig.json');
  try {
    for (const options of [checking(), writing(folder, built)]) {
      await writeFile(
        settings,
        JSON.stringify({ compilerOptions: { ...common, ...options }, files: [join(folder, 'theme.tsx')] }),
      );
      const { code, printed } = await runCompiler(settings);
      if (code !== 0) {
        const reason = printed.split('\n').slice(0, SHOWN_LINES).join('\n');
        throw fault(siteFaults, 'theme-wrong', { folder, reason });
      }
    }
    await rm(settings);
    await writeFile(join(built, 'package.json'), '{"type":"module"}\n');
  } catch (error) {
    await rm(built, { recursive: true, force: true });
    throw error;
  }
}

const common = {
  target: 'es2024',
  lib: ['es2024', 'esnext.iterator', 'esnext.disposable'],
  // Not `nodenext`, which would ask the theme for a package.json of its own.
  module: 'esnext',
  moduleResolution: 'bundler',
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  jsx: 'react-jsx',
  jsxImportSource: 'preact',
};

/** As strict as we are with ourselves; `standfirst/theme` means our own sources. */
function checking(): object {
  const packages = dirname(dirname(own.resolve('preact/package.json')));
  return {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(packages, '@types')],
    paths: {
      'standfirst/theme': [join(ROOT, 'src/site/theme/public.ts')],
      '#*.js': [join(ROOT, 'src/*.ts'), join(ROOT, 'src/*.tsx')],
      '*': [join(packages, '*'), join(packages, '@types/*')],
    },
  };
}

function writing(folder: string, built: string): object {
  return { noCheck: true, rootDir: folder, outDir: built, types: [] };
}

let hooked = false;

/** A theme lies outside our folder and still means our Preact and our components by their names. */
function resolveOurNames(): void {
  if (hooked) return;
  hooked = true;
  registerHooks({
    resolve(name, context, next) {
      if (name === 'standfirst/theme')
        return next(new URL('./theme/public.js', import.meta.url).href, context);
      if (/^preact(?:\/|$)/.test(name)) return next(name, { ...context, parentURL: import.meta.url });
      return next(name, context);
    },
  });
}

function runCompiler(settings: string): Promise<{ code: number; printed: string }> {
  const compiler = join(dirname(own.resolve('typescript/package.json')), 'bin/tsc');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, '-p', settings, '--pretty', 'false'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        printed += part.toString();
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, printed: printed.trim() }));
  });
}
