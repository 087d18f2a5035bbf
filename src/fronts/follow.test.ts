import { expect, test } from 'vitest';
import { followUp } from './follow.ts';
import { applyLaunch, planLaunch } from './launch.ts';
import { aCard, aContainer, anUp, aWish, draftOf, idOf } from './testing/a-front.fixture.ts';

const lead = aContainer('lead', [1, 2]);
const sport = aContainer('sport', [3, 4]);
const up = anUp([lead, sport]);
const flash = { ...lead, cards: [aCard(99), ...lead.cards] };
const broken = applyLaunch(up, aWish({ ...draftOf(up), containers: [flash, sport] }), null).up;

test('what nobody has touched in the draft becomes what is up now', () => {
  const draft = followUp(draftOf(up), up, broken);
  expect(draft.containers).toEqual([flash, sport]);
  expect(planLaunch(broken, aWish(draft))).toEqual({ changes: [], left: [], moved: false });
});

test('a breaking story is put first into a lead that an editor is working on, so that nobody launches it away', () => {
  const working = { ...draftOf(up), containers: [{ ...lead, cards: [aCard(2), aCard(8)] }, sport] };
  const draft = followUp(working, up, broken);
  expect(draft.containers[0]?.cards.map(({ story }) => story)).toEqual([99, 2, 8]);
  expect(planLaunch(broken, aWish(draft)).left).toEqual([]);
});

test('a lead that was worked on while a colleague launched another one stays, and is not launched over it', () => {
  const theirs = applyLaunch(
    up,
    aWish({ ...draftOf(up), containers: [{ ...lead, cards: [aCard(5)] }, sport] }),
    null,
  ).up;
  const working = { ...draftOf(up), containers: [{ ...lead, cards: [aCard(6)] }, sport] };
  const draft = followUp(working, up, theirs);
  expect(draft.containers[0]?.cards).toEqual([aCard(6)]);
  expect(planLaunch(theirs, aWish(draft)).left).toMatchObject([{ id: idOf('lead'), why: 'changed-since' }]);
});

test('what is typed between a launch and its answer is made from what was launched', () => {
  const draft = { ...draftOf(up), containers: [{ ...lead, title: 'Late' }, sport] };
  const after = applyLaunch(up, aWish(draft), null).up;
  const typed = { ...draft, containers: [{ ...lead, title: 'Later' }, sport] };
  const followed = followUp(typed, up, after, draft.bases);
  expect(planLaunch(after, aWish(followed))).toMatchObject({ changes: [{ what: 'changed' }], left: [] });
});

test('containers taken off, put up and moved by a colleague are so in an untouched draft', () => {
  const weather = aContainer('weather', []);
  const theirs = applyLaunch(up, aWish({ ...draftOf(up), containers: [weather, sport] }), null).up;
  expect(followUp(draftOf(up), up, theirs).containers).toEqual([weather, sport]);
  const turned = applyLaunch(up, aWish({ ...draftOf(up), containers: [sport, lead] }), null).up;
  expect(followUp(draftOf(up), up, turned).containers).toEqual([sport, lead]);
});
