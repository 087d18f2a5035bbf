import { expect, test } from 'vitest';
import { rewriteInline } from './rewrite-inline.ts';

const bold = [{ type: 'strong' as const }];

test('a corrected word keeps bold words and links around it', () => {
  const content = [
    { type: 'text' as const, text: 'It cost ' },
    { type: 'text' as const, text: '3 million', marks: bold },
    { type: 'text' as const, text: ' in all.' },
  ];
  expect(rewriteInline(content, 'It cost 4 million in all.')).toEqual([
    { type: 'text', text: 'It cost ' },
    { type: 'text', text: '4 million', marks: bold },
    { type: 'text', text: ' in all.' },
  ]);
});

test('an empty line and one with a break are written as they are', () => {
  expect(rewriteInline([{ type: 'text', text: 'One' }], '')).toEqual([]);
  expect(rewriteInline([], 'One\ntwo')).toEqual([
    { type: 'text', text: 'One' },
    { type: 'hardBreak' },
    { type: 'text', text: 'two' },
  ]);
});
