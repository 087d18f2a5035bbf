import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs';
import { checkBody } from './document/check.ts';
import type { Body } from './document.ts';
import type { Content } from './story.ts';
import {
  br,
  crosshead,
  doc,
  em,
  link,
  list,
  p,
  premiumCut,
  quotation,
  strong,
} from './testing/doc.fixture.ts';
import { newStory } from './testing/new-story.ts';
import { randomBody, randomFrom } from './testing/random-body.fixture.ts';
import {
  applyContent,
  bodyOf,
  contentOfDoc,
  docOfContent,
  docOfUpdate,
  fieldsOf,
  readDoc,
  textOf,
} from './working-document.ts';
import { workingSchema } from './working-schema.ts';

const plain = newStory({ headline: 'Bridge closed', at: '2026-06-01T06:00:00Z', text: '' }).content;
const contentWith = (body: Body, change: Partial<Content> = {}): Content => ({ ...plain, ...change, body });
const opened = (content: Content) => docOfUpdate(docOfContent(content));

/** Runs with the same marks joined, and line breaks marked as the words around them: what a shared document keeps. */
function settled(body: Body): Body {
  return contentOfDoc(opened(contentWith(body))).body;
}

function wordsOf(body: Body): string {
  return JSON.stringify(body, (key, value) => (key === 'marks' ? undefined : value)).replaceAll(
    /"\},\{"type":"text","text":"/g,
    '',
  );
}

test('whatever a story holds, its working document holds the same', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const body = randomBody(randomFrom(seed));
    const back = settled(body);
    expect(wordsOf(back), `seed ${seed}`).toBe(wordsOf(checkBody(body)));
    expect(settled(back), `seed ${seed}`).toEqual(back);
  }
});

test('marks, links and line breaks are the same after being in a working document', () => {
  const body = doc(
    p('The ', strong('old ', em('bridge')), br(), link('/news/x', 'is ', strong('closed')), '.'),
    crosshead('Costs', 2),
    list('One', 'Two'),
    quotation('Ada', null, p('So.')),
    premiumCut(),
    p(),
  );
  expect(settled(body)).toEqual(body);
});

test('every field of a story comes back as it was put in', () => {
  const content = contentWith(doc(p('x')), {
    frontHeadline: 'Closed',
    standfirst: 'For a year.',
    kicker: 'Traffic',
    dateline: 'RIVERSIDE (TP)',
    section: 3 as Content['section'],
    credits: [{ byline: 4 as never, role: '' }],
    agencyCredit: 'Tidewater Press',
    topics: [7, 9] as Content['topics'],
    access: { to: 'tiers', tiers: ['gold'] },
    lead: { media: 2 as never, alt: 'A bridge', caption: '', credit: '' },
    language: 'de',
    searchTitle: 'Bridge',
    searchDescription: 'About it',
    canonical: 'https://example.org/a',
    noindex: true,
  });
  expect(contentOfDoc(opened(content))).toEqual(content);
});

test('the editor’s own binding reads and writes the same document', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const shared = opened(contentWith(randomBody(randomFrom(seed))));
    const before = contentOfDoc(shared);
    const { doc: node } = initProseMirrorDoc(bodyOf(shared), workingSchema);
    node.check();
    expect(contentOfDoc(shared), `seed ${seed}`).toEqual(before);
    const other = new Doc();
    updateYFragment(other, bodyOf(other), node, { mapping: new Map(), isOMark: new Map() });
    expect(contentOfDoc(other).body, `seed ${seed}`).toEqual(before.body);
  }
});

test('open suggestions count as refused and notes are left out', () => {
  const shared = opened(contentWith(doc(p('The minister spoke.'), p('Nobody listened.'))));
  const [first, second] = bodyOf(shared).toArray() as XmlElement[];
  const text = first?.get(0) as XmlText;
  text.insert(4, 'prime ', { suggestedIn: { id: 'a', by: 1, at: 2 } });
  text.format(0, 3, { suggestedOut: { id: 'b', by: 1, at: 2 }, 'note--AAAAAAAA': { id: 'n' } });
  second?.setAttribute('suggested', 'out');
  const added = new XmlElement('paragraph');
  added.setAttribute('suggested', 'in');
  const newWords = new XmlText('All new.');
  newWords.format(0, 8, { suggestedIn: { id: 'c', by: 1, at: 2 } });
  added.insert(0, [newWords]);
  bodyOf(shared).insert(1, [added]);
  const { content, left } = readDoc(shared);
  expect(content.body.content).toMatchObject([
    { content: [{ type: 'text', text: 'The minister spoke.' }] },
    { content: [{ type: 'text', text: 'Nobody listened.' }] },
  ]);
  expect(left).toEqual([]);
});

