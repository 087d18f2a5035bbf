import { expect, test } from 'vitest';
import { linesOf, writtenBody } from './testing/a-body.ts';

test('blank lines part paragraphs and a line end is a break, as the older editor showed it', () => {
  expect(linesOf('One\ntwo\n\nThree <em>four</em>\n<h2>Head</h2>\nFive')).toEqual([
    'One⏎two',
    'Three four',
    '# Head',
    'Five',
  ]);
});

test('a caption shortcode is a picture with its words, in every way of writing it', () => {
  const picture =
    '<img class="wp-image-5" src="https://courier.example/u/5-640x480.jpg" alt="A bridge" width="640" />';
  const expected = ['picture https://courier.example/u/5-640x480.jpg "A bridge" column: The bridge in May'];
  expect(
    linesOf(
      `[caption id="attachment_5" align="alignleft" width="640"]${picture} The bridge in May[/caption]`,
    ),
  ).toEqual(expected);
  expect(
    linesOf(`[caption id='attachment_5' width=640 caption="The bridge in May"]${picture}[/caption]`),
  ).toEqual(expected);
  expect(linesOf(`[caption id=“attachment_5” width=”640″]${picture}\nThe bridge in May[/caption]`)).toEqual(
    expected,
  );
});

test('a gallery shortcode becomes its pictures; those the export lacks are told', () => {
  const body = writtenBody('[gallery ids="3,4,900" columns="2"]');
  expect(body.missing).toEqual([900]);
  expect(linesOf('[gallery ids="3,4,900" columns="2"]')).toEqual([
    'gallery',
    '- picture https://courier.example/u/3.jpg "alt 3" column: Caption 3',
    '- picture https://courier.example/u/4.jpg "alt 4" column: Caption 4',
  ]);
  expect(writtenBody('[gallery]').unknown).toEqual([{ kind: 'shortcode', name: 'gallery', count: 1 }]);
});

test('films and sounds: embed, video and audio shortcodes, and those of services', () => {
  expect(linesOf('[embed width="600"]https://vimeo.com/123[/embed]')).toEqual([
    'embed Vimeo https://vimeo.com/123',
  ]);
  expect(linesOf('[video mp4="https://courier.example/v.mp4"][/video]')).toEqual([
    'file https://courier.example/v.mp4 video/mp4 "v.mp4"',
  ]);
  expect(linesOf('[audio https://courier.example/a.mp3]')).toEqual([
    'file https://courier.example/a.mp3 audio/mpeg "a.mp3"',
  ]);
  expect(linesOf('[youtube=https://www.youtube.com/watch?v=abc]')).toEqual([
    'embed YouTube https://www.youtube.com/watch?v=abc',
  ]);
  expect(linesOf('[tweet 99]')).toEqual(['embed X https://twitter.com/i/status/99']);
});

test('an address alone on its line is an embed when its host is on the list, else a link', () => {
  expect(
    linesOf(
      'Watch:\n\nhttps://youtu.be/abc\n\nand\nhttps://elsewhere.example/x?a=1&amp;b=2\n\n<pre>\nhttps://youtu.be/abc\n</pre>',
    ),
  ).toEqual([
    'Watch:',
    'embed YouTube https://youtu.be/abc',
    'and',
    '[https://elsewhere.example/x?a=1&b=2](https://elsewhere.example/x?a=1&b=2)',
    'plain: https://youtu.be/abc\n',
  ]);
});

test('an unknown shortcode is hidden, what it encloses stays, and the desk keeps the tags', () => {
  const content = 'Before [box style="x"]inside <em>it</em>[/box] after.\n\n[contact_form]';
  expect(linesOf(content)).toEqual([
    'Before inside it after.',
    'foreign box [box style="x"]',
    'foreign box [/box]',
    'foreign contact_form [contact_form]',
  ]);
  expect(writtenBody(content).unknown).toEqual([
    { kind: 'shortcode', name: 'box', count: 1 },
    { kind: 'shortcode', name: 'contact_form', count: 1 },
  ]);
});

test("a word's shortcode does not tear the word apart", () => {
  expect(linesOf('[dropcap]M[/dropcap]ysterium')).toContain('Mysterium');
});

