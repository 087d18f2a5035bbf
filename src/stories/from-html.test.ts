import { expect, test } from 'vitest';
import type { Body } from './document.ts';
import { type FromHtmlOptions, fromHtml } from './from-html.ts';
import {
  br,
  cell,
  code,
  crosshead,
  divider,
  doc,
  em,
  factBox,
  head,
  link,
  list,
  numbered,
  p,
  picture,
  preformatted,
  pullQuote,
  quotation,
  row,
  strong,
  table,
  withId,
} from './testing/doc.fixture.ts';

test.each<[string, string, Body]>([
  [
    'paragraphs with marks',
    '<p>The <b>big <i>old</i></b> bridge</p>',
    doc(p('The ', strong('big ', em('old')), ' bridge')),
  ],
  ['loose text', 'One <em>two</em>', doc(p('One ', em('two')))],
  [
    'white space as a browser shows it',
    '<p>\n  One\n\ttwo  <b> three</b> \n</p>\n',
    doc(p('One two ', strong('three'))),
  ],
  ['a single break', '<p>One<br>two<br></p>', doc(p('One', br(), 'two'))],
  ['two breaks, which part paragraphs', '<p>One<br>&nbsp;<br/>two</p>', doc(p('One'), p('two'))],
  ['empty paragraphs, dropped', '<p>One</p><p></p><p>&nbsp;</p><p> <b> </b></p><div></div>', doc(p('One'))],
  ['a bold line, which is no crosshead', '<p><strong>In short</strong></p>', doc(p(strong('In short')))],
  [
    'headings one to three',
    '<h1>A</h1><h2>B</h2><h3>C</h3>',
    doc(crosshead('A'), crosshead('B'), crosshead('C')),
  ],
  ['headings four to six', '<h4>A</h4><h6>B</h6>', doc(crosshead('A', 2), crosshead('B', 2))],
  [
    'entities',
    '<p>&ldquo;Tom &amp; Ann&rdquo; &lt;b&gt; &#8212; &euro;5</p>',
    doc(p('“Tom & Ann” <b> — €5')),
  ],
  ['a divider', 'One<hr>Two', doc(p('One'), divider(), p('Two'))],
  [
    'code and verse',
    '<pre><code>a\n  b</code></pre><pre class="verse">Roses\n</pre>',
    doc(preformatted('code', 'a\n  b'), preformatted('verse', 'Roses\n')),
  ],
  ['code in a line', '<p>Run <code>npm start</code></p>', doc(p('Run ', code('npm start')))],
  ['a short quotation', '<p><q>Yes</q> they said</p>', doc(p('“Yes” they said'))],
  ['links', '<p><a href="/a?b=1&amp;c=2">here</a></p>', doc(p(link('/a?b=1&c=2', 'here')))],
  [
    'an address without a scheme',
    '<a href=//example.org/x>here</a>',
    doc(p(link('//example.org/x', 'here'))),
  ],
])('reads %s', (_what, html, body) => {
  expect(read(html)).toEqual(body);
});

test.each<[string, string, Body]>([
  ['a list', '<ul><li>One</li><li>Two</li></ul>', doc(list('One', 'Two'))],
  ['a numbered list that starts at 3', '<ol start="3"><li>One</ol>', doc(numbered(3, 'One'))],
  [
    'items without end tags and a list inside',
    '<ul><li>One<ul><li>deep</ul><li>Two</ul>',
    doc(list([p('One'), list('deep')], 'Two')),
  ],
  [
    'a list put right into a list',
    '<ul><li>One</li><ul><li>deep</li></ul></ul>',
    doc(list([p('One'), list('deep')])),
  ],
  ['items that stand in no list', '<li>One</li><li>Two</li><p>End', doc(list('One', 'Two'), p('End'))],
  ['a list inside a paragraph', '<p>First<ul><li>One</ul>last</p>', doc(p('First'), list('One'), p('last'))],
  ['empty items, dropped', '<ul><li></li><li>One</li><li>&nbsp;</li></ul>', doc(list('One'))],
  ['a heading in an item', '<ul><li><h3>One</h3>two</li></ul>', doc(list([p(strong('One')), p('two')]))],
  [
    'a picture in a numbered list, which parts it and counts on',
    '<ol><li>One<img src="/a.jpg"></li><li>Two</li></ol>',
    doc(numbered(1, 'One'), picture({ src: '/a.jpg' }), numbered(2, 'Two')),
  ],
  ['terms and what they mean', '<dl><dt>Span</dt><dd>300 m</dd></dl>', doc(p(strong('Span')), p('300 m'))],
])('reads %s', (_what, html, body) => {
  expect(read(html)).toEqual(body);
});

