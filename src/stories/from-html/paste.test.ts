import { expect, test } from 'vitest';
import type { Body } from '../document.ts';
import { fromHtml } from '../from-html.ts';
import { crosshead, doc, em, link, list, numbered, p, strong } from '../testing/doc.fixture.ts';

const item = (level: number, sign: string, words: string) =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:36pt;mso-list:l0 level${level} lfo1'><![if !supportLists]>` +
  `<span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${words}<o:p></o:p></p>`;

test.each<[string, string, Body]>([
  [
    'conditional comments and markup of its own',
    '<!--[if gte mso 9]><xml><w:WordDocument>x</w:WordDocument></xml><![endif]--><p class=MsoNormal><span lang=EN-GB style="mso-ansi-language:EN-GB">One <st1:place>Brod</st1:place><o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>',
    doc(p('One Brod')),
  ],
  [
    'marks as styles',
    '<p><span style="font-weight:bold">One</span> <span style=\'font-style:italic;mso-bidi-font-weight:bold\'>two</span></p>',
    doc(p(strong('One'), ' ', em('two'))),
  ],
  [
    'lists as paragraphs',
    `${item(1, '·', 'One') + item(2, 'o', 'deep') + item(1, '·', 'Two')}<p>End</p>`,
    doc(list([p('One'), list('deep')], 'Two'), p('End')),
  ],
  [
    'numbered lists as paragraphs',
    item(1, '3.', 'One') + item(1, '4.', 'Two'),
    doc(numbered(3, 'One', 'Two')),
  ],
  ['hidden text', '<p>One <span style="mso-hide:all;display:none">two</span>three</p>', doc(p('One three'))],
])('reads a paste from Word: %s', (_what, html, body) => {
  expect(fromHtml(html).body).toEqual(body);
});

test.each<[string, string, Body]>([
  [
    'the bold wrapper that is not bold',
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;font-style:normal">One </span><span style="font-weight:700">two</span></p></b><br class="Apple-interchange-newline">',
    doc(p('One ', strong('two'))),
  ],
  [
    'headings with plain weight',
    '<h2 dir="ltr"><span style="font-weight:400">One</span></h2>',
    doc(crosshead('One')),
  ],
  [
    'items that hold paragraphs',
    '<ul><li dir="ltr"><p dir="ltr" role="presentation"><span>One</span></p></li></ul>',
    doc(list('One')),
  ],
  [
    'links through its own page',
    '<p><a href="https://www.google.com/url?q=https://example.org/a?b%3D1&amp;sa=D&amp;source=editors">One</a></p>',
    doc(p(link('https://example.org/a?b=1', 'One'))),
  ],
])('reads a paste from Google Docs: %s', (_what, html, body) => {
  expect(fromHtml(html).body).toEqual(body);
});