test("a writer's square brackets stay", () => {
  const content = 'He said “it [the bridge] is [sic] safe” [1] [applause] [see page 3] [Updated].';
  expect(linesOf(content)).toEqual([content]);
  expect(linesOf('[[gallery]] shows [[caption]x[/caption]]')).toEqual([
    '[gallery] shows [caption]x[/caption]',
  ]);
});

test('shortcodes inside shortcodes are read from the inside out', () => {
  expect(linesOf('[row][col]One [b]two[/b][/col][/row]')).toContain('One two');
});

test('code in a shortcode is kept as it was written', () => {
  expect(linesOf('[code language="html"]&lt;p&gt;[gallery]&lt;/p&gt;[/code]')).toEqual([
    'code: <p>[gallery]</p>',
  ]);
});

test('block markup: text, pictures, quotations and lists come out as what they are', () => {
  const content = `<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->

<!-- wp:heading {"level":3} --><h3>Head</h3><!-- /wp:heading -->

<!-- wp:image {"id":5,"align":"wide"} --><figure class="wp-block-image alignwide"><img src="https://courier.example/u/5.jpg" alt="Bridge" class="wp-image-5"/><figcaption>In May</figcaption></figure><!-- /wp:image -->

<!-- wp:image {"id":6} /-->

<!-- wp:quote --><blockquote class="wp-block-quote"><!-- wp:paragraph --><p>Safe.</p><!-- /wp:paragraph --><cite>Ola Berg</cite></blockquote><!-- /wp:quote -->

<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Never.</p><cite>Ola</cite></blockquote></figure><!-- /wp:pullquote -->

<!-- wp:list --><ul><!-- wp:list-item --><li>a</li><!-- /wp:list-item --></ul><!-- /wp:list -->

<!-- wp:verse --><pre class="wp-block-verse">Rose
red</pre><!-- /wp:verse -->`;
  expect(linesOf(content)).toEqual([
    'One',
    '# Head',
    'picture https://courier.example/u/5.jpg "Bridge" wide: In May',
    'picture https://courier.example/u/6.jpg "alt 6" column: Caption 6',
    'quotation Ola Berg: Safe.',
    'pull quote Ola: Never.',
    'list: a',
    'verse: Rose\nred',
  ]);
});

test('galleries in their newer and their older form, and one that has ids only', () => {
  const image = (n: number) =>
    `<figure class="wp-block-image"><img src="https://courier.example/u/${n}.jpg" alt=""/><figcaption>No ${n}</figcaption></figure>`;
  const newer = `<!-- wp:gallery {"linkTo":"none"} --><figure class="wp-block-gallery"><!-- wp:image {"id":1} -->${image(1)}<!-- /wp:image --><!-- wp:image {"id":2} -->${image(2)}<!-- /wp:image --></figure><!-- /wp:gallery -->`;
  const older = `<!-- wp:gallery {"ids":[1,2]} --><ul class="wp-block-gallery"><li class="blocks-gallery-item">${image(1)}</li><li class="blocks-gallery-item">${image(2)}</li></ul><!-- /wp:gallery -->`;
  const expected = [
    'gallery',
    '- picture https://courier.example/u/1.jpg "" column: No 1',
    '- picture https://courier.example/u/2.jpg "" column: No 2',
  ];
  expect(linesOf(newer)).toEqual(expected);
  expect(linesOf(older)).toEqual(expected);
  expect(linesOf('<!-- wp:gallery {"ids":[1]} --><!-- /wp:gallery -->')).toEqual([
    'gallery',
    '- picture https://courier.example/u/1.jpg "alt 1" column: Caption 1',
  ]);
});

