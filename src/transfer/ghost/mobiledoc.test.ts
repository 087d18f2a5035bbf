import { expect, test } from 'vitest';
import { mobiledocHtml } from './mobiledoc.ts';

function read(doc: object, hidden: string[] = []): string | undefined {
  return mobiledocHtml(JSON.stringify({ version: '0.3.1', ...doc }), (name) => hidden.push(name));
}

test('markers open and close over several texts', () => {
  const html = read({
    atoms: [['soft-return', '', {}]],
    cards: [],
    markups: [['strong'], ['a', ['href', 'https://example.org/?a=1&b=2', 'rel', 'x']], ['u']],
    sections: [
      [
        1,
        'p',
        [
          [0, [0], 0, 'Six '],
          [0, [1], 1, 'nights'],
          [0, [], 1, ' long'],
          [1, [], 0, 0],
          [0, [2], 1, 'end'],
        ],
      ],
    ],
  });
  expect(html).toBe(
    '<p><strong>Six <a href="https://example.org/?a=1&amp;b=2">nights</a> long</strong><br>end</p>',
  );
});

test('headings, quotations, lists, pictures and cards come in order', () => {
  const hidden: string[] = [];
  const html = read(
    {
      atoms: [],
      markups: [],
      cards: [
        ['image', { src: '/content/images/a.jpg', caption: 'A boat' }],
        ['card-markdown', { cardName: 'card-markdown', markdown: '**Tides**' }],
        ['paywall', {}],
        ['hr', {}],
        ['jeepney', { a: 1 }],
      ],
      sections: [
        [1, 'h2', [[0, [], 0, 'The river']]],
        [1, 'aside', [[0, [], 0, 'It fell.']]],
        [3, 'ol', [[[0, [], 0, 'one']], [[0, [], 0, 'two & three']]]],
        [2, '/content/images/old.jpg'],
        [10, 0],
        [10, 1],
        [10, 2],
        [10, 3],
        [10, 4],
        [10, 99],
        [77],
        null,
      ],
    },
    hidden,
  );
  expect(html).toContain(
    '<h2>The river</h2><blockquote>It fell.</blockquote><ol><li>one</li><li>two &amp; three</li></ol>',
  );
  expect(html).toContain('<img src="/content/images/old.jpg"');
  expect(html).toContain('<figcaption>A boat</figcaption>');
  expect(html).toMatch(/<strong>Tides<\/strong>[\s\S]*<sf-premium-cut><\/sf-premium-cut><hr><sf-foreign/);
  expect(hidden).toEqual(['jeepney']);
});

test('what is no Mobiledoc is said to be none', () => {
  expect(read({ cards: [] })).toBeUndefined();
  expect(mobiledocHtml('nothing', () => {})).toBeUndefined();
});
