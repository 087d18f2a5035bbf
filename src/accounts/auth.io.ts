import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins';
import type { AccountId } from '#kit/ids.js';
import type { AccountsParts } from './accounts.io.ts';
import { note } from './audit.sql.ts';
import { authRows } from './auth-rows.sql.ts';
import { findSecondStepState } from './begin-session.io.ts';
import { AUTH_PATH, CLIENT_HEADER, DOOR_HEADER, PROVIDER_ID } from './library-names.ts';
import { COOKIE_PREFIX } from './session-cookie.ts';
import { READER_SESSION_MS, SESSION_MS } from './session-table.io.ts';
import { findStaff } from './staff.sql.ts';

/** As long as browsers keep a cookie; how long a session lasts is ours to say. */
const COOKIE_SECONDS = 400 * 86_400;

type Handler = (request: Request) => Promise<Response>;

/**
 * better-auth, for what it is here for: passkeys and OpenID Connect. Nobody makes an account by it; sessions it begins
 * are of the same kind as ours, and the second step follows them too.
 */
export function openAuth(parts: AccountsParts & { secret: string }): Handler {
  const { store, secret, log } = parts;
  const address = parts.address();
  const auth = betterAuth({
    appName: parts.settings().name,
    baseURL: address,
    basePath: AUTH_PATH,
    secret,
    database: authRows(store.db),
    trustedOrigins: originsOf(address),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.warn({}, `Sign-in: ${message}`) },
    onAPIError: { errorURL: `${address}/desk/sign-in` },
    emailAndPassword: { enabled: false },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', createdAt: 'made_at', updatedAt: 'changed_at' },
    },
    session: {
      expiresIn: COOKIE_SECONDS,
      disableSessionRefresh: true,
      freshAge: 0,
      fields: {
        userId: 'account_id',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'made_at',
        updatedAt: 'changed_at',
        expiresAt: 'expires_at',
      },
      additionalFields: {
        way: { type: 'string', required: false, input: false },
        secondStep: { type: 'string', required: false, input: false, fieldName: 'second_step' },
        door: { type: 'string', required: false, input: false },
      },
    },
    account: {
      modelName: 'credential',
      // Nothing is asked of the provider but who somebody is, so its tokens are not kept.
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
      fields: {
        accountId: 'subject',
        providerId: 'provider',
        userId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'made_at',
        updatedAt: 'changed_at',
      },
    },
    verification: { fields: { expiresAt: 'expires_at', createdAt: 'made_at', updatedAt: 'changed_at' } },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      database: { generateId: 'serial', validateSchema: false },
      ipAddress: { ipAddressHeaders: [CLIENT_HEADER] },
    },
    databaseHooks: {
      session: { create: sessionHooks(parts) },
      account: { create: { before: withoutTokens } },
    },
    plugins: [passkeys(parts, address), ...providers(parts)],
  });
  return (request) => auth.handler(request);
}

type Asked = { path?: string; headers?: Headers | undefined } | null;

/**
 * At the desk's door, who is no longer on the staff begins no session, and whoever is may have a second step to take.
 * At the readers' door everybody with an account comes in, and no further than readers do.
 */
function sessionHooks(parts: AccountsParts) {
  const { store, clock } = parts;
  return {
    before: async (session: { userId: string }, asked: Asked) => {
      const now = clock();
      const account = Number(session.userId) as AccountId;
      const isReaders = asked?.headers?.get(DOOR_HEADER) === 'paper';
      const secondStep = isReaders ? 'due' : await secondStepAtDesk(parts, account);
      if (!secondStep) return false;
      const way = asked?.path?.startsWith('/passkey') ? 'passkey' : 'provider';
      const expiresAt = new Date(now.getTime() + (isReaders ? READER_SESSION_MS : SESSION_MS));
      const door = isReaders ? 'paper' : 'desk';
      const times = { createdAt: now, updatedAt: now, expiresAt };
      return { data: { ...session, ...times, way, secondStep, door } };
    },
    after: async (session: { id: string; userId: string } & Record<string, unknown>) => {
      if (session.door === 'paper') return;
      const by = Number(session.userId) as AccountId;
      const details = { way: session.way, from: session.ipAddress, secondStep: session.secondStep };
      const what = { by, act: 'session.begun', about: 'session', subject: Number(session.id) };
      await store.db.transaction().execute((tx) => note(tx, { ...what, details, at: clock() }));
    },
  };
}

async function secondStepAtDesk({ store, settings }: AccountsParts, account: AccountId) {
  const staff = await findStaff(store.db, account);
  if (!staff?.active) return undefined;
  const { secondStepRoles } = settings();
  return store.db.transaction().execute((tx) => findSecondStepState(tx, staff, secondStepRoles));
}

async function withoutTokens(credential: object) {
  return { data: { ...credential, accessToken: null, refreshToken: null, idToken: null } };
}

function passkeys({ settings }: AccountsParts, address: string) {
  return passkey({
    rpID: passkeyHost(address),
    rpName: settings().name,
    origin: originsOf(address),
    advanced: { webAuthnChallengeCookie: 'passkey' },
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    schema: {
      passkey: {
        fields: {
          publicKey: 'public_key',
          userId: 'account_id',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'made_at',
        },
      },
    },
  });
}

/** Passkeys belong to a name, never to a number: on one's own machine that name is localhost. */
export function passkeyHost(address: string): string {
  const { hostname } = new URL(address);
  return isOwnMachine(hostname) ? 'localhost' : hostname;
}

/** Addresses at which browsers may have the desk open. */
export function originsOf(address: string): string[] {
  const { hostname, port, origin, protocol } = new URL(address);
  if (!isOwnMachine(hostname)) return [origin];
  const suffix = port ? `:${port}` : '';
  return [...new Set([origin, `${protocol}//localhost${suffix}`, `${protocol}//127.0.0.1${suffix}`])];
}

function isOwnMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function providers({ settings }: AccountsParts) {
  const { providerAddress, providerClient, providerSecret, providerName } = settings();
  if (!providerAddress || !providerClient) return [];
  const provider = {
    providerId: PROVIDER_ID,
    name: providerName,
    discoveryUrl: `${providerAddress}/.well-known/openid-configuration`,
    clientId: providerClient,
    clientSecret: providerSecret,
    scopes: ['openid', 'email', 'profile'],
    disableSignUp: true,
    disableImplicitSignUp: true,
    requireIdTokenVerification: true,
    pkce: true,
  };
  return [genericOAuth({ config: [provider] })];
}