test('columns, groups, covers and media beside text give their words in order', () => {
  const paragraph = (words: string) => `<!-- wp:paragraph --><p>${words}</p><!-- /wp:paragraph -->`;
  const content = `<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column">${paragraph('Left')}</div><!-- /wp:column --><!-- wp:column --><div>${paragraph('Right')}</div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:cover {"url":"https://courier.example/u/9.jpg","id":9} --><div class="wp-block-cover"><img src="https://courier.example/u/9.jpg"/><div>${paragraph('Upon')}</div></div><!-- /wp:cover -->
<!-- wp:media-text --><div><figure><img src="https://courier.example/u/8.jpg" alt="Boat"/></figure><div>${paragraph('Beside')}</div></div><!-- /wp:media-text -->
<!-- wp:buttons --><div><!-- wp:button --><div><a class="wp-block-button__link" href="https://courier.example/join">Join</a></div><!-- /wp:button --></div><!-- /wp:buttons -->`;
  expect(linesOf(content)).toEqual([
    'Left',
    'Right',
    'picture https://courier.example/u/9.jpg "" column: ',
    'Upon',
    'picture https://courier.example/u/8.jpg "Boat" column: ',
    'Beside',
    '[Join](https://courier.example/join)',
  ]);
});

test('embeds, old and new, files, sound and film', () => {
  const content = `<!-- wp:embed {"url":"https://www.youtube.com/watch?v=abc"} --><figure class="wp-block-embed"><div>
https://www.youtube.com/watch?v=abc
</div><figcaption>The vote</figcaption></figure><!-- /wp:embed -->
<!-- wp:core-embed/twitter {"url":"https://twitter.com/a/status/1"} --><figure>https://twitter.com/a/status/1</figure><!-- /wp:core-embed/twitter -->
<!-- wp:embed {"url":"https://elsewhere.example/x"} --><figure>https://elsewhere.example/x</figure><!-- /wp:embed -->
<!-- wp:file {"href":"https://courier.example/u/plan.pdf"} --><div class="wp-block-file"><a href="https://courier.example/u/plan.pdf">The plan</a><a href="https://courier.example/u/plan.pdf" download>Download</a></div><!-- /wp:file -->
<!-- wp:audio --><figure><audio controls src="https://courier.example/u/a.mp3"></audio></figure><!-- /wp:audio -->`;
  expect(linesOf(content)).toEqual([
    'embed YouTube https://www.youtube.com/watch?v=abc "The vote"',
    'embed X https://twitter.com/a/status/1',
    '[https://elsewhere.example/x](https://elsewhere.example/x)',
    'file https://courier.example/u/plan.pdf application/pdf "The plan"',
    'file https://courier.example/u/a.mp3 audio/mpeg "a.mp3"',
  ]);
});

test('parts of the old theme are kept for the desk; what an unknown block encloses stays', () => {
  expect(
    linesOf(
      '<!-- wp:latest-posts /-->\n<!-- wp:acme/callout {"tone":"red"} --><div><p>Mind the gap</p></div><!-- /wp:acme/callout -->',
    ),
  ).toEqual([
    'foreign core/latest-posts <!-- wp:latest-posts /-->',
    'foreign acme/callout <!-- wp:acme/callout {"tone":"red"} -->',
    'Mind the gap',
    'foreign acme/callout <!-- /wp:acme/callout -->',
  ]);
});

test('a reusable block is read where it is used, and one that holds itself does not run for ever', () => {
  const findReusable = (id: number) =>
    id === 7
      ? '<!-- wp:paragraph --><p>Newsletter</p><!-- /wp:paragraph -->'
      : '<!-- wp:block {"ref":8} /-->';
  expect(linesOf('<!-- wp:block {"ref":7} /-->', { findReusable })).toEqual(['Newsletter']);
  expect(linesOf('<!-- wp:block {"ref":8} /-->', { findReusable })).toEqual([
    'foreign core/block <!-- wp:block {"ref":8} /-->',
  ]);
});

test('shortcodes and older text between blocks are read too', () => {
  expect(
    linesOf(
      '<!-- wp:shortcode -->\n[gallery ids="3"]\n<!-- /wp:shortcode -->\n\nOld text\n\nmore\n<!-- wp:paragraph --><p>New</p><!-- /wp:paragraph -->',
    ),
  ).toEqual([
    'gallery',
    '- picture https://courier.example/u/3.jpg "alt 3" column: Caption 3',
    'Old text',
    'more',
    'New',
  ]);
});

test('a continue-reading mark and page breaks are no premium cut', () => {
  const content = 'One\n\n<!--more Read on-->\n\nTwo\n\n<!--nextpage-->\n\nThree';
  expect(linesOf(content)).toEqual(['One', 'Two', 'Three']);
  expect(
    writtenBody(
      '<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph --><!-- wp:more --><!--more--><!-- /wp:more -->',
    ).restricted,
  ).toBe(false);
});

