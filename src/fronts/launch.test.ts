import { expect, test } from 'vitest';
import { type Container, type FrontDraft, nothingUp, type Up } from './front.ts';
import { applyLaunch, planLaunch } from './launch.ts';
import { aCard, aContainer, anUp, aWish, draftOf, idOf, seeded } from './testing/a-front.fixture.ts';

const lead = aContainer('lead', [1, 2]);
const sport = aContainer('sport', [3, 4]);
const up = anUp([lead, sport]);

test('the first launch brings up the whole draft', () => {
  expect(up.version).toBe(1);
  expect(up.containers).toEqual([lead, sport]);
});

test('a launch carries only the containers that were changed', () => {
  const changed = { ...sport, cards: [aCard(9), ...sport.cards] };
  const { up: next, plan } = applyLaunch(up, aWish({ ...draftOf(up), containers: [lead, changed] }), null);
  expect(plan.changes).toEqual([{ id: idOf('sport'), title: 'sport', what: 'changed' }]);
  expect(next.containers).toEqual([lead, changed]);
  expect(next.since[idOf('lead')]?.version).toBe(1);
  expect(next.since[idOf('sport')]?.version).toBe(2);
});

test('a lead that broke since the launch was planned is left, and the launch says so; the rest is carried', () => {
  const planned = [
    { ...lead, cards: [aCard(7)] },
    { ...sport, title: 'Sport today' },
  ];
  const wish = aWish({ ...draftOf(up), containers: planned });
  const flash = { ...lead, cards: [aCard(99), ...lead.cards] };
  const broken = applyLaunch(up, aWish({ ...draftOf(up), containers: [flash, sport] }), null).up;
  const { up: next, plan } = applyLaunch(broken, wish, 5);
  expect(plan.left).toEqual([{ id: idOf('lead'), title: 'lead', why: 'changed-since', version: 2 }]);
  expect(next.containers).toEqual([flash, { ...sport, title: 'Sport today' }]);
});

test('of two timed launches the later one knows what the earlier one brings', () => {
  const six = aWish({ ...draftOf(up), containers: [{ ...lead, cards: [aCard(6)] }, sport] });
  const eight = aWish(
    { ...draftOf(up), containers: [{ ...lead, cards: [aCard(8)] }, sport] },
    { after: [12] },
  );
  const morning = applyLaunch(up, six, 12).up;
  expect(planLaunch(morning, eight).left).toEqual([]);
  expect(applyLaunch(morning, eight, 13).up.containers[0]?.cards).toEqual([aCard(8)]);
});

test('a container that a colleague put up is not taken off by a draft that never knew it', () => {
  const weather = aContainer('weather', []);
  const more = applyLaunch(up, aWish({ ...draftOf(up), containers: [lead, weather, sport] }), null).up;
  const { up: next } = applyLaunch(more, aWish({ ...draftOf(up), containers: [sport, lead] }), null);
  expect(next.containers.map(({ title }) => title).toSorted()).toEqual(['lead', 'sport', 'weather']);
});

test('a container that was taken off since is not put up again unasked', () => {
  const less = applyLaunch(up, aWish({ ...draftOf(up), containers: [lead] }), null).up;
  const plan = planLaunch(less, aWish({ ...draftOf(up), containers: [lead, { ...sport, title: 'Sports' }] }));
  expect(plan.changes).toEqual([]);
  expect(plan.left).toMatchObject([{ title: 'Sports', why: 'removed-since' }]);
});

test('what is not chosen stays behind', () => {
  const draft = {
    ...draftOf(up),
    containers: [
      { ...lead, title: 'New' },
      { ...sport, title: 'Newer' },
    ],
  };
  const { up: next } = applyLaunch(up, aWish(draft, { carries: [idOf('sport')] }), null);
  expect(next.containers.map(({ title }) => title)).toEqual(['lead', 'Newer']);
});

test('a launch of what is up already makes no version', () => {
  expect(applyLaunch(up, aWish(draftOf(up)), null).up).toBe(up);
  expect(applyLaunch(nothingUp, aWish({ containers: [], aside: [], bases: {} }), null).up).toBe(nothingUp);
});

test('whatever two editors do, nothing a colleague launched meanwhile is lost, and a launch repeated does nothing', () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const random = seeded(seed);
    const start = anUp(
      Array.from({ length: 1 + Math.floor(random() * 5) }, (_, at) => aContainer(`box${at}`, [at])),
    );
    const [mine, theirs] = [rearrange(draftOf(start), random, 'm'), rearrange(draftOf(start), random, 't')];
    const between = applyLaunch(start, aWish(theirs), null).up;
    const { up: after, plan } = applyLaunch(between, aWish(mine), null);
    holdsWhatOthersDid(start, between, after);
    const ids = after.containers.map(({ id }) => id);
    expect(new Set(ids).size, `seed ${seed}`).toBe(ids.length);
    const again = applyLaunch(after, { ...aWish(mine), bases: rebased(mine, after) }, null);
    expect(again.plan.changes.filter(({ id }) => !plan.left.some((left) => left.id === id))).toEqual([]);
  }
});

test('without anybody else a launch makes what is up equal to the draft, order and all', () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const random = seeded(seed);
    const start = anUp(
      Array.from({ length: Math.floor(random() * 6) }, (_, at) => aContainer(`box${at}`, [at])),
    );
    const mine = rearrange(draftOf(start), random, 'm');
    expect(applyLaunch(start, aWish(mine), null).up.containers, `seed ${seed}`).toEqual(mine.containers);
  }
});

/** Every container that changed from `start` to `between` is the same in `after`. */
function holdsWhatOthersDid(start: Up, between: Up, after: Up): void {
  for (const container of between.containers) {
    const before = start.containers.find(({ id }) => id === container.id);
    if (JSON.stringify(before) !== JSON.stringify(container))
      expect(after.containers).toContainEqual(container);
  }
}

function rebased(draft: FrontDraft, up: Up): Record<string, number> {
  return Object.fromEntries(draft.containers.map(({ id }) => [id, up.version]));
}

/** A few random acts: retitle, remove, add, move. */
function rearrange(draft: FrontDraft, random: () => number, who: string): FrontDraft {
  let containers: Container[] = [...draft.containers];
  for (let act = 0; act < 4; act += 1) {
    const at = Math.floor(random() * containers.length);
    const kind = Math.floor(random() * 4);
    if (kind === 0)
      containers = containers.map((one, index) => (index === at ? { ...one, title: `${who}${act}` } : one));
    if (kind === 1) containers = containers.filter((_, index) => index !== at);
    if (kind === 2) containers.splice(at, 0, aContainer(`${who}new${act}`, [50 + act]));
    if (kind === 3) {
      const [moved] = containers.splice(at, 1);
      if (moved) containers.splice(Math.floor(random() * (containers.length + 1)), 0, moved);
    }
  }
  return { ...draft, containers };
}
