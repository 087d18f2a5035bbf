import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

export type Chromium = {
  executablePath: string;
  /** What the browser needs in its environment besides ours. */
  env: Record<string, string>;
};

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The machine's own Chromium, else the packed one from npm, unpacked into `folder` with the libraries and fonts that a
 * bare machine lacks. The packing library works in the process's temporary folder, so `folder` must be that.
 */
export async function unpackChromium(folder: string): Promise<Chromium> {
  const found = installed.find((path) => existsSync(path));
  if (found) return { executablePath: found, env: {} };
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const packed = join(dirname(findPackageJSON('@sparticuz/chromium', import.meta.url) ?? ''), 'bin');
  const [executablePath] = await Promise.all([
    chromium.executablePath(),
    inflate(join(packed, 'al2023.tar.br')),
  ]);
  const libraries = [process.env.LD_LIBRARY_PATH, join(folder, 'al2023', 'lib')].filter(Boolean).join(':');
  return {
    executablePath,
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: await writeFontSettings(folder) },
  };
}

/** The settings packed with the fonts look for them in places of another machine. Those of this one come first. */
async function writeFontSettings(folder: string): Promise<string> {
  const path = join(folder, 'fonts.conf');
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(folder, 'fonts')];
  const lines = folders.map((fonts) => `<dir>${fonts}</dir>`).join('\n');
  await writeFile(
    path,
    `<?xml version="1.0"?>\n<fontconfig>\n${lines}\n<cachedir>${folder}/font-cache</cachedir>\n</fontconfig>\n`,
  );
  return path;
}
