import type { PageDocument } from './browser.ts';

declare const document: PageDocument & { readonly cookie: string };

/** What /account/gate says of this reader and this story. */
type Standing = {
  readonly reads: boolean;
  readonly name: string | null;
  readonly tiers: readonly string[];
  readonly network: string | null;
  readonly left: number | null;
};

/** Says at the gate what this reader has left, holds or may read. Whatever goes wrong, the gate stays as it is. */
async function say(): Promise<void> {
  const gate = document.querySelector('[data-gate]');
  const line = document.querySelector('.gate-said');
  if (!gate || !line) return;
  // A mark without a secret in it: whoever never signed in nor read on the meter is asked for only where somebody may
  // read by the network they are in.
  const known = /(?:^|; )standfirst\.here=/.test(document.cookie);
  if (!known && gate.dataset.network === undefined) return;
  const answer = await fetch(`/account/gate?story=${gate.dataset.gate}`);
  if (!answer.ok) return;
  const standing = (await answer.json()) as Standing;
  line.textContent = wordsFor(standing, line.dataset);
  line.hidden = line.textContent === '';
  const way = document.querySelector('.gate-sign-in');
  if (standing.name && way) way.hidden = true;
  offer(standing);
}

function wordsFor(standing: Standing, texts: Readonly<Record<string, string | undefined>>): string {
  const { signedIn = '', holds = '', usedUp = '', network = '' } = texts;
  const { reads, name, tiers, left } = standing;
  if (reads) return standing.network ? network.replace('{name}', standing.network) : '';
  const who = tiers.length > 0 ? holds : signedIn;
  const words = name ? [who.replace('{name}', name).replace('{tiers}', tiers.join(', '))] : [];
  return [...words, ...(left === 0 ? [usedUp] : [])].join(' ');
}

/** What is left, or the way on for somebody who may read it and got a page that was kept from before. */
function offer({ reads, left }: Standing): void {
  const form = document.querySelector('.gate-ways form');
  const button = document.querySelector('.gate-ways form button');
  if (!form || !button) return;
  const { one = '', other = '', readOn = '' } = button.dataset;
  if (reads) button.textContent = readOn;
  else if (left !== null) button.textContent = (left === 1 ? one : other).replace('{count}', String(left));
  form.hidden = !reads && (left === null || left === 0);
}

say().catch(() => undefined);
