import { expect, test } from 'vitest';
import { checkBody, plainText } from '../document.ts';
import { type FromHtmlOptions, fromHtml } from '../from-html.ts';
import { bodySchema } from '../schema.ts';
import { randomFrom } from '../testing/random-body.fixture.ts';
import { toHtml } from '../to-html.ts';

/** Everything on, as an attacker would wish it. */
const open: FromHtmlOptions = { trusted: true, blankLines: true, embedHosts: ['video.example'] };

const attacks = [
  '<script>alert(1)</script>',
  '<ScRiPt\n>alert(1)</sCrIpT\t>',
  '<script src=//evil.example/x.js></script foo="bar">',
  '<script/src="//evil.example">',
  '<<script>script>alert(1)<</script>/script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="x"onerror="alert(1)">',
  '<img/src=x/onerror=alert(1)>',
  '<img src=x onerror\n=\n"alert(1)">',
  '<img src=`x` onerror=alert(1)//`>',
  '<img src="javascript:alert(1)"><img src="java\nscript:alert(1)">',
  '<img srcset="javascript:alert(1) 2x, data:text/html,x 3x">',
  '<img data-src="javascript:alert(1)"><picture><source srcset="vbscript:x"><img></picture>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" \u0001javascript:alert(1)">x</a>',
  '<a href="\u00a0javascript:alert(1)">x</a><a href="\ufeffjavascript:alert(1)">x</a>',
  '<a href="java&#9;script&colon;alert(1)">x</a>',
  '<a href="&#106;&#x61;vascript:alert(1)">x</a>',
  '<a href="jav&#x0A;ascript:alert(1)">x</a>',
  '<a href="j&#0;avascript:alert(1)">x</a>',
  '<a href="JAVASCRIPT&#58alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a><a href="livescript:x">x</a><a href="mocha:x">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a><a href="blob:https://x/1">x</a><a href="file:///etc/passwd">x</a>',
  '<a href="view-source:javascript:x">x</a><a href="feed:javascript:x">x</a><a href="ms-its:x">x</a>',
  '<a href="https:javascript:alert(1)">x</a>',
  '<a href="x" onclick="alert(1)" style="background:url(javascript:x)">x</a>',
  '<a href="\\\\evil.example" target=_blank ping=//evil.example>x</a>',
  "<a href='\"><script>alert(1)</script>'>x</a>",
  '<a href="/x&quot; onmouseover=&quot;alert(1)">x</a>',
  '<p title="</p><script>alert(1)</script>">x</p>',
  '<svg onload=alert(1)><script>alert(1)</script><a xlink:href="javascript:x"><text>x</text></a></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<svg><foreignObject><p onclick=x>text</p></foreignObject></svg>',
  '<svg><![CDATA[<script>alert(1)</script>]]></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=alert(1)>">',
  '<math href="javascript:x">x</math>',
  '<style>@import "//evil.example"; p{background:url(javascript:x)}</style>',
  '<p style="behavior:url(x);width:expression(alert(1))">x</p>',
  '<link rel=stylesheet href="//evil.example"><meta http-equiv=refresh content="0;url=javascript:x"><base href="//evil.example/">',
  '<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://video.example" srcdoc="<script>x</script>" onload=alert(1)></iframe>',
  '<iframe src="https://video.example@evil.example/"></iframe><iframe src="https://evil.example#video.example"></iframe>',
  '<iframe src="data:text/html,<script>alert(1)</script>"></iframe>',
  '<object data="javascript:x" type="text/html"></object><embed src="data:x"><applet code=x></applet>',
  '<form action="javascript:x"><button formaction="javascript:x">x</button><input type=image src=x onerror=x></form>',
  '<isindex action="javascript:x" type=image>',
  '<video src="javascript:x" poster="javascript:x" onerror=x><source src="javascript:x" onerror=x></video>',
  '<audio src="data:audio/mp3,x" onplay=x></audio>',
  '<details open ontoggle=alert(1)><summary onclick=x>x</summary>y</details>',
  '<table background="javascript:x"><tr><td background="javascript:x" onclick=x>x</table>',
  '<body onload=alert(1) background=javascript:x><frameset onload=x><frame src="javascript:x"></frameset>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea><script>alert(1)</script></textarea><title><script>x</script></title>',
  '<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>',
  '<!--><script>alert(1)</script>--><!--[if IE]><script>x</script><![endif]-->',
  '<!-- --!><script>alert(1)</script> -->',
  '<?xml version="1.0"?><?php echo 1 ?><script>x</script>',
  '<template><script>alert(1)</script></template><noembed><script>x</script></noembed>',
  '<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;</p>',
  '<pre><code>&lt;script&gt;x</code></pre><pre><script>alert(1)</script></pre>',
  '<blockquote cite="javascript:x" data-speaker="<script>x</script>" data-role="&quot;><img onerror=x>"><p>x</blockquote>',
  '<sf-foreign data-name="x" data-original="<script>alert(1)</script>"></sf-foreign>',
  '<sf-embed data-url="javascript:x" data-title="<script>"></sf-embed><sf-embed data-url="//video.example"></sf-embed>',
  '<sf-file data-src="javascript:x" data-name="<script>" data-mime="text/html"></sf-file>',
  '<sf-fact-box data-title="</aside><script>x</script>"><p>x</p></sf-fact-box>',
  '<figure class="embed" data-url="javascript:x"><a href="javascript:x">x</a></figure>',
  '<img data-media="1 onerror=x" src="javascript:x"><a data-story="1&quot; onclick=x" href="javascript:x">x</a>',
  '<p id="x onclick=alert(1)">x</p><p id="k3v9x2aq" class="a onclick">x</p>',
  '<ul start="1 onclick=x"><li value="javascript:x">x</ul><td colspan="2 onclick=x">x',
  '<marquee onstart=alert(1)>x</marquee><blink>x</blink><custom-thing onclick=x>x</custom-thing>',
  '<img src="https://example.org/a.jpg" alt="&quot;><script>alert(1)</script>">',
  '<a href="https://example.org/&#34;&gt;&lt;script&gt;alert(1)">x</a>',
];

