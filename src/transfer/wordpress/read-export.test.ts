import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { anExport, aPost, eventsOf, itemsOf } from './testing/an-export.ts';

const brokenOf = async (xml: string | Uint8Array) =>
  (await eventsOf(xml)).filter((event) => event.is === 'broken');
const finishOf = async (xml: string | Uint8Array) =>
  (await eventsOf(xml)).find((event) => event.is === 'finish');

test('an item says everything it says: type, state, dates, terms, meta and comments', async () => {
  const [item] = await itemsOf(
    anExport(`<item>
<title>Bridge &amp; tunnel</title><link>https://courier.example/bridge/</link>
<dc:creator>mira</dc:creator><guid isPermaLink="false">https://courier.example/?p=7</guid>
<content:encoded><![CDATA[<p>Body</p>]]></content:encoded><excerpt:encoded><![CDATA[Short.]]></excerpt:encoded>
<wp:post_id>7</wp:post_id><wp:post_date>2024-05-03 09:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>
<wp:comment_status>open</wp:comment_status><wp:post_name>bridge</wp:post_name><wp:status>future</wp:status>
<wp:post_parent>3</wp:post_parent><wp:menu_order>2</wp:menu_order><wp:post_type>post</wp:post_type>
<wp:post_password>s3cret</wp:post_password><wp:is_sticky>1</wp:is_sticky>
<category domain="category" nicename="roads"><![CDATA[Roads & rail]]></category>
<category domain="post_tag" nicename="bridge"><![CDATA[Bridge]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[9]]></wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author><![CDATA[Ola]]></wp:comment_author>
<wp:comment_content><![CDATA[At last.]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>
<wp:commentmeta><wp:meta_key>rating</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:commentmeta></wp:comment>
</item>`),
  );
  expect(item).toMatchObject({
    id: 7,
    type: 'post',
    status: 'future',
    title: 'Bridge & tunnel',
    slug: 'bridge',
    creator: 'mira',
    parent: 3,
    menuOrder: 2,
    password: 's3cret',
    sticky: true,
    takesComments: true,
    content: '<p>Body</p>',
    excerpt: 'Short.',
    terms: [
      { taxonomy: 'category', slug: 'roads', name: 'Roads & rail' },
      { taxonomy: 'post_tag', slug: 'bridge', name: 'Bridge' },
    ],
    meta: [{ key: '_thumbnail_id', value: '9' }],
    comments: [
      { id: 1, author: 'Ola', text: 'At last.', approved: '1', meta: [{ key: 'rating', value: '5' }] },
    ],
  });
});

test('it makes no difference in what stretches the file arrives', async () => {
  const xml = anExport(aPost(1, 'Café — ]]]]><![CDATA[> naïve <item> 😀') + aPost(2, 'Two'));
  const whole = await eventsOf(xml);
  for (const stretch of [1, 2, 3, 7, 64, 1000]) expect(await eventsOf(xml, stretch)).toEqual(whole);
});

test('every item and author is told with the line it begins on', async () => {
  const xml = anExport(
    `${aPost(1, 'One\ntwo')}\n${aPost(2, 'x')}`,
    '<wp:author><wp:author_login>mira</wp:author_login></wp:author>',
  );
  const lines = xml.split('\n');
  const events = await eventsOf(xml, 50);
  expect(events.flatMap((event) => (event.is === 'item' ? [lines[event.item.line - 1]] : []))).toEqual([
    '<item>',
    '<item>',
  ]);
  const author = events.find((event) => event.is === 'head' && event.head.is === 'author');
  expect(author?.is === 'head' && lines[author.line - 1]).toContain('author_login');
});

test('a file that ends in the middle keeps its whole items and says where the broken one begins', async () => {
  const xml = anExport(`${aPost(1, 'One')}\n${aPost(2, 'Two')}`);
  for (const cut of [
    'Two',
    '<wp:post_name><![CDATA[story-2',
    '</content:encoded>\n\n<excerpt',
    'publish]]></wp:status>\n<wp:post_type>',
  ]) {
    const half = xml.slice(0, xml.lastIndexOf(cut) + cut.length);
    expect((await itemsOf(half)).map((item) => item.id)).toEqual([1]);
    expect(await brokenOf(half)).toMatchObject([
      { title: 'Story 2', line: half.slice(0, half.lastIndexOf('<item>')).split('\n').length },
    ]);
    expect(await finishOf(half)).toMatchObject({ complete: false });
  }
});

