import { expect, test } from 'vitest';
import { isFault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import {
  type Body,
  checkBody,
  giveIds,
  isBlockId,
  listLinks,
  listMedia,
  mapReferences,
  newBlockId,
  plainText,
  searchText,
  splitAtCut,
  wordCount,
} from './document.ts';
import { bodySchema } from './schema.ts';
import {
  alsoRead,
  br,
  cell,
  crosshead,
  doc,
  em,
  embed,
  factBox,
  file,
  gallery,
  head,
  link,
  list,
  media,
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

test('a body that the desk made is taken as it is', () => {
  const body = doc(
    p('The ', strong('bridge'), ' closed.'),
    crosshead('Costs'),
    list('One', [p('Two'), list('deeper')]),
  );
  expect(checkBody(body)).toBe(body);
});

test('whatever the check takes, ProseMirror takes, and the other way round', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const body = spoil(randomBody(random), random);
    expect(refusal(body) === null, JSON.stringify(body)).toBe(isOfSchema(body));
  }
});

test.each([
  ['a list', [], 'the body: a body must be an object of type "doc"'],
  [
    'a block nobody knows',
    bodyOf({ type: 'marquee', attrs: { id: 'abcdefgh' } }),
    'marquee 1: a marquee may not stand here',
  ],
  ['a paragraph without id', bodyOf({ type: 'paragraph', attrs: {} }), 'paragraph 1: "id" is missing'],
  [
    'a crosshead of level 3',
    bodyOf(withId('abcdefgh', { ...crosshead('x'), attrs: { id: '', level: 3 } })),
    '"level" is 3',
  ],
  [
    'an attribute too many',
    bodyOf({ type: 'divider', attrs: { id: 'abcdefgh', onclick: 'x' } }),
    'an attribute "onclick"',
  ],
  [
    'an empty list',
    bodyOf({ type: 'list', attrs: { id: 'abcdefgh', ordered: true, start: 1 }, content: [] }),
    'it is empty',
  ],
  ['a table in a list', doc(list([table('', row(cell('x'))) as never])), 'a table may not stand here'],
  [
    'a mark nobody knows',
    bodyOf(paragraphWith({ type: 'text', text: 'x', marks: [{ type: 'blink' }] })),
    'a mark that the schema does not know',
  ],
  [
    'a mark set twice',
    bodyOf(paragraphWith({ type: 'text', text: 'x', marks: [{ type: 'code' }, { type: 'code' }] })),
    'set twice',
  ],
  ['a text without words', bodyOf(paragraphWith({ type: 'text', text: '' })), 'a text without words'],
  [
    'a script as a link',
    bodyOf(withId('abcdefgh', p(link('javascript:alert(1)', 'x')))),
    '"href" is "javascript:alert(1)"',
  ],
  [
    'a script hidden by a tab',
    bodyOf(withId('abcdefgh', p(link('java\tscript:alert(1)', 'x')))),
    '"href" is',
  ],
  ['a link that leads nowhere', bodyOf(withId('abcdefgh', p(link('', 'x')))), 'a link must have an address'],
  [
    'a picture inside the address',
    bodyOf(withId('abcdefgh', picture({ src: 'data:image/png;base64,AAAA' }))),
    '"src" is',
  ],
  [
    'an embed without a scheme',
    bodyOf(withId('abcdefgh', embed('//video.example.org/1') as never)),
    '"url" is',
  ],
])('%s is refused with a sentence that says where', (_what, json, says) => {
  expect(refusal(json)).toContain(says);
});

test('two blocks with one id are refused', () => {
  expect(refusal(doc(withId('abcdefgh', p('One')), p('Two')))).toBeNull();
  const twice = { type: 'doc', content: [withId('abcdefgh', p('One')), withId('abcdefgh', p('Two'))] };
  expect(refusal(twice)).toContain("paragraph 2: its id abcdefgh is another block's as well");
});

test('a second premium cut, or one inside a box, is refused', () => {
  expect(refusal(doc(p('One'), premiumCut(), p('Two'), premiumCut()))).toContain(
    'premiumCut 4: there is a second',
  );
  expect(refusal(doc(factBox('Facts', premiumCut() as never)))).toContain('a premiumCut may not stand here');
});

test('lists in lists beyond all reason are refused, not followed', () => {
  let json: unknown = p('deep');
  for (let depth = 0; depth < 5000; depth++) {
    json = {
      type: 'list',
      attrs: { id: '', ordered: false, start: 1 },
      content: [{ type: 'listItem', attrs: { id: '' }, content: [json] }],
    };
  }
  expect(refusal({ type: 'doc', content: [json] })).not.toBeNull();
  expect(refusal(giveIds({ type: 'doc', content: [json] }))).not.toBeNull();
});

