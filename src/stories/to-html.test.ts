import { expect, test } from 'vitest';
import type { MediaId, StoryId } from '#kit/ids.js';
import type { Block } from './document.ts';
import { fromHtml } from './from-html.ts';
import {
  alsoRead,
  br,
  cell,
  code,
  crosshead,
  divider,
  doc,
  em,
  embed,
  factBox,
  file,
  foreign,
  gallery,
  head,
  link,
  list,
  numbered,
  p,
  picture,
  preformatted,
  premiumCut,
  pullQuote,
  quotation,
  row,
  storyLink,
  strong,
  table,
  withId,
} from './testing/doc.fixture.ts';
import { randomBody, randomFrom } from './testing/random-body.fixture.ts';
import { type HtmlOptions, inlineHtml, toHtml } from './to-html.ts';

const house: HtmlOptions = {
  ids: false,
  story: (id) => (id === 5 ? { href: '/news/bridge', headline: 'Bridge & tunnel' } : undefined),
  media: (id) => (id === 7 ? { src: '/media/7.jpg', width: 1200, height: 800 } : undefined),
};

test.each<[string, Block, string]>([
  [
    'a paragraph',
    p('One ', strong('two ', em('three')), br(), code('a<b')),
    '<p>One <strong>two <em>three</em></strong><br><code>a&lt;b</code></p>',
  ],
  [
    'crossheads',
    factBox('', crosshead('A'), crosshead('B', 2)),
    '<aside class="fact-box"><h2>A</h2><h3>B</h3></aside>',
  ],
  [
    'a list',
    list('One', [p('Two'), numbered(3, 'deep')]),
    '<ul><li><p>One</p></li><li><p>Two</p><ol start="3"><li><p>deep</p></li></ol></li></ul>',
  ],
  [
    'a quotation',
    quotation('Ann', 'mayor', p('We will.')),
    '<blockquote><p>We will.</p><footer>Ann, mayor</footer></blockquote>',
  ],
  [
    'a pull quote',
    pullQuote('Ann', 'We will.'),
    '<aside class="pull-quote"><p>We will.</p><footer>Ann</footer></aside>',
  ],
  [
    'a picture of the library',
    picture({ media: 7 as MediaId, alt: 'A "bridge"', credit: 'Tom & Co', size: 'wide' }, 'In May'),
    '<figure class="picture-wide"><img src="/media/7.jpg" alt="A &quot;bridge&quot;" width="1200" height="800"><figcaption>In May <span class="credit">Tom &amp; Co</span></figcaption></figure>',
  ],
  [
    'a picture elsewhere that leads somewhere',
    picture({ src: '/a.jpg', href: '/map' }),
    '<figure><a href="/map"><img src="/a.jpg" alt=""></a></figure>',
  ],
  ['a picture whose file is missing', picture({ media: 8 as MediaId }, 'In May'), ''],
  [
    'a gallery',
    gallery(picture({ src: '/a.jpg' })),
    '<figure class="gallery"><figure><img src="/a.jpg" alt=""></figure></figure>',
  ],
  [
    'stories to read as well',
    alsoRead(5, 6),
    '<aside class="also-read"><ul><li><a href="/news/bridge">Bridge &amp; tunnel</a></li></ul></aside>',
  ],
  ['stories that readers may not see', alsoRead(6), ''],
  [
    'a table',
    table(
      'Costs',
      row(head('Year'), head('Euro')),
      row(head('2025'), cell('40', { align: 'end', colspan: 2 })),
    ),
    '<table><caption>Costs</caption><thead><tr><th scope="col"><p>Year</p></th><th scope="col"><p>Euro</p></th></tr></thead>' +
      '<tbody><tr><th scope="row"><p>2025</p></th><td colspan="2" class="align-end"><p>40</p></td></tr></tbody></table>',
  ],
  [
    'an embed',
    embed('https://video.example/1?a=1&b=2', 'Video'),
    '<figure class="embed"><a href="https://video.example/1?a=1&amp;b=2">Video</a></figure>',
  ],
  [
    'a fact box',
    factBox('The bridge', p('Long')),
    '<aside class="fact-box"><p class="box-title"><strong>The bridge</strong></p><p>Long</p></aside>',
  ],
  [
    'a file',
    file('/a.pdf', 'The report', 'application/pdf'),
    '<figure class="file"><a href="/a.pdf" type="application/pdf">The report</a></figure>',
  ],
  [
    'sound',
    file('/a.mp3', 'The speech', 'audio/mpeg'),
    '<figure class="file"><audio controls preload="none" src="/a.mp3"></audio><figcaption>The speech</figcaption></figure>',
  ],
  ['code', preformatted('code', '\na < b'), '<pre><code>\n\na &lt; b</code></pre>'],
  ['verse', preformatted('verse', 'Roses'), '<pre class="verse">Roses</pre>'],
  ['a divider', divider(), '<hr>'],
  ['the premium cut, which readers do not see', premiumCut(), ''],
  ['what an older system left, which readers do not see', foreign('poll', '[poll]'), ''],
])('writes %s', (_what, block, html) => {
  expect(toHtml([block], house)).toBe(html);
});