test('an item that is not closed is given up and the next one is read', async () => {
  const xml = anExport(`${aPost(1, 'One')}\n${aPost(2, 'Two').replace('</item>', '')}\n${aPost(3, 'Three')}`);
  expect((await itemsOf(xml)).map((item) => item.id)).toEqual([1, 3]);
  expect(await brokenOf(xml)).toMatchObject([{ title: 'Story 2', why: '<item> is not closed' }]);
  expect(await finishOf(xml)).toMatchObject({ complete: true });
});

test('CDATA that is not closed costs its own item and no other', async () => {
  const last = aPost(2, 'Two').replace(
    /<!\[CDATA\[post\]\]><\/wp:post_type>/,
    '<![CDATA[post</wp:post_type>',
  );
  const middle = aPost(2, 'Two').replace('Two]]>', 'Two');
  for (const bad of [last, middle]) {
    const xml = anExport(`${aPost(1, 'One')}\n${bad}\n${aPost(3, 'Three')}\n${aPost(4, 'Four')}`);
    expect((await itemsOf(xml, 40)).map((item) => item.id)).toEqual([1, 3, 4]);
    expect(await brokenOf(xml)).toMatchObject([{ title: 'Story 2' }]);
  }
});

test('a story about feeds may hold items in its text', async () => {
  const feed = '<pre>&lt;item&gt;</pre></item>\n<item><title>not one</title></item>';
  const xml = anExport(`${aPost(1, feed)}\n${aPost(2, 'Two')}`);
  expect((await itemsOf(xml)).map((item) => item.content)).toEqual([feed, 'Two']);
});

test('CDATA inside CDATA is read as it was meant, split properly or not', async () => {
  const meant = 'nested <![CDATA[ tags ]]> :)';
  const split = aPost(1, 'nested <![CDATA[ tags ]]]]><![CDATA[> :)');
  expect((await itemsOf(anExport(split + aPost(2, meant)))).map((item) => item.content)).toEqual([
    meant,
    meant,
  ]);
});

test('a closing tag that closes nothing makes the item broken, with the line', async () => {
  const xml = anExport(`${aPost(1, 'x', '\n</wp:postmeta>')}\n${aPost(2, 'y')}`);
  expect((await itemsOf(xml)).map((item) => item.id)).toEqual([2]);
  expect(await brokenOf(xml)).toMatchObject([
    { why: expect.stringMatching(/^<\/wp:postmeta> closes nothing that is open \(line \d+\)$/) },
  ]);
});

test('titles with stray ampersands, HTML entities and unescaped tags are read', async () => {
  const titles = ['Q & A', 'More&mdash;more', 'An <em>old</em> bridge', '&#8217;&#x2019;'];
  const items = titles.map((title, index) =>
    aPost(index + 1, 'x').replace(/<title>.*<\/title>/, `<title>${title}</title>`),
  );
  expect((await itemsOf(anExport(items.join('\n')))).map((item) => item.title)).toEqual([
    'Q & A',
    'More&mdash;more',
    'An <em>old</em> bridge',
    '’’',
  ]);
});

test('control characters and halves of characters are taken out', async () => {
  const [item] = await itemsOf(anExport(aPost(1, 'a\u0000b\u0008c\u000bd\u001fe\ufffef\r\ng &#xD800;&#0;')));
  expect(item?.content).toBe('abcdef\ng &#xD800;&#0;');
});

test('entities that a document type declares are never expanded', async () => {
  const bomb = anExport(aPost(1, 'x').replace('<![CDATA[Story 1]]>', '&lol;')).replace(
    '<rss',
    '<!DOCTYPE rss [<!ENTITY lol "ha"><!ENTITY file SYSTEM "file:///etc/passwd">]>\n<rss',
  );
  expect((await itemsOf(bomb)).map((item) => item.title)).toEqual(['&lol;']);
});

