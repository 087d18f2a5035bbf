import { expect, test } from 'vitest';
import type { MediaId } from '#kit/ids.js';
import { type Body, plainText, splitAtCut } from '../document.ts';
import { fromHtml } from '../from-html.ts';
import {
  alsoRead,
  crosshead,
  doc,
  embed,
  factBox,
  foreign,
  gallery,
  list,
  p,
  picture,
  premiumCut,
  pullQuote,
  storyLink,
} from '../testing/doc.fixture.ts';

const read = (html: string) => fromHtml(html, { trusted: true });

test.each<[string, string, Body]>([
  [
    'the premium cut',
    '<p>One</p><sf-premium-cut></sf-premium-cut><p>Two</p>',
    doc(p('One'), premiumCut(), p('Two')),
  ],
  [
    'something of an older system',
    '<p>One</p><sf-foreign data-name="poll" data-original="[poll id=&quot;3&quot;]"></sf-foreign>',
    doc(p('One'), foreign('poll', '[poll id="3"]')),
  ],
  [
    'what stands in the middle of a sentence',
    '<p>One <sf-foreign data-name="x" data-original="[x]"></sf-foreign>two</p>',
    doc(p('One two'), foreign('x', '[x]')),
  ],
  ['stories to read as well', '<sf-also-read data-stories="1, 2,x"></sf-also-read>', doc(alsoRead(1, 2))],
  [
    'an embed',
    '<sf-embed data-url="https://video.example/1" data-provider="Video" data-title="The bridge" data-height="315"></sf-embed>',
    doc(embed('https://video.example/1', 'Video', 'The bridge', 315)),
  ],
  [
    'a pull quote',
    '<sf-pull-quote data-attribution="Ann"><p>We will.</p></sf-pull-quote>',
    doc(pullQuote('Ann', 'We will.')),
  ],
  [
    'a fact box',
    '<sf-fact-box data-title="The bridge"><h4>Size</h4><ul><li>Long</li></ul></sf-fact-box>',
    doc(factBox('The bridge', crosshead('Size', 2), list('Long'))),
  ],
  [
    'a gallery',
    '<sf-gallery><figure><img src="/a.jpg"><figcaption>One</figcaption></figure><img src="/b.jpg"></sf-gallery>',
    doc(gallery(picture({ src: '/a.jpg' }, 'One'), picture({ src: '/b.jpg' }))),
  ],
  [
    'a picture of the library',
    '<figure><img data-media="7" src="/old.jpg" alt="A bridge"><figcaption>In May</figcaption></figure>',
    doc(picture({ media: 7 as MediaId, alt: 'A bridge' }, 'In May')),
  ],
  ['a link to a story', '<p><a data-story="5" href="/2019/05/old">One</a></p>', doc(p(storyLink(5, 'One')))],
])('an importer writes %s', (_what, html, body) => {
  expect(read(html)).toEqual({ body, notes: [] });
});

test('a file comes with its name, kind and size', () => {
  const { body } = read(
    '<sf-file data-src="/u/a.pdf" data-name="The report" data-mime="application/pdf" data-size="1200"></sf-file>',
  );
  expect(body.content[0]).toMatchObject({
    type: 'file',
    attrs: { media: null, src: '/u/a.pdf', name: 'The report', mime: 'application/pdf', sizeBytes: 1200 },
  });
});

test('pasted HTML cannot bring in elements of ours: their words stay, nothing else', () => {
  const html =
    '<sf-fact-box data-title="X"><p>One <a data-story="5" href="/x">two</a></p></sf-fact-box><sf-premium-cut></sf-premium-cut>' +
    '<sf-foreign data-name="x" data-original="y"></sf-foreign><sf-also-read data-stories="1"></sf-also-read><img data-media="7">' +
    '<aside class="also-read" data-stories="1"></aside><blockquote data-speaker="Ann"><p>three</p></blockquote>';
  const { body, notes } = fromHtml(html);
  expect(body.content.map((block) => block.type)).toEqual(['paragraph', 'quotation']);
  expect(JSON.stringify(body)).not.toMatch(/"story":5|"media":7|Ann/);
  expect(notes.filter((note) => note.code === 'not-trusted')).toHaveLength(4);
});