test.each<[string, string, Body]>([
  ['a quotation', '<blockquote><p>We will.</p></blockquote>', doc(quotation(null, null, p('We will.')))],
  [
    'a quotation with loose words',
    '<blockquote>We will.</blockquote>',
    doc(quotation(null, null, p('We will.'))),
  ],
  [
    'its speaker in a footer',
    '<blockquote><p>We will.</p><footer>— <cite>Anna Kovač, mayor of Brod</cite></footer></blockquote>',
    doc(quotation('Anna Kovač', 'mayor of Brod', p('We will.'))),
  ],
  [
    'its speaker in a cite',
    '<blockquote><p>We will.</p><cite>Anna Kovač</cite></blockquote>',
    doc(quotation('Anna Kovač', null, p('We will.'))),
  ],
  [
    'its speaker on a line of its own',
    '<blockquote><p>We will.<br><cite>Anna Kovač</cite></p></blockquote>',
    doc(quotation('Anna Kovač', null, p('We will.'))),
  ],
  [
    'its speaker in a last paragraph',
    '<blockquote><p>We will.</p><p><cite>Anna Kovač</cite></p></blockquote>',
    doc(quotation('Anna Kovač', null, p('We will.'))),
  ],
  [
    'its speaker under a figure',
    '<figure><blockquote>We will.</blockquote><figcaption>Anna Kovač, mayor</figcaption></figure>',
    doc(quotation('Anna Kovač', 'mayor', p('We will.'))),
  ],
  [
    'the title of a book, which is no speaker',
    '<blockquote><p>As <cite>Emma</cite> has it</p></blockquote>',
    doc(quotation(null, null, p('As ', em('Emma'), ' has it'))),
  ],
  [
    'a list inside',
    '<blockquote><p>Two things:</p><ul><li>One</ul></blockquote>',
    doc(quotation(null, null, p('Two things:'), p('One'))),
  ],
  [
    'a picture inside, which parts it',
    '<blockquote><p>One</p><img src="/a.jpg"><p>Two</p><cite>Ann</cite></blockquote>',
    doc(quotation(null, null, p('One')), picture({ src: '/a.jpg' }), quotation('Ann', null, p('Two'))),
  ],
  [
    'a quotation in a quotation',
    '<blockquote>One<blockquote>two</blockquote></blockquote>',
    doc(quotation(null, null, p('One'), p('two'))),
  ],
  [
    'a pull quote',
    '<figure class="wp-block-pullquote"><blockquote><p>We will.</p><cite>Ann</cite></blockquote></figure>',
    doc(pullQuote('Ann', 'We will.')),
  ],
  [
    'a box that opens',
    '<details><summary>The bridge</summary><p>Built in 1952</p></details>',
    doc(factBox('The bridge', p('Built in 1952'))),
  ],
  [
    'an aside with a heading',
    '<aside><h3>The bridge</h3><ul><li>Long</ul></aside>',
    doc(factBox('The bridge', list('Long'))),
  ],
])('reads quotations and boxes: %s', (_what, html, body) => {
  expect(read(html)).toEqual(body);
});