test('what has one meaning is put in order instead of refused', () => {
  const untidy = bodyOf(
    { type: 'paragraph', attrs: { id: 'aaaaaaaa' } },
    withId('bbbbbbbb', {
      ...p(''),
      content: [{ type: 'text', text: 'two\u0000 words', marks: [{ type: 'code' }, { type: 'strong' }] }],
    }),
    withId('cccccccc', picture({ media: media(7), src: '/old.jpg' })),
    withId('dddddddd', p(link('https://example.org/a b', 'x'))),
  );
  const body = checkBody(untidy) as Body;
  expect(body.content[0]).toEqual(withId('aaaaaaaa', p()));
  expect(body.content[1]).toMatchObject({
    content: [{ text: 'two words', marks: [{ type: 'strong' }, { type: 'code' }] }],
  });
  expect(body.content[2]).toMatchObject({ attrs: { media: 7, src: null } });
  expect(listLinks(body)[0]?.href).toBe('https://example.org/a%20b');
  expect(checkBody(body)).toBe(body);
});

test('an id made for a new block is of our form', () => {
  const random = randomFrom(1);
  const ids = Array.from({ length: 300 }, () => newBlockId(random));
  expect(ids.every(isBlockId)).toBe(true);
  expect(new Set(ids).size).toBe(300);
  expect(newBlockId(() => 0)).toBe('a0000000');
  expect(newBlockId(() => 0.999999)).toBe('zzzzzzzz');
});

test('the same text read twice gets the same ids, and a changed paragraph changes only its own', () => {
  const before = doc(p('One'), p('Two'), p('Two'), list('Three'));
  const after = doc(p('One'), p('Two, changed'), p('Two'), list('Three'));
  expect(doc(p('One'), p('Two'), p('Two'), list('Three'))).toEqual(before);
  const ids = idsOf(before);
  expect(new Set(ids).size).toBe(ids.length);
  expect(idsOf(after)[0]).toBe(ids[0]);
  expect(idsOf(after)[1]).not.toBe(ids[1]);
  expect(idsOf(after).slice(3)).toEqual(ids.slice(3));
});

test('setting a word in italics does not change the id of its paragraph', () => {
  expect(idsOf(doc(p('A ', em('fine'), ' day')))).toEqual(idsOf(doc(p('A fine day'))));
});

test('ids that are there stay; missing, malformed and repeated ones are given anew', () => {
  const kept = doc(withId('abcdefgh', p('One')));
  expect(giveIds(kept)).toBe(kept);
  const body = doc(withId('abcdefgh', p('One')), withId('abcdefgh', p('One')), withId('NOT-OURS', p('Two')));
  expect(idsOf(body)[0]).toBe('abcdefgh');
  expect(new Set(idsOf(body)).size).toBe(3);
  expect(idsOf(body).every(isBlockId)).toBe(true);
  expect(checkBody(body)).toBe(body);
});

test('an id that a later block brings is not given to an earlier one', () => {
  const [fresh = ''] = idsOf(doc(p('One')));
  const body = doc(p('One'), withId(fresh, p('Elsewhere')));
  expect(idsOf(body)[1]).toBe(fresh);
  expect(idsOf(body)[0]).not.toBe(fresh);
});

test('odd content is left for the check to refuse', () => {
  for (const odd of [null, 3, 'x', { type: 'doc', content: [null, 4, { type: 'paragraph', attrs: 'x' }] }]) {
    expect(giveIds(odd)).toEqual(odd);
  }
});

const mixed = doc(
  p('The bridge', br(), 'is closed.'),
  crosshead('What it costs'),
  quotation('Anna Kovač', 'mayor', p('We will pay.')),
  pullQuote('Anna Kovač', 'We will pay.'),
  picture({ media: media(3), alt: 'A bridge', credit: 'Tom Reed' }, 'The bridge in May'),
  gallery(picture({ media: media(4) }), picture({ media: media(3) })),
  table('Costs', row(head('Year'), head('Euro')), row(cell('2025'), cell('40,000'))),
  factBox('The bridge', p('Built in 1952 — and kept.'), list('Long', 'Narrow')),
  file('/report.pdf', 'The report'),
  preformatted('verse', 'Roses are red'),
  alsoRead(11, 12),
);