const OPEN = 'open words';
const SECRET = 'secret words';

test.each([
  ['in a paragraph', `<p>${OPEN} <b>x<sf-premium-cut></sf-premium-cut> ${SECRET}</b></p>`],
  ['in a list', `<ul><li>${OPEN}</li><li>y<sf-premium-cut></sf-premium-cut></li><li>${SECRET}</li></ul>`],
  ['in a list in a list', `<ol><li>${OPEN}<ul><li>y</li><sf-premium-cut/><li>${SECRET}</li></ul></li></ol>`],
  [
    'in a quotation',
    `<blockquote><p>${OPEN}</p><sf-premium-cut></sf-premium-cut><p>x</p><footer>${SECRET}</footer></blockquote>`,
  ],
  [
    'in a table',
    `<p>${OPEN}</p><table><tr><th>x</th><td>y<sf-premium-cut></sf-premium-cut></td></tr><tr><td>${SECRET}</table>`,
  ],
  [
    'in a box',
    `<p>${OPEN}</p><details><summary>x</summary>y<sf-premium-cut></sf-premium-cut>${SECRET}</details>`,
  ],
  ['in preformatted text', `<p>${OPEN}</p><pre>x<sf-premium-cut></sf-premium-cut>${SECRET}</pre>`],
  [
    'in something hidden',
    `<p>${OPEN}</p><div hidden>x<sf-premium-cut></sf-premium-cut></div><p>${SECRET}</p>`,
  ],
  ['in a button', `<p>${OPEN}</p><button><sf-premium-cut></sf-premium-cut></button><p>${SECRET}</p>`],
  [
    'in a list as Word writes it',
    `<p>${OPEN}<p style="mso-list:l0 level1">x<sf-premium-cut></sf-premium-cut><p style="mso-list:l0 level1">${SECRET}`,
  ],
])('what stands behind a premium cut %s stays behind it', (_where, html) => {
  const { before, cut, after } = splitAtCut(read(html).body);
  expect(cut).not.toBeNull();
  expect(plainText(before)).toContain(OPEN);
  expect(JSON.stringify(before)).not.toContain('secret');
  expect(JSON.stringify(after)).toContain(SECRET);
});

test.each([
  [
    'in the caption of a picture before it',
    `<figure><img src="/a.jpg"><figcaption>x<sf-premium-cut></sf-premium-cut>${SECRET}</figcaption></figure>`,
  ],
  [
    'in a gallery',
    `<sf-gallery><img src="/a.jpg"><sf-premium-cut></sf-premium-cut>${SECRET}</sf-gallery><figure><sf-premium-cut></sf-premium-cut></figure>`,
  ],
  [
    'in the title of a box',
    `<details><summary>x<sf-premium-cut></sf-premium-cut>${SECRET}</summary>y</details>`,
  ],
  [
    'in an attribute that was never closed',
    `<p>One <a href="x>two</a></p><sf-premium-cut></sf-premium-cut><p class="y">${SECRET}</p>`,
  ],
  ['in a comment', `<p>One</p><!-- <sf-premium-cut></sf-premium-cut> --><p>${SECRET}</p>`],
  ['in a field', `<p>One</p><textarea><sf-premium-cut></sf-premium-cut></textarea><p>${SECRET}</p>`],
])('a premium cut whose place cannot be told, %s, closes all of the body', (_where, html) => {
  const { body } = read(html);
  expect(JSON.stringify(splitAtCut(body).before)).not.toContain('secret');
  expect(JSON.stringify(splitAtCut(body).after)).toContain(SECRET);
});

test('of two premium cuts the first counts', () => {
  const { body, notes } = read(
    '<p>One</p><sf-premium-cut></sf-premium-cut><p>Two</p><sf-premium-cut></sf-premium-cut><p>Three</p>',
  );
  expect(body).toEqual(doc(p('One'), premiumCut(), p('Two'), p('Three')));
  expect(notes).toEqual([{ code: 'second-cut', what: '', count: 1 }]);
});
