import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { saveStaff } from '#accounts/staff.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { Store } from '#store/store.io.js';
import { type DeskHere, deskHere } from './testing/desk-here.ts';

type Person = { sub: string; email: string; email_verified: boolean; name: string };

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A sign-in provider on this machine: whoever comes is this person. */
async function openProvider(person: Person) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
  const asked = { nonce: '' };
  const server = createServer((request, response) => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answers: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({
        issuer: address,
        authorization_endpoint: `${address}/authorize`,
        token_endpoint: `${address}/token`,
        jwks_uri: `${address}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      }),
      '/keys': () => ({ keys: [key] }),
      '/token': () => {
        const at = Math.floor(Date.now() / 1000);
        const claims = {
          ...person,
          iss: address,
          aud: 'standfirst',
          iat: at,
          exp: at + 300,
          nonce: asked.nonce,
        };
        const words = [{ alg: 'RS256', kid: 'one', typ: 'JWT' }, claims].map(encode).join('.');
        const signature = createSign('RSA-SHA256').update(words).sign(privateKey, 'base64url');
        return { access_token: 'given', token_type: 'Bearer', id_token: `${words}.${signature}` };
      },
    };
    const answer = answers[request.url?.split('?')[0] ?? ''];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const ada = { sub: 'ada-1', email: 'ada@paper.example', email_verified: true, name: 'Ada Finch' };

async function openHere(store: Store, person: Person) {
  const provider = await openProvider(person);
  const settings = {
    providerAddress: provider.address,
    providerName: 'Example Account',
    providerClient: 'standfirst',
    providerSecret: 'between us',
  };
  return { here: await deskHere(store, { settings }), provider };
}

/** Goes to the provider and comes back. */
async function comeBy(here: DeskHere, provider: { asked: { nonce: string } }) {
  const begun = await here.ask(undefined, 'POST', '/desk/auth/provider', {});
  const url = new URL((begun.json as { url: string }).url);
  provider.asked.nonce = url.searchParams.get('nonce') ?? '';
  const cookies = [begun.headers['set-cookie']].flat().map((cookie) => String(cookie).split(';')[0]);
  const back = `/desk/auth/callback/provider?code=given&state=${url.searchParams.get('state')}`;
  return here.ask(cookies.join('; '), 'GET', back);
}

const sessionOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0] ?? '')
    .find((cookie) => cookie.includes('session_token='));

onBothDatabases('the sign-in provider', (open) => {
  test('lets in whoever has a desk account under the address that the provider vouches for', async () => {
    const store = await open();
    const { here, provider } = await openHere(store, ada);
    await store.db
      .transaction()
      .execute((tx) => saveStaff(tx, { name: 'Ada', email: ada.email, role: 'editor' }, new Date()));
    expect((await here.ask(undefined, 'GET', '/desk/auth/state')).json).toMatchObject({
      provider: 'Example Account',
    });
    const answer = await comeBy(here, provider);
    expect(answer).toMatchObject({ status: 302, headers: { location: 'https://paper.example/desk' } });
    const me = await here.ask(sessionOf(answer), 'GET', '/me');
    expect(me.json).toMatchObject({ email: ada.email, role: 'editor' });
    // The second time the account is known by its number at the provider.
    expect(sessionOf(await comeBy(here, provider))).toBeDefined();
  });

  test('makes no account for anybody else, nor for an address it does not vouch for', async () => {
    const store = await open();
    const stranger = await openHere(store, { ...ada, email: 'stranger@else.example' });
    const refused = await comeBy(stranger.here, stranger.provider);
    expect(refused.status).toBe(302);
    expect(String(refused.headers.location)).toContain('/desk/sign-in?error=');
    expect(sessionOf(refused)).toBeUndefined();
    expect(await store.db.selectFrom('account').select('id').execute()).toEqual([]);
    await store.db
      .transaction()
      .execute((tx) => saveStaff(tx, { name: 'Ada', email: ada.email, role: 'editor' }, new Date()));
    const claimed = await openHere(store, { ...ada, email_verified: false });
    expect(sessionOf(await comeBy(claimed.here, claimed.provider))).toBeUndefined();
  });
});