test('the running text is one line a paragraph, without what stands beside it', () => {
  expect(plainText(mixed.content).split('\n')).toEqual([
    'The bridge is closed.',
    'What it costs',
    'We will pay.',
    'Costs',
    'Year',
    'Euro',
    '2025',
    '40,000',
    'The bridge',
    'Built in 1952 — and kept.',
    'Long',
    'Narrow',
    'Roses are red',
  ]);
});

test('search looks through captions, credits, speakers and names of files too', () => {
  const text = searchText(mixed.content);
  for (const words of ['The bridge in May', 'Tom Reed', 'A bridge', 'Anna Kovač, mayor', 'The report']) {
    expect(text).toContain(words);
  }
});

test('words are counted as a person would, in any script', () => {
  const words = (text: string) => wordCount(doc(p(text)).content);
  expect(words('A well-known “quote” — by 3 people, isn’t it?')).toBe(8);
  expect(words('  …  –  ')).toBe(0);
  expect(words('Žluťoučký kůň')).toBe(2);
  expect(words('橋を渡る')).toBe(4);
  expect(wordCount(mixed.content)).toBe(27);
});

test('a body is parted at its premium cut', () => {
  const [one, cut, two] = doc(p('One'), premiumCut(), p('Two')).content;
  const body = { type: 'doc' as const, content: [one, cut, two] as Body['content'] };
  expect(splitAtCut(body)).toEqual({ before: [one], cut, after: [two] });
  expect(splitAtCut(mixed)).toEqual({ before: mixed.content, cut: null, after: [] });
});

test('links are listed in order, each once, with the words they are written on', () => {
  const body = doc(
    p(
      'See ',
      link('https://example.org/', 'the ', em('whole'), ' report'),
      ' and ',
      storyLink(5, 'our story'),
      '.',
    ),
    picture({ src: '/a.jpg', alt: 'Map', href: '/map' }),
    alsoRead(7),
  );
  expect(listLinks(body)).toEqual([
    { kind: 'link', href: 'https://example.org/', story: null, text: 'the whole report' },
    { kind: 'link', href: '', story: 5, text: 'our story' },
    { kind: 'link', href: '/map', story: null, text: 'Map' },
    { kind: 'also-read', href: '', story: 7, text: '' },
  ]);
  expect(listMedia(mixed)).toEqual([3, 4]);
});

test('an importer turns addresses into stories and pictures of the library, and the rest stays the same object', () => {
  const body = doc(
    p(link('/2019/05/old', 'then')),
    p('no link'),
    gallery(picture({ src: '/a.jpg' })),
    alsoRead(1, 2),
  );
  const after = mapReferences(body, {
    link: (one) => (one.href === '/2019/05/old' ? { href: '', story: 9 as StoryId } : one),
    picture: (one) => ({ ...one, media: media(4), src: null }),
    alsoRead: (stories) => stories.filter((id) => id !== 2),
  });
  expect(listLinks(after).map((one) => one.story)).toEqual([9, 1]);
  expect(listMedia(after)).toEqual([4]);
  expect(after.content[1]).toBe(body.content[1]);
  expect(mapReferences(body, { link: (one) => one })).toBe(body);
  expect(checkBody(after)).toBe(after);
});

function refusal(json: unknown): string | null {
  try {
    checkBody(json);
    return null;
  } catch (error) {
    if (isFault(error, 'body-not-of-schema')) return error.message;
    throw error;
  }
}

/** By ProseMirror's own judgement; ids that repeat and depth are beyond what its schemas can say. */
function isOfSchema(json: unknown): boolean {
  try {
    bodySchema.nodeFromJSON(json).check();
    return true;
  } catch {
    return false;
  }
}

/** Breaks one thing of a body, or nothing. */
function spoil(body: Body, random: () => number): unknown {
  const json = JSON.parse(JSON.stringify(body));
  const block = json.content[Math.floor(random() * json.content.length)];
  if (!block) return json;
  const spoilers = [
    () => {},
    () => {
      block.type = 'marquee';
    },
    () => {
      block.attrs.id = 'X';
    },
    () => {
      block.content = [{ type: 'tableRow', content: [] }];
    },
    () => {
      if (block.type === 'crosshead') block.attrs.level = 9;
    },
  ];
  spoilers[Math.floor(random() * spoilers.length)]?.();
  return json;
}

function bodyOf(...content: unknown[]): unknown {
  return { type: 'doc', content };
}

function paragraphWith(...content: unknown[]): unknown {
  return { type: 'paragraph', attrs: { id: 'abcdefgh' }, content };
}

function idsOf(body: Body): string[] {
  return JSON.stringify(body).match(/(?<="id":")[^"]*/g) ?? [];
}
