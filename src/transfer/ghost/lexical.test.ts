import { expect, test } from 'vitest';
import { fromHtml } from '#stories/from-html.js';
import { toHtml } from '#stories/to-html.js';
import { lexicalHtml } from './lexical.ts';

const text = (words: string, format = 0) => ({ type: 'extended-text', text: words, format, version: 1 });
const paragraph = (...children: object[]) => ({ type: 'paragraph', children });

/** What a document of Ghost's editor reads as in our body, and the cards that are kept from readers. */
function read(...children: object[]): { html: string; hidden: string[] } {
  const hidden: string[] = [];
  const html = lexicalHtml(JSON.stringify({ root: { type: 'root', children } }), (name) => hidden.push(name));
  const { body } = fromHtml(html ?? '', { trusted: true });
  return { html: toHtml(body.content, { ids: false, keepForeign: true }), hidden };
}

test('paragraphs keep their emphasis, links and line breaks', () => {
  const link = { type: 'link', url: 'https://example.org/a?b=1&c=2', children: [text('a ferry', 1)] };
  const { html } = read(
    paragraph(text('Six '), text('nights', 1), text(' of ', 3), text('x', 4), { type: 'linebreak' }, link),
    paragraph(text('f()', 16), text('2', 32), text('3', 64), { type: 'tab' }, text('<b>', 8)),
  );
  expect(html).toBe(
    '<p>Six <strong>nights<em> of </em></strong><s>x</s><br>' +
      '<a href="https://example.org/a?b=1&amp;c=2"><strong>a ferry</strong></a></p>' +
      '<p><code>f()</code><sub>2</sub><sup>3</sup> &lt;b&gt;</p>',
  );
});

test('headings, quotations, asides and lists become ours', () => {
  const item = (...children: object[]) => ({ type: 'listitem', children });
  const { html } = read(
    { type: 'extended-heading', tag: 'h2', children: [text('The river')] },
    { type: 'extended-quote', children: [text('It rose.')] },
    { type: 'aside', children: [text('It fell.')] },
    {
      type: 'list',
      listType: 'number',
      start: 3,
      children: [
        item(text('three')),
        item({ type: 'list', listType: 'bullet', children: [item(text('a'))] }),
      ],
    },
    { type: 'horizontalrule' },
  );
  expect(html).toBe(
    '<h2>The river</h2><blockquote><p>It rose.</p></blockquote><blockquote><p>It fell.</p></blockquote>' +
      '<ol start="3"><li><p>three</p><ul><li><p>a</p></li></ul></li></ol><hr>',
  );
});

test('a mention of another post, a placeholder and a marker of the editor leave no trace but their words', () => {
  const { html, hidden } = read(
    paragraph(
      text('See '),
      { type: 'at-link', url: '/ferry/', children: [{ type: 'zwnj' }, text('the ferry')] },
      { type: 'at-link', url: '', children: [{ type: 'at-link-search', text: 'half typed' }] },
      { type: 'tk', text: ' TK' },
    ),
  );
  expect(html).toBe('<p>See <a href="/ferry/">the ferry</a> TK</p>');
  expect(hidden).toEqual([]);
});

