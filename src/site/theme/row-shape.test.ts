import { expect, test } from 'vitest';
import { shapeRows } from './row-shape.ts';
import { business, card, opinion, town } from './testing/cards.fixture.ts';
import { picture } from './testing/paper.fixture.ts';

const section = { label: 'Town', href: '/town' };
const plain = [card('Town', 'One'), card('Town', 'Two'), card('Town', 'Three')];
const one = [...plain, card('Town', 'With a picture', { picture: picture('mill') })];
const rows = (...cards: (typeof plain)[]) => cards.map((row) => ({ section, shape: null, cards: row }));

test('a row without pictures is a list, wherever it stands', () => {
  expect(shapeRows(rows(plain, plain)).map((row) => row.shape)).toEqual(['list', 'list']);
});

test('the one card with a picture leads its row, and the others keep their order', () => {
  const [row] = shapeRows(rows(one));
  expect(row?.shape).toBe('picture');
  expect(row?.cards.map((each) => each.headline)).toEqual(['With a picture', 'One', 'Two', 'Three']);
});

test('neighbours differ in shape as far as their pictures allow', () => {
  const shapes = shapeRows(rows([...business], [...business], one, one, [...business])).map(
    (row) => row.shape,
  );
  expect(shapes).toEqual(['picture', 'three', 'list', 'picture', 'three']);
});

test('three up needs three pictures', () => {
  const [row] = shapeRows([{ section, shape: 'three', cards: one }]);
  expect(row?.shape).toBe('list');
});

test('columns of people who are pictured stand as opinion', () => {
  expect(shapeRows(rows([...opinion]))[0]?.shape).toBe('opinion');
});

test('a shape given by hand keeps its cards where the editor put them', () => {
  const [row] = shapeRows([{ section, shape: 'picture', cards: town }]);
  expect(row?.cards).toBe(town);
});
