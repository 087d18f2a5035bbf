import type { PageDocument, PageElement } from './browser.ts';

declare const document: PageDocument;

/** Puts the frame in the place of the card; the reader asked for it. */
function show(button: PageElement): void {
  const card = button.closest('.embed');
  const { frame, height, title = '' } = button.dataset;
  if (!card || !frame) return;
  const iframe = document.createElement('iframe');
  iframe.setAttribute('src', frame);
  iframe.setAttribute('title', title);
  iframe.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups allow-presentation');
  iframe.setAttribute('allow', 'fullscreen; encrypted-media; picture-in-picture');
  iframe.setAttribute('referrerpolicy', 'strict-origin-when-cross-origin');
  if (height) iframe.setAttribute('height', height);
  card.className += ' embed-shown';
  card.replaceChildren(iframe);
  iframe.focus();
}

for (const button of document.querySelectorAll('[data-frame]')) {
  button.hidden = false;
  button.addEventListener('click', () => show(button));
}