test('the look-out of these tests sees what it must see', () => {
  expect(dangers('<p onclick="x">a</p><script>b</script><a href="javascript:x">c</a>< d')).toHaveLength(5);
});

test.each(attacks)('nothing runs in a browser: %s', (html) => {
  for (const options of [{}, open]) {
    const { body } = fromHtml(`<p>Before</p>${html}<p>after</p>`, options);
    expect(checkBody(body)).toBe(body);
    expect(dangers(toHtml(body.content))).toEqual([]);
    expect(dangers(toHtml(body.content, { keepForeign: true }))).toEqual([]);
    expect(plainText(body.content)).toContain('Before');
  }
});

test('text that only speaks of scripts stays text', () => {
  const { body } = fromHtml('<p>Write &lt;script&gt; or javascript:alert(1)</p>');
  expect(plainText(body.content)).toBe('Write <script> or javascript:alert(1)');
  expect(toHtml(body.content, { ids: false })).toBe('<p>Write &lt;script&gt; or javascript:alert(1)</p>');
});

test('an unsafe link loses its address and keeps its words', () => {
  const { body, notes } = fromHtml('<p>Read <a href="javascript:x">this</a></p>');
  expect(toHtml(body.content, { ids: false })).toBe('<p>Read this</p>');
  expect(notes).toEqual([{ code: 'unsafe-link', what: 'javascript', count: 1 }]);
});

const HUNDRED_THOUSAND = 100_000;
const times = (html: string, count = HUNDRED_THOUSAND) => html.repeat(count);

test.each<[string, string, string]>([
  ['a million nested elements', `${times('<div>', 1_000_000)}text`, 'text'],
  [
    'a million nested marks, closed again',
    `${times('<b>', 1_000_000)}text${times('</b>', 1_000_000)}`,
    'text',
  ],
  ['end tags of what is not open', `${times('<div>')}${times('</span>', 1_000_000)}text`, 'text'],
  ['nested lists', `${times('<ul><li>')}text`, 'text'],
  ['nested quotations with speakers', `${times('<blockquote><cite>')}text`, 'text'],
  ['nested tables', `${times('<table><tr><td>')}text`, 'text'],
  ['nested figures and captions', `${times('<figure><figcaption>')}text`, 'text'],
  ['nested boxes', `${times('<details><summary>')}text`, 'text'],
  ['drawings that never end', `${times('<svg>')}text`, 'text'],
  ['frames that never end', `${times('<iframe src=//evil.example>')}text`, 'text'],
  ['fields that never end', `${times('<textarea>')}text`, 'text'],
  ['hidden elements that never end', `${times('<div hidden>')}text`, 'text'],
  ['ten megabytes of one attribute', `<p title="${times('x', 10_000_000)}">text`, 'text'],
  ['ten megabytes of attributes', `<p ${times('a=b ', 2_500_000)}>text`, 'text'],
  ['an address of spaces', `<a href="${times(' x', 2_000_000)}">text</a>`, 'text'],
  ['a million breaks', `text${times('<br>', 1_000_000)}`, 'text'],
  ['comments that never end', `text${times('<!--')}`, 'text'],
  ['marks and paragraphs that cross', `${times('<b><p></b>')}text`, 'text'],
  ['pictures between words', `text${times('<img src=/a.jpg>')}`, 'text'],
])('%s are read at once and the text is kept', (_what, html, kept) => {
  const { body } = fromHtml(html, open);
  expect(plainText(body.content)).toContain(kept);
  expect(checkBody(body)).toBe(body);
});

test('what is nested too deep is told of', () => {
  const { notes } = fromHtml(`${times('<div>', 300)}text`);
  expect(notes).toEqual([{ code: 'too-deep', what: '', count: 100 }]);
});