test('a paragraph that a suggestion parted is one paragraph again when the suggestion is refused', () => {
  const shared = opened(contentWith(doc(p('The minister'), p(' spoke.'))));
  (bodyOf(shared).get(1) as XmlElement).setAttribute('suggested', 'in');
  expect(contentOfDoc(shared).body.content).toMatchObject([
    { content: [{ type: 'text', text: 'The minister spoke.' }] },
  ]);
});

test('what a broken or hostile program wrote is left out and said, the rest stays', () => {
  const shared = opened(contentWith(doc(p('Good.'), p('Linked.'))));
  const body = bodyOf(shared);
  const script = new XmlElement('script');
  const picture = new XmlElement('picture');
  picture.setAttribute('src', 'javascript:alert(1)');
  const nested = new XmlElement('list');
  let deep = nested;
  for (let depth = 0; depth < 300; depth++) {
    const inner = new XmlElement(depth % 2 ? 'list' : 'listItem');
    deep.insert(0, [inner]);
    deep = inner;
  }
  body.push([
    script,
    picture,
    nested,
    new XmlText('loose'),
    new XmlElement('embed'),
    new XmlElement('__proto__'),
  ]);
  ((body.get(1) as XmlElement).get(0) as XmlText).format(0, 6, {
    link: { href: 'javascript:x', story: null },
  });
  (body.get(1) as XmlElement).setAttribute('id', (body.get(0) as XmlElement).getAttribute('id') ?? '');
  // biome-ignore lint/suspicious/noExplicitAny: what no honest program would write
  (body as any).insert(0, ['text', { some: 'thing' }, 7]);
  fieldsOf(shared).set('credits', { length: 3 });
  fieldsOf(shared).set('section', 'news');
  fieldsOf(shared).set('access', { to: 'open' });
  fieldsOf(shared).set('canonical', 'javascript:alert(1)');
  fieldsOf(shared).set('lead', 'x');
  textOf(shared, 'headline').insert(0, 'Two\nlines\u0000 ');
  const { content, left } = readDoc(shared);
  expect(checkBody(content.body)).toEqual(content.body);
  expect(content.body.content.map(({ type }) => type)).toEqual(['paragraph', 'paragraph', 'picture']);
  expect(new Set(content.body.content.map(({ attrs }) => attrs.id)).size).toBe(3);
  expect(JSON.stringify(content)).not.toContain('javascript:');
  expect(content).toMatchObject({
    credits: [],
    section: null,
    access: { to: 'members' },
    canonical: '',
    lead: null,
  });
  expect(content.headline).toBe('Two lines Bridge closed');
  expect(left.length).toBeGreaterThan(5);
});

test('a second premium cut, set by two people at once, does not count', () => {
  const shared = opened(contentWith(doc(p('a'), premiumCut(), p('b'))));
  bodyOf(shared).push([new XmlElement('premiumCut')]);
  expect(contentOfDoc(shared).body.content.map(({ type }) => type)).toEqual([
    'paragraph',
    'premiumCut',
    'paragraph',
  ]);
});

test('writing a content over a working document makes it that content, from whatever it was', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const shared = opened(contentWith(randomBody(random)));
    const wanted = settled(randomBody(random));
    applyContent(shared, contentWith(wanted, { headline: 'Other' }));
    expect(contentOfDoc(shared), `seed ${seed}`).toEqual(contentWith(wanted, { headline: 'Other' }));
  }
});

test('only the blocks that differ are touched: what is typed elsewhere meanwhile stays', () => {
  const before = doc(p('One is first.'), p('Two is second.'), p('Three is third.'));
  const server = opened(contentWith(before));
  const reporter = docOfUpdate(encodeStateAsUpdate(server));
  const wordsIn = (shared: Doc, at: number) => (bodyOf(shared).get(at) as XmlElement).get(0) as XmlText;
  wordsIn(reporter, 1).insert(3, ' (typed)');
  wordsIn(server, 2).format(0, 5, { 'note--AAAAAAAA': { id: 'n' } });
  const [one, two, three] = before.content;
  const added = { ...p('New.'), attrs: { id: 'newblock' } };
  const changed = { ...three, content: [{ type: 'text', text: 'Three is the last.' }] };
  const wanted = { type: 'doc', content: [one, added, two, changed] } as Body;
  applyContent(server, contentWith(wanted));
  applyUpdate(server, encodeStateAsUpdate(reporter));
  expect(contentOfDoc(server).body.content.map((block) => JSON.stringify(block))).toMatchObject([
    expect.stringContaining('One is first.'),
    expect.stringContaining('New.'),
    expect.stringContaining('Two (typed) is second.'),
    expect.stringContaining('Three is the last.'),
  ]);
  expect(JSON.stringify(wordsIn(server, 3).toDelta())).toContain('note--');
});

test('writing the same content again changes nothing', () => {
  const shared = opened(contentWith(doc(p('One ', strong('is'), ' first.'), list('a', 'b'))));
  const state = encodeStateAsUpdate(shared);
  applyContent(shared, contentOfDoc(shared));
  expect(encodeStateAsUpdate(shared)).toEqual(state);
});
