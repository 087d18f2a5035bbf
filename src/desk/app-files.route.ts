import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** What Vite made of src/desk/app; the same place whether this runs from dist/ or from the sources. */
const FOLDER = join(import.meta.dirname, '..', '..', 'dist', 'desk-app');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** The desk frames previews of the paper itself, and nothing frames the desk. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const MANNERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Every address below /desk that is no file of the program opens the program, which knows its screens itself. */
export async function registerAppFiles(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { '*': string } }>('/desk/assets/*', async (request, reply) => {
    const name = request.params['*'];
    const type = TYPES[extname(name)];
    const bytes = type && /^[\w.-]+$/.test(name) ? await findFile(join(FOLDER, 'assets', name)) : undefined;
    if (!bytes) return reply.code(404).type('text/plain').send('There is no such file.\n');
    const kept = { 'cache-control': 'public, max-age=31536000, immutable' };
    return reply
      .headers({ ...MANNERS, ...kept })
      .type(type ?? '')
      .send(bytes);
  });
  for (const address of ['/desk', '/desk/*']) {
    app.get(address, async (_request, reply) => {
      const page = await findFile(join(FOLDER, 'index.html'));
      if (!page) throw new Error(`The desk was not built: there is no ${FOLDER}/index.html.`);
      return reply
        .headers({ ...MANNERS, 'cache-control': 'no-cache' })
        .type('text/html; charset=utf-8')
        .send(page);
    });
  }
}

async function findFile(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
