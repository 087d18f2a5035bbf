import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Role, Staff } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { buildDeskIfStale } from '../../bin/build-desk.mjs';
import { openPage, type PageWish } from './browser.ts';
import { newFolder } from './folder.ts';
import { type Here, serveHere } from './serve-here.ts';

export type AtDesk = {
  page: Page;
  staff: Staff;
  /** The Cookie header of the session, for questions without a browser. */
  cookie: string;
  /** Asks /desk/api as this person; the answer's status and its JSON. */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
};

export type DeskHere = Here & {
  /** Somebody at the desk without a browser. */
  person(role: Role, name?: string): Promise<Omit<AtDesk, 'page'>>;
  /** Somebody at the desk in a browser context of their own, opened at `path` below /desk. */
  open(role: Role, path?: string, wish?: PageWish & { name?: string }): Promise<AtDesk>;
};

const root = join(import.meta.dirname, '..', '..');

/** A newsroom that is served in the test's own process, with the desk as browsers get it. */
export async function openDesk(wish: Parameters<typeof serveHere>[1] = {}): Promise<DeskHere> {
  const here = await serveHere(join(await newFolder('desk'), 'data'), wish);
  let people = 0;
  const person: DeskHere['person'] = async (role, name) => {
    people += 1;
    const { staff, cookie } = await signIn(
      here.house.store,
      {
        email: `${role}-${people}@desk.example`,
        role,
        name: name ?? `${role.charAt(0).toUpperCase()}${role.slice(1)} ${people}`,
      },
      here.house.clock(),
    );
    return { staff, cookie, ask: asker(here.url, cookie) };
  };
  return {
    ...here,
    person,
    async open(role, path = '/', { name, ...pageWish } = {}) {
      const failure = buildDeskIfStale(root);
      if (failure !== null) throw new Error(failure);
      const somebody = await person(role, name);
      const page = await openPage(pageWish);
      const cut = somebody.cookie.indexOf('=');
      const session = { name: somebody.cookie.slice(0, cut), value: somebody.cookie.slice(cut + 1) };
      await page.context().addCookies([{ ...session, url: here.url, httpOnly: true, sameSite: 'Lax' }]);
      await page.goto(`${here.url}/desk${path === '/' ? '' : path}`);
      return { page, ...somebody };
    },
  };
}

function asker(url: string, cookie: string): AtDesk['ask'] {
  return async (method, path, body) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/desk/api${path}`, {
      method,
      headers: { cookie, 'x-standfirst': 'desk', ...json },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
}