test('what a restricting shortcode encloses comes behind the premium cut, wherever it stands', () => {
  const restrictsShortcode = (name: string) => name === 'restrict';
  expect(
    linesOf('Free\n\n[restrict level="2"]Paid\n\nmore[/restrict]\n\nEnd', { restrictsShortcode }),
  ).toEqual(['Free', 'premiumCut', 'foreign restrict [restrict level="2"]', 'Paid', 'more', 'End']);
  const inside = linesOf('Free [restrict]paid[/restrict] end', { restrictsShortcode });
  expect(inside.indexOf('premiumCut')).toBeLessThan(inside.findIndex((line) => line.includes('paid')));
  const listed = linesOf('<ul><li>free</li><li>[restrict]paid[/restrict]</li></ul>', { restrictsShortcode });
  expect(listed.indexOf('premiumCut')).toBeLessThan(listed.findIndex((line) => line.includes('paid')));
  expect(
    writtenBody('[restrict]a[/restrict] [restrict]b[/restrict]', { restrictsShortcode }).html.match(
      /<sf-premium-cut>/g,
    ),
  ).toHaveLength(1);
});

test('a restricting block closes what it encloses, and a cut block all that follows', () => {
  const restrictsBlock = (name: string) => name === 'acme/members' || name === 'jetpack/paywall';
  const paragraph = (words: string) => `<!-- wp:paragraph --><p>${words}</p><!-- /wp:paragraph -->`;
  expect(
    linesOf(
      `${paragraph('Free')}<!-- wp:acme/members --><div>${paragraph('Paid')}</div><!-- /wp:acme/members -->`,
      { restrictsBlock },
    ),
  ).toEqual(['Free', 'premiumCut', 'foreign acme/members <!-- wp:acme/members -->', 'Paid']);
  expect(
    linesOf(`${paragraph('Free')}<!-- wp:jetpack/paywall /-->${paragraph('Paid')}`, { restrictsBlock })[1],
  ).toBe('premiumCut');
});

test('an invitation to those without access is no part of the story', () => {
  expect(linesOf('Free [not_logged_in]Subscribe now![/not_logged_in]')).toEqual([
    'Free',
    'foreign not_logged_in [not_logged_in]Subscribe now![/not_logged_in]',
  ]);
});

test('frames of services become embeds, and nothing that runs comes through', () => {
  const content = `<iframe src="https://www.youtube.com/embed/abc" height="315"></iframe>
<script>alert(1)</script><p onclick="alert(1)">Words <a href="javascript:alert(1)">x</a></p>
[caption]<img src=x onerror=alert(1)> <svg/onload=alert(1)>[/caption] <!-- wp:html --><script>alert(2)</script><!-- /wp:html -->`;
  const all = JSON.stringify(linesOf(content));
  expect(all).toContain('embed youtube.com https://www.youtube.com/embed/abc');
  expect(all).not.toMatch(/alert/);
});

test('an old site cannot speak our own language', () => {
  const content =
    '<p>Words</p><sf-premium-cut></sf-premium-cut><sf-foreign data-name="x" data-original="y"></sf-foreign><img src="https://courier.example/u/1.jpg" data-media="7"><a href="/x" data-story="9">link</a><aside class="also-read" data-stories="1,2"></aside>';
  const { html } = writtenBody(content);
  expect(html).not.toMatch(/<sf-|\sdata-(?:media|story|stories)/);
  expect(linesOf(content)).toEqual([
    'Words',
    'picture https://courier.example/u/1.jpg "" column: ',
    '[link](/x)',
  ]);
});

test('ten thousand brackets, blocks or frames without an end take no time worth telling', () => {
  for (const bomb of [
    '[a ',
    '[a]',
    '[caption]',
    '<!-- wp:group -->',
    '<!-- wp:paragraph',
    '<div ',
    '<pre>',
    '<p>http',
    '[[x]',
  ]) {
    expect(() => writtenBody(bomb.repeat(20_000))).not.toThrow();
  }
});
