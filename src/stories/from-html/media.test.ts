import { expect, test } from 'vitest';
import type { Body } from '../document.ts';
import { fromHtml } from '../from-html.ts';
import { br, crosshead, doc, em, embed, file, gallery, link, p, picture } from '../testing/doc.fixture.ts';

test.each<[string, string, Body]>([
  [
    'with its caption',
    '<figure><img src="/a.jpg" alt="A bridge"><figcaption>In <i>May</i></figcaption></figure>',
    doc(picture({ src: '/a.jpg', alt: 'A bridge' }, 'In ', em('May'))),
  ],
  [
    'with who made it',
    '<figure><img src="/a.jpg"><figcaption>In May <span class="credit">Photo: Tom Reed</span></figcaption></figure>',
    doc(picture({ src: '/a.jpg', credit: 'Photo: Tom Reed' }, 'In May')),
  ],
  [
    'with who made it on a line of its own',
    '<figure><img src="/a.jpg"><figcaption><p>In May</p><p class="photo-credit">Tom <b>Reed</b></p></figcaption></figure>',
    doc(picture({ src: '/a.jpg', credit: 'Tom Reed' }, 'In May')),
  ],
  [
    'whose caption comes first',
    '<figure><figcaption>In May</figcaption><img src="/a.jpg"></figure>',
    doc(picture({ src: '/a.jpg' }, 'In May')),
  ],
  [
    'as WordPress once set it',
    '<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">In May</p></div>',
    doc(picture({ src: '/a.jpg' }, 'In May')),
  ],
  [
    'that is wide',
    '<figure class="wp-block-image alignwide"><img src="/a.jpg"></figure>',
    doc(picture({ src: '/a.jpg', size: 'wide' })),
  ],
  [
    'that fills the page',
    '<img class="alignfull" src="/a.jpg">',
    doc(picture({ src: '/a.jpg', size: 'full' })),
  ],
  [
    'that leads somewhere',
    '<a href="/map"><img src="/a.jpg"></a>',
    doc(picture({ src: '/a.jpg', href: '/map' })),
  ],
  [
    'linked to its larger self',
    '<a href="/u/a.jpg"><img src="/u/a-300x200.jpg"></a>',
    doc(picture({ src: '/u/a.jpg' })),
  ],
  [
    'in several sizes',
    '<img src="/s.jpg" srcset="/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w">',
    doc(picture({ src: '/l.jpg' })),
  ],
  ['in two densities', '<img src="/a.jpg" srcset="/a.jpg, /b.jpg 2x">', doc(picture({ src: '/b.jpg' }))],
  [
    'with commas in its address',
    '<img srcset="/w_300,h_2/a.jpg 300w,/w_900,h_6/a.jpg 900w">',
    doc(picture({ src: '/w_900,h_6/a.jpg' })),
  ],
  ['loaded late', '<img src="data:image/gif;base64,R0" data-src="/a.jpg">', doc(picture({ src: '/a.jpg' }))],
  [
    'loaded late, with its original',
    '<img src="/blank.gif" data-orig-file="/o.jpg" data-lazy-src="/a.jpg">',
    doc(picture({ src: '/o.jpg' })),
  ],
  [
    'that only shows without scripts',
    '<img src="data:x"><noscript><img src="/a.jpg"></noscript>',
    doc(picture({ src: '/a.jpg' })),
  ],
  [
    'that shows with and without scripts, once',
    '<img data-src="/a.jpg"><noscript><img src="/a.jpg">Turn it on</noscript>',
    doc(picture({ src: '/a.jpg' })),
  ],
  [
    'of several kinds',
    '<picture><source srcset="/a.avif 1x, /b.avif 2x"><img alt="x"></picture>',
    doc(picture({ src: '/b.avif', alt: 'x' })),
  ],
])('reads a picture %s', (_what, html, body) => {
  expect(fromHtml(html).body).toEqual(body);
});

test.each<[string, string, Body]>([
  ['before its paragraph', '<p><img src="/a.jpg">One two</p>', doc(picture({ src: '/a.jpg' }), p('One two'))],
  [
    'after the sentence it interrupts',
    '<p>One <img src="/a.jpg"> two</p>',
    doc(p('One two'), picture({ src: '/a.jpg' })),
  ],
  [
    'between lines',
    '<p>One<br><img src="/a.jpg"><br>two</p>',
    doc(p('One'), picture({ src: '/a.jpg' }), p('two')),
  ],
  ['before its heading', '<h2><img src="/a.jpg">One</h2>', doc(picture({ src: '/a.jpg' }), crosshead('One'))],
])('a picture goes %s', (_where, html, body) => {
  expect(fromHtml(html).body).toEqual(body);
});