test('a link to a story leads where the story is read, and a story nobody may see loses its link', () => {
  expect(toHtml([p(storyLink(5, 'One'), ' and ', storyLink(6, 'two'))], house)).toBe(
    '<p><a href="/news/bridge">One</a> and two</p>',
  );
  const place = [
    {
      type: 'text' as const,
      text: 'there',
      marks: [{ type: 'link' as const, attrs: { href: '#k3v9x2aq', story: 5 as StoryId } }],
    },
  ];
  expect(inlineHtml(place, { storyHref: () => '/news/bridge' })).toBe(
    '<a href="/news/bridge#k3v9x2aq">there</a>',
  );
});

test('one link over several marks is one link', () => {
  expect(inlineHtml(p(link('/a', 'one ', em('two'), ' three')).content)).toBe(
    '<a href="/a">one <em>two</em> three</a>',
  );
});

test('for feeds every address is whole', () => {
  const html = toHtml(
    [
      p(link('/a', 'one'), link('#k3v9x2aq', 'two'), link('mailto:a@example.org', 'three')),
      picture({ src: 'b.jpg', href: '//example.com/c' }),
    ],
    { ids: false, base: 'https://example.org/news/x' },
  );
  expect(html.match(/(?<=href="|src=")[^"]*/g)).toEqual([
    'https://example.org/a',
    'https://example.org/news/x#k3v9x2aq',
    'mailto:a@example.org',
    'https://example.com/c',
    'https://example.org/news/b.jpg',
  ]);
});

test('every block carries its id as an anchor', () => {
  const body = doc(p('One'), list('Two'), table('', row(cell('Three'))), quotation(null, null, p('Four')));
  const ids = JSON.stringify(body).match(/(?<="id":")[^"]*/g);
  expect(toHtml(body.content).match(/(?<= id=")[^"]*/g)).toEqual(ids);
});

test('an unsafe address that got into a body does not get out', () => {
  const html = toHtml([
    p(link('javascript:alert(1)', 'one')),
    picture({ src: 'data:x' }),
    embed('javascript:x', 'two'),
  ]);
  expect(html).not.toMatch(/javascript|data:/);
});

test('an export with everything in it is read back as the same body', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const body = randomBody(randomFrom(seed));
    const html = toHtml(body.content, { keepForeign: true });
    expect(fromHtml(html, { trusted: true }), html).toEqual({ body, notes: [] });
  }
});

test('an export whose stories and pictures were found is read back as the same body too', () => {
  const found: HtmlOptions = {
    keepForeign: true,
    story: (id) => ({ href: `/news/${id}`, headline: `Story ${id}` }),
    media: (id) => ({ src: `/media/${id}.jpg`, width: 10, height: 5 }),
    alsoRead: 'Also read',
  };
  for (let seed = 401; seed <= 600; seed++) {
    const body = randomBody(randomFrom(seed));
    const html = toHtml(body.content, found);
    expect(fromHtml(html, { trusted: true }), html).toEqual({ body, notes: [] });
  }
});

test('what anyone may read of a plain story is read back as it was, without trust', () => {
  const body = doc(
    p('One ', strong('two'), ' ', link('https://example.org/', 'three')),
    crosshead('Costs'),
    list('One', [p('Two'), numbered(2, 'deep')]),
    quotation('Ann', 'mayor', p('We will.')),
    pullQuote('Ann', 'We will.'),
    picture({ src: '/a.jpg', alt: 'A bridge', credit: 'Tom', size: 'full', href: '/map' }, 'In ', em('May')),
    gallery(picture({ src: '/a.jpg' }), picture({ src: '/b.jpg' }, 'Two')),
    table('Costs', row(head('Year'), head('Euro')), row(cell('2025'), cell('40', { align: 'end' }))),
    factBox('The bridge', p('Long'), list('Old')),
    preformatted('code', 'a\n b'),
    divider(),
    withId('k3v9x2aq', p('End')),
  );
  expect(fromHtml(toHtml(body.content))).toEqual({ body, notes: [] });
});
