import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { signatureHeaders } from '#desk/webhooks-sign.js';
import { newFolder } from '#harness/folder.js';
import { serveHere } from '#harness/serve-here.js';

type Json = Record<string, unknown>;

const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');

/** Blocks of code in this language, each with the first sentence behind it. */
function blocks(language: string): { code: string; says: string }[] {
  const found = page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\`\\s*([^\\n]*)`, 'g'));
  return [...found].map(([, code = '', says = '']) => ({ code, says }));
}

test('every question in docs/api.md is answered as it says', async () => {
  const here = await serveHere(join(await newFolder('api-docs'), 'data'));
  const admin = { name: 'Ada', email: 'ada@paper.example', role: 'admin' } as const;
  const { cookie } = await signIn(here.house.store, admin);
  const desk = async (path: string, body: object) => {
    const headers = { cookie, 'x-standfirst': 'desk', 'content-type': 'application/json' };
    const answer = await fetch(`${here.url}/desk/api${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Json;
  };
  await desk('/sections', { slug: 'news', name: 'News', description: '', parent: null, access: 'open' });
  const scopes = ['write-drafts', 'publish'];
  const { secret } = await desk('/keys', { name: 'Documentation', scopes, sections: 'all', expiresAt: null });

  let last: Json = {};
  for (const { code, says } of blocks('http')) {
    const filled = code.replaceAll('{id}', String(last.id)).replaceAll('{base}', String(last.base));
    const [head = '', body] = filled.split('\n\n', 2);
    const [first = '', ...lines] = head.trim().split('\n');
    const [method = '', path = ''] = first.split(' ');
    const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
    const answer = await fetch(here.url + path, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${secret}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body }),
    });
    last = (await answer.json()) as Json;
    expect([first, says]).toEqual([first, expect.stringContaining(`answers ${answer.status}`)]);
  }
  expect(last).toMatchObject({ state: 'out', address: `${here.url}/news/storm-warning-for-the-coast` });
});

test('the program that docs/api.md shows knows our calls from others', async () => {
  const [{ code } = { code: '' }] = blocks('js');
  const { isFromThePaper } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isFromThePaper(secret: string, headers: object, body: string): boolean;
  };
  const secret = `whsec_${Buffer.from('some thirty-two bytes of a secret').toString('base64')}`;
  const body = '{"type":"story.published"}';
  const headers = signatureHeaders(secret, { id: 'evt_1_1', at: new Date('2026-03-01T06:00:00Z'), body });
  expect(isFromThePaper(secret, headers, body)).toBe(true);
  expect(isFromThePaper(secret, headers, `${body} `)).toBe(false);
});
