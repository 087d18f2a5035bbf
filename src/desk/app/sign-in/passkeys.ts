import { knock } from './door.ts';

/** Whether this browser can speak of passkeys the way the server does. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** throws  Refused; NotAllowedError where the person turned away */
export async function signInWithPasskey(): Promise<void> {
  const options = await knock<PublicKeyCredentialRequestOptionsJSON>(
    'GET',
    '/passkey/generate-authenticate-options',
  );
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const chosen = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  if (!chosen) throw new DOMException('No passkey was chosen.', 'NotAllowedError');
  await knock('POST', '/passkey/verify-authentication', { response: chosen.toJSON() });
}

/** Makes a passkey on this device. throws  as above */
export async function addPasskey(name: string): Promise<void> {
  const options = await knock<PublicKeyCredentialCreationOptionsJSON>(
    'GET',
    '/passkey/generate-register-options',
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  if (!made) throw new DOMException('No passkey was made.', 'NotAllowedError');
  await knock('POST', '/passkey/verify-registration', { response: made.toJSON(), name });
}

/** The person closed the browser's own dialogue, or no passkey was at hand. */
export function turnedAway(error: unknown): boolean {
  return error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);
}
