import type { PageDocument } from './browser.ts';

declare const document: PageDocument;

/** Says the reader's name in the place of "Account". Whatever goes wrong, the link stays as it is. */
async function greet(): Promise<void> {
  const link = document.querySelector('[data-account]');
  if (!link) return;
  const answer = await fetch('/account/me', { headers: { accept: 'application/json' } });
  if (!answer.ok) return;
  const reader: unknown = await answer.json();
  if (typeof reader !== 'object' || reader === null || !('name' in reader)) return;
  if (typeof reader.name === 'string' && reader.name) link.textContent = reader.name;
}

greet().catch(() => undefined);
