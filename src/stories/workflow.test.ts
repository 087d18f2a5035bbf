import { expect, test } from 'vitest';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { no } from '#kit/result.js';
import type { Draft, Published, Timing } from './story.ts';
import { isOut, kill, publish, readersWindow, withdraw } from './workflow.ts';

const draft: Draft = {
  id: 7 as StoryId,
  kind: 'story',
  path: '/news/ferry',
  slug: 'ferry',
  state: 'draft',
  embargo: { is: 'none' },
  held: false,
};
const noon = new Date('2026-03-01T12:00:00Z');
const wish = {
  revision: 3 as RevisionId,
  publishedAt: noon.getTime(),
  unpublishAt: null,
  embargo: { is: 'none' as const },
  readersAreTold: true,
};

function published(): Published {
  const outcome = publish(draft, wish, noon);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

test('a draft goes out at the time it is given', () => {
  expect(published()).toMatchObject({
    state: 'published',
    revision: 3,
    updatedAt: null,
    timing: { publishedAt: noon.getTime() },
  });
});

test('a story keeps its first time when it is updated, and says when that was', () => {
  const later = new Date('2026-03-01T15:30:00Z');
  const outcome = publish(
    published(),
    { ...wish, revision: 4 as RevisionId, publishedAt: later.getTime() },
    later,
  );
  expect(outcome).toMatchObject({
    ok: true,
    value: { revision: 4, updatedAt: later.getTime(), timing: { publishedAt: noon.getTime() } },
  });
});

test('a spelling set right silently shows no update', () => {
  const outcome = publish(
    published(),
    { ...wish, revision: 4 as RevisionId, readersAreTold: false },
    new Date('2026-03-02T00:00:00Z'),
  );
  expect(outcome).toMatchObject({ ok: true, value: { updatedAt: null } });
});

test('a scheduled story may be given another time until it is out', () => {
  const six = new Date('2026-03-02T06:00:00Z').getTime();
  const scheduled = publish(draft, { ...wish, publishedAt: six }, noon);
  if (!scheduled.ok) throw new Error('refused');
  expect(isOut(scheduled.value.timing, noon)).toBe(false);
  expect(publish(scheduled.value, { ...wish, publishedAt: six + 3_600_000 }, noon)).toMatchObject({
    value: { timing: { publishedAt: six + 3_600_000 } },
  });
});

test('a story is there from the second of its time to the second of its end', () => {
  const timing: Timing = { publishedAt: 1_000, embargo: { is: 'none' }, unpublishAt: 5_000, held: false };
  expect([999, 1_000, 4_999, 5_000].map((at) => isOut(timing, new Date(at)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a story under embargo is not there until the second it lifts, whatever its own time', () => {
  const timing: Timing = {
    publishedAt: 1_000,
    embargo: { is: 'until', at: 4_000 },
    unpublishAt: null,
    held: false,
  };
  expect([1_000, 3_999, 4_000].map((at) => isOut(timing, new Date(at)))).toEqual([false, false, true]);
  expect(readersWindow({ ...timing, embargo: { is: 'until-lifted' } })).toBeNull();
});

test('what somebody holds is not published, and not there', () => {
  expect(publish({ ...draft, held: true }, wish, noon)).toEqual(no({ code: 'story-held' }));
  expect(isOut({ publishedAt: 0, embargo: { is: 'none' }, unpublishAt: null, held: true }, noon)).toBe(false);
});

test('a killed story is not published again', () => {
  expect(publish(kill(published()), wish, noon)).toEqual(no({ code: 'story-killed' }));
});

test('a withdrawn story may return', () => {
  expect(publish(withdraw(published()), wish, noon).ok).toBe(true);
});

test('a story that would end before it begins is refused', () => {
  const outcome = publish(draft, { ...wish, unpublishAt: noon.getTime() }, noon);
  expect(outcome).toEqual(
    no({ code: 'story-ends-before-it-begins', publishedAt: noon.getTime(), unpublishAt: noon.getTime() }),
  );
});
