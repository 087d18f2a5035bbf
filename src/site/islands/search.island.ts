import type { PageDocument } from './browser.ts';

declare const document: PageDocument;

/** Leaves empty fields out of the address, so that a search can be read and passed on. */
const form = document.querySelector('form[data-search]');
form?.addEventListener('submit', () => {
  for (const field of form.querySelectorAll('input,select')) field.disabled = field.value === '';
});
