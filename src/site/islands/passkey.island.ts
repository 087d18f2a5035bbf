import type { PageDocument, PageElement } from './browser.ts';

declare const document: PageDocument;
declare const location: { assign(to: string): void };
type Shown = { toJSON(): object };
declare const navigator: {
  credentials: {
    get(wish: { publicKey: object }): Promise<Shown | null>;
    create(wish: { publicKey: object }): Promise<Shown | null>;
  };
};
declare const PublicKeyCredential: {
  parseRequestOptionsFromJSON(json: object): object;
  parseCreationOptionsFromJSON(json: object): object;
};

/** The button shows where the browser knows passkeys; all else on the page works without it. */
function showPasskeys(): void {
  const place = document.querySelector('[data-passkey]');
  const knows =
    typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
  if (!place || !knows) return;
  place.hidden = false;
  for (const button of place.querySelectorAll('button')) {
    button.addEventListener('click', () => void press(place, button));
  }
}

async function press(place: PageElement, button: PageElement): Promise<void> {
  button.disabled = true;
  say(place, '');
  try {
    const to = place.dataset.passkey === 'add' ? await add() : await comeIn(place.dataset.next ?? '');
    if (!to) say(place, place.dataset.failed ?? '');
    else location.assign(to);
  } catch (error) {
    // Whoever closes the browser's own dialogue is told nothing: they know.
    const name =
      error instanceof Error || typeof error === 'object' ? (error as { name?: string } | null)?.name : '';
    if (name !== 'NotAllowedError' && name !== 'AbortError') say(place, place.dataset.failed ?? '');
  } finally {
    button.disabled = false;
  }
}

async function comeIn(next: string): Promise<string | null> {
  const options = await send('/account/passkey/ask', {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const chosen = await navigator.credentials.get({ publicKey });
  if (!chosen) return null;
  return where(await send('/account/passkey/come-in', { response: chosen.toJSON(), next }));
}

async function add(): Promise<string | null> {
  const options = await send('/account/passkey/new', {});
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey });
  if (!made) return null;
  return where(await send('/account/passkey/add', { response: made.toJSON() }));
}

async function send(path: string, body: object): Promise<object> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const said: unknown = await answer.json();
  if (!answer.ok || typeof said !== 'object' || said === null) throw new Error('The paper said no.');
  return said;
}

function where(said: object): string | null {
  return 'to' in said && typeof said.to === 'string' ? said.to : null;
}

function say(place: PageElement, words: string): void {
  for (const line of place.querySelectorAll('[role=status]')) line.textContent = words;
}

showPasskeys();