test.each([
  ['a field', '<textarea>One <p>two', 'textarea'],
  ['a frame', '<iframe src="https://evil.example/"><p>One</p><p>two</p>', 'iframe'],
  ['a drawing', '<svg>One two', 'svg'],
  ['a film', '<video src="/a.mp4">One two', 'video'],
  ['something hidden', '<div style="display:none">One two', 'hidden'],
  ['a list of choices', '<select><option>One two', 'select'],
])('%s that was never closed does not take the rest of the story with it', (_what, html, name) => {
  const { body, notes } = fromHtml(html);
  expect(plainText(body.content).replaceAll('\n', ' ')).toContain('One two');
  expect(notes).toContainEqual({ code: 'unclosed', what: name, count: 1 });
});

test('what an element that may not come in held is gone, and the text around it goes on', () => {
  const { body, notes } = fromHtml(
    '<p>One <button>press <b>me</b></button>two <select><option>x</select>three</p>',
  );
  expect(plainText(body.content)).toBe('One two three');
  expect(notes.map((note) => note.what)).toEqual(['button', 'select']);
});

test('tag soup of any kind gives a body of the schema and HTML that runs nothing', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const html = soup(randomFrom(seed));
    for (const options of [{}, open]) {
      const { body } = fromHtml(html, options);
      expect(checkBody(body)).toBe(body);
      expect(() => bodySchema.nodeFromJSON(JSON.parse(JSON.stringify(body))).check(), html).not.toThrow();
      expect(dangers(toHtml(body.content)), html).toEqual([]);
    }
  }
});

/** Elements, attributes and addresses in written HTML that a story may not hold. Text between tags is not looked at. */
function dangers(html: string): string[] {
  const found: string[] = [];
  for (const [tag, name = '', rest = ''] of html.matchAll(/<\/?([a-z][^\s>/]*)((?:"[^"]*"|[^">])*)>/gi)) {
    if (!HARMLESS.has(name.toLowerCase())) found.push(tag);
    for (const [, attribute = '', value = ''] of rest.matchAll(/\s([^\s=]+)(?:="([^"]*)")?/g)) {
      if (
        !/^(?:id|class|href|src|alt|width|height|start|colspan|rowspan|scope|controls|preload|type|data-[a-z]+)$/.test(
          attribute,
        )
      ) {
        found.push(tag);
      }
      const isAddress =
        attribute === 'href' || attribute === 'src' || attribute === 'data-url' || attribute === 'data-src';
      if (isAddress && !/^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/.test(value)) found.push(tag);
    }
  }
  if (/<(?![a-z/])/i.test(html)) found.push('a bare <');
  return found;
}

const HARMLESS: ReadonlySet<string> = new Set(
  (
    'p h2 h3 ul ol li blockquote footer aside figure figcaption img a span table caption thead tbody tr th td pre code hr br ' +
    'em strong s sub sup audio video sf-foreign sf-premium-cut'
  ).split(' '),
);

function soup(random: () => number): string {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const few = random() < 0.5;
  const names = few ? ELEMENTS.filter(() => random() < 0.2) : ELEMENTS;
  let html = '';
  for (let left = Math.floor(random() * 60); left > 0 && names.length > 0; left--) {
    const kind = random();
    if (kind < 0.3) html += `</${one(names)}>`;
    else if (kind < 0.55) html += one(TEXTS);
    else {
      html += `<${one(names)}`;
      while (random() < 0.4) html += ` ${one(ATTRIBUTES)}`;
      html += random() < 0.05 ? '/>' : '>';
    }
  }
  return html;
}

const ELEMENTS = (
  'p p div span b i em strong a a h1 h2 h4 ul ol li li blockquote cite footer figure figcaption img picture source table tr ' +
  'td th caption thead tbody pre code hr br br iframe audio video details summary aside dl dt dd script style svg math title ' +
  'textarea button form noscript template object embed section q font o:p my-thing sf-premium-cut sf-foreign sf-fact-box ' +
  'sf-gallery sf-pull-quote sf-also-read sf-embed sf-file select option xmp del sub body html base meta foreignObject'
).split(' ');
const ATTRIBUTES = [
  'href="javascript:alert(1)"',
  'href="/x"',
  'href=#y',
  'src=a.jpg',
  'src="data:x"',
  'onclick=alert(1)',
  'onerror="x"',
  'style="display:none"',
  'style="font-weight:bold"',
  'style="mso-list:l0 level2 lfo1"',
  'style="mso-list:Ignore"',
  'class=gallery',
  'class="wp-caption"',
  'class="wp-caption-text"',
  'class=credit',
  'class="pull-quote"',
  'id=abcdefgh',
  'id=x',
  'hidden',
  'colspan=3',
  'data-keep',
  'data-media=5',
  'data-story=7',
  'data-title="T"',
  'data-stories="1,2"',
  'data-url="https://video.example/c"',
  'data-name=n',
  'data-original="<x>"',
  'srcset="a 1x, b 2x"',
  'start=4',
  'name=y',
  'srcdoc="<script>"',
];
const TEXTS = [
  'text',
  '  ',
  '\n\n',
  '&nbsp;',
  'a & b',
  '&lt;script&gt;',
  '<!-- c -->',
  '<![CDATA[x]]>',
  '<',
  '&#1;',
  '\u0000',
  'é',
  '<!--',
  '\ud800',
  'javascript:alert(1)',
];
