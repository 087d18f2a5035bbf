import { findAccountByEmail } from '#accounts/account.sql.js';
import type { Here } from '#harness/serve-here.js';
import { listDueLetters } from '#store/letters.sql.js';

export type Answer = {
  readonly status: number;
  readonly text: string;
  /** Where a redirect leads. */
  readonly to: string | undefined;
  json(): unknown;
};

/** A browser without scripts, which keeps its cookies, and the letters that reached its owner. */
export function visit(here: Pick<Here, 'url' | 'house'>) {
  const cookies = new Map<string, string>();
  const { db } = here.house.store;

  async function ask(path: string, wish: RequestInit): Promise<Answer> {
    const headers = new Headers(wish.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(new URL(path, here.url), { ...wish, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const equals = pair.indexOf('=');
      if (pair.slice(equals + 1) === '') cookies.delete(pair.slice(0, equals));
      else cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    const text = await answer.text();
    const to = answer.headers.get('location') ?? undefined;
    return { status: answer.status, text, to, json: () => JSON.parse(text) as unknown };
  }

  async function lettersTo(email: string) {
    const letters = await listDueLetters(db, new Date('2100-01-01'), 10_000);
    return letters.filter((letter) => letter.to === email);
  }

  return {
    get: (path: string) => ask(path, {}),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(path, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { origin: here.url, ...headers },
      }),
    postJson: (path: string, body: object) => {
      const headers = { 'content-type': 'application/json', origin: here.url };
      return ask(path, { method: 'POST', body: JSON.stringify(body), headers });
    },
    cookie: (name: string) => cookies.get(name),
    setCookie: (name: string, value: string) => cookies.set(name, value),
    /** The newest letter to this address, with its code and its link, as a path. */
    async letterTo(email: string) {
      const letter = (await lettersTo(email)).at(-1);
      if (!letter) throw new Error(`No letter to ${email}.`);
      const { subject, text } = letter;
      const code = /^ {4}(\d{4} \d{4})$/m.exec(text)?.[1] ?? '';
      const href = /https?:\/\/\S+/.exec(text)?.[0];
      return { subject, text, code, link: href ? new URL(href).pathname : '' };
    },
    hasLetter: async (email: string) => (await lettersTo(email)).length > 0,
    account: (email: string) => findAccountByEmail(db, email),
  };
}