test.each<[string, string, Body]>([
  [
    'a table with its caption, heads and spans',
    '<table><caption>Costs</caption><thead><tr><th>Year<th>Euro</thead><tr><td colspan=2 align=right>none</table>',
    doc(table('Costs', row(head('Year'), head('Euro')), row(cell('none', { colspan: 2, align: 'end' })))),
  ],
  [
    'cells with several paragraphs, lists and nothing',
    '<table><tr><th>a</th><td><ul><li>x</li><li>y</li></ul></td><td></td></tr></table>',
    doc(table('', row(head('a'), { ...cell('x'), content: [p('x'), p('y')] }, cell('')))),
  ],
  [
    'a table in a cell as words of the cell',
    '<table><tr><th>a</th><td><table><tr><td>x<td>y</table></td></tr></table>',
    doc(table('', row(head('a'), { ...cell('x'), content: [p('x'), p('y')] }))),
  ],
  [
    'a picture in a cell, behind the table',
    '<table><tr><th>a<td>b<img src=/a.jpg></table>',
    doc(table('', row(head('a'), cell('b'))), picture({ src: '/a.jpg' })),
  ],
  [
    'a table made to hold things in place',
    '<table><tr><td><img src=/a.jpg><tr><td>Words</table>',
    doc(picture({ src: '/a.jpg' }), p('Words')),
  ],
  [
    'words that stand in a table outside its cells',
    '<table>Words<tr><th>a</table>',
    doc(table('', row(head('a'))), p('Words')),
  ],
  [
    'the caption of a figure',
    '<figure><table><tr><th>a</table><figcaption>Costs</figcaption></figure>',
    doc(table('Costs', row(head('a')))),
  ],
  ['a cell without a table', '<td>One</td><td>Two</td>', doc(p('One'), p('Two'))],
])('reads %s', (_what, html, body) => {
  expect(read(html)).toEqual(body);
});

test.each<[string, string, Body]>([
  ['a tag that was never closed', '<p>One <b>two</p><p>three</p>', doc(p('One ', strong('two')), p('three'))],
  ['tags closed in the wrong order', '<b><i>one</b> two</i>', doc(p(strong(em('one')), ' two'))],
  [
    'bold around paragraphs',
    '<b><p>One</p><p>Two</p></b>three',
    doc(p(strong('One')), p(strong('Two')), p('three')),
  ],
  ['bold that ends inside a paragraph', '<b><p>One</b> two</p>', doc(p(strong('One'), ' two'))],
  ['end tags of nothing', '</div>One</b></p></table> two', doc(p('One'), p('two'))],
  [
    'an end tag that would tear a cell',
    '<div><table><tr><th>a</div>b</table></div>',
    doc(table('', row({ ...cell('a', { header: true }), content: [p('a'), p('b')] }))),
  ],
  ['a paragraph inside a heading', '<h2>One<p>two</h2>', doc(crosshead('One'), p('two'))],
  ['an attribute without end', '<p>One</p><p>Two <a href="x>three', doc(p('One'), p('Two'))],
  ['a sign that opens nothing', 'a < b && c > d', doc(p('a < b && c > d'))],
  [
    'a whole page',
    '<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><main><p>One</p></main></body></html>',
    doc(p('One')),
  ],
])('makes the best of %s', (_what, html, body) => {
  expect(read(html)).toEqual(body);
});

test('control signs go, and letters that Windows left behind are put right', () => {
  expect(read('<p>a\u0000b\u0007 it\u0092s \ud800&#1;</p>')).toEqual(doc(p('ab it’s \ufffd')));
});

test('line ends of every system are one', () => {
  expect(read('<pre>a\r\nb\rc</pre>')).toEqual(doc(preformatted('plain', 'a\nb\nc')));
});

test('an id of our form is kept, another becomes the anchor that links in the text follow', () => {
  const { body } = fromHtml(
    '<p><a href="#costs">Costs</a></p><h2 id="costs">What it costs</h2><p id="k3v9x2aq">Much</p>',
  );
  const [first, second, third] = body.content;
  expect(third?.attrs.id).toBe('k3v9x2aq');
  expect(first).toMatchObject({ content: [{ marks: [{ attrs: { href: `#${second?.attrs.id}` } }] }] });
});

test('an id that comes twice stays with the first', () => {
  const { body } = fromHtml('<p id="k3v9x2aq">One</p><p id="k3v9x2aq">Two</p>');
  expect(body.content[0]).toEqual(withId('k3v9x2aq', p('One')));
  expect(body.content[1]?.attrs.id).not.toBe('k3v9x2aq');
});

test('with blank lines as paragraphs, texts of the older WordPress editor come in as they were shown', () => {
  const html = 'One\ntwo <b>three\n\nfour</b>\n<blockquote>five\n\nsix</blockquote>\n<p>seven\neight</p>';
  const expected = doc(
    p('One', br(), 'two ', strong('three')),
    p(strong('four')),
    quotation(null, null, p('five'), p('six')),
    p('seven', br(), 'eight'),
  );
  expect(read(html, { blankLines: true })).toEqual(expected);
  expect(read('One\n\ntwo')).toEqual(doc(p('One two')));
});

function read(html: string, options: FromHtmlOptions = {}): Body {
  return fromHtml(html, options).body;
}