test('UTF-8, UTF-16 and single-byte files are read by mark, shape or declaration', async () => {
  const xml = anExport(aPost(1, 'Zażółć “café” – 5 €'));
  const utf16 = Buffer.from(`\ufeff${xml}`, 'utf16le');
  const western = anExport(aPost(1, 'caf\xe9 \x80')).replace('UTF-8', 'ISO-8859-1');
  expect((await itemsOf(Buffer.from(`\ufeff${xml}`)))[0]?.content).toBe('Zażółć “café” – 5 €');
  expect((await itemsOf(utf16, 33))[0]?.content).toBe('Zażółć “café” – 5 €');
  expect((await itemsOf(utf16.subarray(2)))[0]?.content).toBe('Zażółć “café” – 5 €');
  expect((await itemsOf(Buffer.from(utf16).swap16()))[0]?.content).toBe('Zażółć “café” – 5 €');
  expect((await itemsOf(Buffer.from(western, 'latin1')))[0]?.content).toBe('café €');
});

test('bytes that are not UTF-8 are read as Windows-1252 and counted for their item', async () => {
  const [before = '', after = ''] = anExport(aPost(1, 'fine é') + aPost(2, 'It@s caf@')).split('It@s caf@');
  const bytes = Buffer.concat([
    Buffer.from(before),
    Buffer.from('It\x92s caf\xe9', 'latin1'),
    Buffer.from(after),
  ]);
  for (const stretch of [10, 100_000]) {
    const items = (await eventsOf(bytes, stretch)).filter((event) => event.is === 'item');
    expect(items.map((event) => [event.item.content, event.repairs])).toEqual([
      ['fine é', 0],
      ['It’s café', 2],
    ]);
  }
});

test('a file that says UTF-16 and is UTF-8 is read, and the newsroom is told', async () => {
  const events = await eventsOf(anExport(aPost(1, 'é')).replace('UTF-8', 'UTF-16'));
  expect(events[0]).toMatchObject({ is: 'note', says: 'The file says it is UTF-16; it was read as UTF-8.' });
});

test('missing namespaces, prefixes of other names and a missing version make no difference', async () => {
  const bare = anExport(aPost(1, 'x'))
    .replace(/<rss[^>]*>/, '<rss>')
    .replace(/<wp:wxr_version>.*\n/, '');
  expect(await itemsOf(bare)).toMatchObject([{ id: 1, type: 'post', content: 'x' }]);
  const renamed = anExport(aPost(1, 'x'))
    .replace(/\bwp([:=])/g, 'w12$1')
    .replace(/\bcontent([:=])/g, 'c$1');
  expect(await itemsOf(renamed)).toMatchObject([{ id: 1, type: 'post', content: 'x' }]);
});

test('elements of other vocabularies are left alone', async () => {
  const [item] = await itemsOf(
    anExport(aPost(1, 'x', '<media:title>No</media:title><itunes:author>No</itunes:author>')),
  );
  expect(item).toMatchObject({ title: 'Story 1', creator: 'mira' });
});

test('WXR 1.0 writes each category twice and calls tags by another name', async () => {
  const terms =
    '<category><![CDATA[Roads]]></category><category domain="category" nicename="roads"><![CDATA[Roads]]></category><category domain="tag"><![CDATA[Rain]]></category><category domain="tag" nicename="rain"><![CDATA[Rain]]></category>';
  const [item] = await itemsOf(anExport(aPost(1, 'x', terms)));
  expect(item?.terms).toEqual([
    { taxonomy: 'category', slug: 'roads', name: 'Roads' },
    { taxonomy: 'post_tag', slug: 'rain', name: 'Rain' },
  ]);
});

test('a feed or a page that is no export is not taken for one', async () => {
  for (const other of [
    '<rss><channel><title>Feed</title><item><title>News</title></item></channel></rss>',
    '<!DOCTYPE html><html><body>Hello</body></html>',
    '{"db":[]}',
    '',
  ]) {
    expect(await finishOf(other)).toMatchObject({ known: false });
  }
});

test('an item nested ten thousand deep does no harm', async () => {
  const deep = `${'<wp:comment>'.repeat(10_000)}x${'</wp:comment>'.repeat(10_000)}`;
  const events = await eventsOf(anExport(aPost(1, 'x', deep) + aPost(2, 'y')));
  expect(events.filter((event) => event.is === 'item' || event.is === 'broken')).toHaveLength(2);
});
