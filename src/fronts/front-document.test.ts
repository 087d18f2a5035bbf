import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { between } from './between.ts';
import {
  addContainer,
  applyDraft,
  changeCard,
  changeContainer,
  docOfDraft,
  draftOfDoc,
  moveCard,
  moveContainer,
  placeCard,
  removeCard,
  removeContainer,
  takeOver,
} from './front-document.ts';
import { readCard } from './read-front.ts';
import { aCard, aContainer, anUp, draftOf, idOf, seeded } from './testing/a-front.fixture.ts';

const draft = draftOf(anUp([aContainer('lead', [1, 2]), aContainer('sport', [3, 4, 5])]));

function open(state: Uint8Array = docOfDraft(draft)): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

/** Two editors with the same front, and how what each did reaches the other. */
function two(): { anna: Y.Doc; tom: Y.Doc; meet: () => void } {
  const state = docOfDraft(draft);
  const [anna, tom] = [open(state), open(state)];
  const meet = () => {
    Y.applyUpdate(anna, Y.encodeStateAsUpdate(tom));
    Y.applyUpdate(tom, Y.encodeStateAsUpdate(anna));
    expect(draftOfDoc(anna)).toEqual(draftOfDoc(tom));
  };
  return { anna, tom, meet };
}

const stories = (doc: Y.Doc, at: number) => draftOfDoc(doc).containers[at]?.cards.map(({ story }) => story);

test('a draft comes back from its document as it went in', () => {
  expect(draftOfDoc(open())).toEqual(draft);
});

test('cards that two editors place at the same spot both stand there', () => {
  const { anna, tom, meet } = two();
  placeCard(anna, aCard(10), { container: idOf('lead'), before: idOf('card1') });
  placeCard(tom, aCard(11), { container: idOf('lead'), before: idOf('card1') });
  meet();
  expect(stories(anna, 0)?.slice(0, 2).toSorted()).toEqual([10, 11]);
  expect(stories(anna, 0)?.slice(2)).toEqual([1, 2]);
});

test('a card that two editors move stands once', () => {
  const { anna, tom, meet } = two();
  moveCard(anna, idOf('card1'), { container: idOf('sport'), before: null });
  moveCard(tom, idOf('card1'), { container: idOf('sport'), before: idOf('card3') });
  meet();
  expect([...(stories(anna, 0) ?? []), ...(stories(anna, 1) ?? [])].filter((story) => story === 1)).toEqual([
    1,
  ]);
});

test('one writes the headline of a card while another moves it: both hold', () => {
  const { anna, tom, meet } = two();
  changeCard(anna, idOf('card1'), { headline: 'Ferry stays' });
  moveCard(tom, idOf('card1'), { container: idOf('sport'), before: null });
  meet();
  expect(draftOfDoc(tom).containers[1]?.cards.at(-1)).toMatchObject({ story: 1, headline: 'Ferry stays' });
});

test('a card placed in a container that is removed meanwhile is set aside and not lost', () => {
  const { anna, tom, meet } = two();
  removeContainer(anna, idOf('sport'));
  placeCard(tom, aCard(12), { container: idOf('sport'), before: null });
  meet();
  expect(draftOfDoc(anna).aside.map(({ story }) => story)).toEqual([12]);
});

test('a story placed where it stands already is moved and not doubled', () => {
  const doc = open();
  placeCard(doc, { ...aCard(2), id: 'another1' }, { container: idOf('lead'), before: idOf('card1') });
  expect(stories(doc, 0)).toEqual([2, 1]);
});

test('containers are added, moved, changed and removed', () => {
  const doc = open();
  addContainer(doc, aContainer('books', [6]), idOf('sport'));
  moveContainer(doc, idOf('lead'), null);
  changeContainer(doc, idOf('books'), { title: 'Books', layout: 'pair', rule: { by: 'newest' }, limit: 2 });
  removeCard(doc, idOf('card3'));
  const { containers } = draftOfDoc(doc);
  expect(containers.map(({ id }) => id)).toEqual([idOf('books'), idOf('sport'), idOf('lead')]);
  expect(containers[0]).toMatchObject({ title: 'Books', layout: 'pair', limit: 2, rule: { by: 'newest' } });
  expect(stories(doc, 1)).toEqual([4, 5]);
});

test('taking over what is up puts a container right, cards and base', () => {
  const doc = open();
  const container = aContainer('lead', [20, 2]);
  takeOver(doc, idOf('lead'), { container, version: 7 });
  expect(draftOfDoc(doc).containers[0]).toEqual(container);
  expect(draftOfDoc(doc).bases[idOf('lead')]).toBe(7);
});

test('any draft can be made of any other', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const random = seeded(seed);
    const shuffled = <Item>(items: readonly Item[]) =>
      items
        .map((item) => ({ item, at: random() }))
        .sort((one, other) => one.at - other.at)
        .map(({ item }) => item);
    const boxes = shuffled(['lead', 'sport', 'books', 'views']).slice(0, 1 + Math.floor(random() * 4));
    const cards = shuffled([1, 2, 3, 4, 5, 6, 7, 8]);
    const containers = boxes.map((name) => aContainer(name, cards.splice(0, Math.floor(random() * 4))));
    const wanted = draftOf(anUp(containers));
    const doc = open();
    applyDraft(doc, wanted);
    expect(draftOfDoc(doc), `seed ${seed}`).toEqual(wanted);
  }
});

test('a card does not end at a time that no calendar knows', () => {
  const card = {
    id: 'card0001',
    story: 1,
    headline: 'Own',
    noted: { headline: '', at: Number.MAX_SAFE_INTEGER },
  };
  expect(readCard({ ...card, until: Number.MAX_SAFE_INTEGER })).toMatchObject({ until: null, noted: null });
  expect(readCard({ ...card, until: 1_780_000_000_000 })).toMatchObject({ until: 1_780_000_000_000 });
});

test('what a stranger wrote into the document is read for what it is worth', () => {
  const doc = open();
  doc
    .getMap('cards')
    .set('evil0000', new Y.Map(Object.entries({ story: null, href: 'javascript:alert(1)', headline: 'x' })));
  doc.getMap('cards').set('evil0001', 'no map');
  doc
    .getMap('containers')
    .set('evil0002', new Y.Map(Object.entries({ layout: '<script>', limit: -4, at: {} })));
  doc.getMap('bases').set('__proto__', 7);
  const read = draftOfDoc(doc);
  expect(read.aside).toEqual([]);
  expect(read.containers.at(-1)).toMatchObject({ id: 'evil0002', layout: 'list', limit: 6 });
  expect(read.bases).toEqual(draft.bases);
});

test('there is always a place between two others', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const random = seeded(seed);
    const places: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      const at = Math.floor(random() * (places.length + 1));
      places.splice(at, 0, between(places[at - 1] ?? '', places[at] ?? null));
    }
    expect(places, `seed ${seed}`).toEqual(places.toSorted((one, other) => (one < other ? -1 : 1)));
    expect(new Set(places).size).toBe(places.length);
  }
});