test.each([
  [
    'WordPress',
    '<figure class="wp-block-gallery"><figure><img src="/a.jpg"><figcaption>One</figcaption></figure><figure><img src="/b.jpg"></figure></figure>',
  ],
  [
    'WordPress before',
    '<figure class="wp-block-gallery"><ul><li><figure><img src="/a.jpg"><figcaption>One</figcaption></figure></li><li><figure><img src="/b.jpg"></figure></li></ul></figure>',
  ],
  [
    'WordPress long before',
    '<div class="gallery"><dl><dt><img src="/a.jpg"></dt><dd class="wp-caption-text">One</dd></dl><dl><dt><img src="/b.jpg"></dt></dl></div>',
  ],
  [
    'Ghost',
    '<figure class="kg-gallery-card"><div><div><img src="/a.jpg"></div>One<div><img src="/b.jpg"></div></div></figure>',
  ],
])('reads a gallery as %s writes it', (_system, html) => {
  expect(fromHtml(html).body).toEqual(
    doc(gallery(picture({ src: '/a.jpg' }, 'One'), picture({ src: '/b.jpg' }))),
  );
});

test('the caption of a gallery becomes a paragraph behind it', () => {
  const html =
    '<figure class="gallery"><img src="/a.jpg"><img src="/b.jpg"><figcaption>All of it</figcaption></figure>';
  expect(fromHtml(html).body).toEqual(
    doc(gallery(picture({ src: '/a.jpg' }), picture({ src: '/b.jpg' })), p('All of it')),
  );
});

test('an emoji that was drawn as a picture is the sign again', () => {
  expect(fromHtml('<p>Good <img class="emoji" alt="🙂" src="//s.w.org/1f642.svg"></p>').body).toEqual(
    doc(p('Good 🙂')),
  );
});

test('a counting pixel and a picture without an address are left out and reported', () => {
  const { body, notes } = fromHtml(
    '<p>One<img src="https://t.example.org/p" width="1" height="1"><img alt="x"><img src="data:image/png;base64,AA"></p>',
  );
  expect(body).toEqual(doc(p('One')));
  expect(notes).toEqual([
    { code: 'picture-left-out', what: 'tracking pixel', count: 1 },
    { code: 'picture-left-out', what: 'no address', count: 1 },
    { code: 'picture-left-out', what: 'data', count: 1 },
  ]);
});

test('a frame of a listed host, or of a host below it, becomes an embed', () => {
  const html = '<iframe src="//www.video.example/e/1" height="315" title="The bridge"></iframe>';
  const { body, notes } = fromHtml(html, { embedHosts: ['video.example'] });
  expect(body).toEqual(doc(embed('https://www.video.example/e/1', 'video.example', 'The bridge', 315)));
  expect(notes).toEqual([]);
  const near = fromHtml('<iframe src="https://notvideo.example/"></iframe>', {
    embedHosts: ['video.example'],
  });
  expect(near.body.content[0]?.type).toBe('foreign');
});

test('any other frame is kept for the desk, and its host reported', () => {
  const html = '<p>One</p><iframe src="https://ads.example/x" width=1>No frames</iframe><p>Two</p>';
  const { body, notes } = fromHtml(html);
  expect(body.content[1]).toMatchObject({
    type: 'foreign',
    attrs: { name: 'iframe', original: '<iframe src="https://ads.example/x" width=1>' },
  });
  expect(body.content).toHaveLength(3);
  expect(notes).toEqual([{ code: 'frame-not-listed', what: 'ads.example', count: 1 }]);
});

test('a film in an object and in the plug-in inside it is one', () => {
  const html =
    '<object data="http://video.example/v/1"><param name="movie"><embed src="http://video.example/v/1">No plug-in</object>';
  const { body } = fromHtml(html, { embedHosts: ['video.example'] });
  expect(body).toEqual(doc(embed('https://video.example/v/1', 'video.example'), p('No plug-in')));
});

test('sound and film become files, told by their kind', () => {
  const html =
    '<audio controls src="/a%20b.mp3">Your browser is old</audio>' +
    '<figure><video><source src="/c.webm" type="video/webm; codecs=vp9"><source src="/c.mp4"></video><figcaption>The flood</figcaption></figure>';
  const expected = doc(
    file('/a%20b.mp3', 'a b.mp3', 'audio/mpeg'),
    file('/c.webm', 'The flood', 'video/webm'),
  );
  expect(fromHtml(html).body).toEqual(expected);
});

test('a post of another network stays as the quotation it came as', () => {
  const html =
    '<blockquote class="twitter-tweet"><p>It closed.<br>Today.</p>— Ann (@ann) <a href="https://social.example/1">1 May</a></blockquote><script src="x"></script>';
  expect(fromHtml(html).body.content[0]).toMatchObject({
    type: 'quotation',
    content: [
      p('It closed.', br(), 'Today.'),
      p('— Ann (@ann) ', link('https://social.example/1', '1 May')),
    ].map(({ content }) => ({ content })),
  });
});