test('pictures and galleries keep width, caption, alt and link', () => {
  const { html } = read(
    { type: 'image', src: '/content/images/a.jpg', alt: 'A "boat"', caption: 'On <em>Sunday</em>', cardWidth: 'wide', href: 'https://example.org/' }, // biome-ignore format: one card a line
    {
      type: 'gallery',
      images: [{ src: '/content/images/b.jpg', alt: 'B' }, { src: '/content/images/c.jpg' }],
      caption: 'Both',
    },
  );
  expect(html).toContain('<figure class="picture-wide"');
  expect(html).toContain('alt="A &quot;boat&quot;"');
  expect(html).toContain('<figcaption>On <em>Sunday</em></figcaption>');
  expect(html).toContain('href="https://example.org/"');
  expect(html).toMatch(/<sf-gallery|class="gallery/);
  expect(html).toContain('/content/images/c.jpg');
  expect(html).toContain('Both');
});

test.each([
  [
    'code',
    { type: 'codeblock', code: 'if (a < b) {}\n', language: 'js', caption: 'A test' },
    'if (a &lt; b) {}',
  ],
  [
    'markdown',
    { type: 'markdown', markdown: '## Tides\n\n*High* at noon' },
    '<h2>Tides</h2><p><em>High</em>',
  ],
  ['HTML', { type: 'html', html: '<p onclick="x()">Plain</p><script>x()</script>' }, '<p>Plain</p>'],
  ['a plug-in', { type: 'plugin-card', html: '<p>Results</p>', payload: '{}' }, '<p>Results</p>'],
  [
    'an embed',
    { type: 'embed', url: 'https://video.example/1', metadata: { title: 'The swing' } },
    'The swing',
  ],
  [
    'a bookmark',
    { type: 'bookmark', url: 'https://example.org/x', metadata: { title: 'A & B', publisher: 'The Post' }, caption: '<p>Old</p>' }, // biome-ignore format: one card a line
    '<a href="https://example.org/x">A &amp; B</a> (The Post, Old)',
  ],
  [
    'a callout',
    { type: 'callout', calloutText: '<p><span>Boil water</span></p>', calloutEmoji: '💡' },
    '<p>Boil water</p>',
  ],
  [
    'a toggle',
    { type: 'toggle', heading: '<span>Who pays?</span>', content: '<p>We do</p>' },
    '<p>We do</p>',
  ],
  ['a button', { type: 'button', buttonText: 'Map', buttonUrl: '/map/' }, '<a href="/map/">Map</a>'],
  [
    'a film',
    { type: 'video', src: '/content/media/f.mp4', caption: 'The swing', mimeType: 'video/mp4' },
    'f.mp4',
  ],
  ['a recording', { type: 'audio', src: '/content/media/a.mp3', title: 'The tide' }, 'The tide'],
  [
    'a file',
    { type: 'file', src: '/content/files/r.pdf', fileTitle: 'The report', fileCaption: 'All of it' },
    'The report',
  ],
  [
    'a header',
    { type: 'header', version: 2, header: '<span>Vote</span>', subheader: 'Today' },
    '<h2>Vote</h2><p>Today</p>',
  ],
  ['a product', { type: 'product', productTitle: 'A mug', productDescription: '<p>Blue</p>' }, '<p>Blue</p>'],
  [
    'an appeal',
    { type: 'call-to-action', textValue: '<p>Read on</p>', buttonText: 'Join', buttonUrl: '/join/' },
    'Read on',
  ],
])('%s comes in as something a reader sees', (_what, card, shows) => {
  const { html, hidden } = read(card);
  expect(html).toContain(shows);
  expect(html).not.toContain('script');
  expect(hidden).toEqual([]);
});

test.each(['email', 'email-cta', 'signup', 'collection', 'transistor', 'jeepney'])(
  'the card %s is kept for the desk, hidden from readers and told of',
  (type) => {
    const { html, hidden } = read(
      paragraph(text('Before')),
      { type, html: '<p>inside</p>' },
      paragraph(text('After')),
    );
    expect(hidden).toEqual([type]);
    expect(html).toMatch(
      /^<p>Before<\/p><sf-foreign data-name="ghost [a-z-]+"[^>]*><\/sf-foreign><p>After<\/p>$/,
    );
  },
);

test.each([
  ['members', { web: { nonMember: false, memberSegment: 'status:free,status:-free' } }],
  ['those who do not pay', { web: { nonMember: true, memberSegment: 'status:free' } }],
  ['letters, as older versions wrote it', { emailOnly: true, segment: '' }],
  ['letters, as some versions wrote it', { showOnWeb: false, showOnEmail: true, segment: 'status:free' }],
])('a card for %s only stays hidden in an open story', (_who, visibility) => {
  const { html, hidden } = read({ type: 'html', html: '<p>Secret</p>', visibility });
  expect(hidden).toEqual(['html']);
  expect(fromHtml(html).body.content).toEqual([]);
});

test('a card for everyone says so and is shown', () => {
  const visibility = {
    web: { nonMember: true, memberSegment: 'status:free,status:-free' },
    email: { memberSegment: 'status:free,status:-free' },
  };
  expect(read({ type: 'html', html: '<p>News</p>', visibility })).toEqual({
    html: '<p>News</p>',
    hidden: [],
  });
});

test('the public preview card is the premium cut, whatever stands around it', () => {
  const { html } = read(
    paragraph(text('Open')),
    { type: 'html', html: '<div><!-- never closed' },
    { type: 'paywall', version: 1 },
    paragraph(text('Closed')),
  );
  const { body } = fromHtml(html, { trusted: true });
  const cut = body.content.findIndex((block) => block.type === 'premiumCut');
  expect(cut).toBeGreaterThanOrEqual(0);
  expect(toHtml(body.content.slice(0, cut))).not.toContain('Closed');
});

test('an old HTML card cannot speak our own elements', () => {
  const { html } = read({ type: 'html', html: '<sf-premium-cut></sf-premium-cut><p>Open</p>' });
  expect(html).toBe('<p>Open</p>');
});

test('what is no such document is said to be none', () => {
  expect(lexicalHtml('{"version":"0.3.1"}', () => {})).toBeUndefined();
  expect(lexicalHtml('not JSON', () => {})).toBeUndefined();
});

test('text nested deeper than any editor nests it is told of', () => {
  let node: object = text('deep');
  for (let depth = 0; depth < 80; depth += 1) node = { type: 'link', url: '/x', children: [node] };
  expect(read(paragraph(node)).hidden).toEqual(['text nested more than 60 deep']);
});
