import type { SectionId, StoryId } from '#kit/ids.js';
import { type Container, type FrontCard, type FrontDraft, nothingUp, storyCard, type Up } from '../front.ts';
import { applyLaunch, type Wish } from '../launch.ts';

/** An id that says what it is of: `lead0000`, `card0012`. */
export function idOf(name: string): string {
  const word = name.replace(/\d+$/, '');
  return word + name.slice(word.length).padStart(8 - word.length, '0');
}

export function aCard(story: number, change: Partial<FrontCard> = {}): FrontCard {
  return { ...storyCard(idOf(`card${story}`), story as StoryId), ...change };
}

/** A container with the cards of these stories. */
export function aContainer(
  name: string,
  stories: readonly number[],
  change: Partial<Container> = {},
): Container {
  return {
    ...{ id: idOf(name), layout: 'list' as const, title: name, rule: null, limit: 6 },
    cards: stories.map((story) => aCard(story)),
    ...change,
  };
}

/** What is up after these containers were launched for the first time. */
export function anUp(containers: readonly Container[]): Up {
  return applyLaunch(nothingUp, aWish({ containers, aside: [], bases: {} }), null).up;
}

/** A draft made from what is up. */
export function draftOf(up: Up): FrontDraft {
  const bases = Object.fromEntries(up.containers.map(({ id }) => [id, up.version]));
  return { containers: up.containers, aside: [], bases: { ...bases, order: up.version } };
}

export function aWish(draft: FrontDraft, change: Partial<Wish> = {}): Wish {
  const { containers, bases } = draft;
  return { containers, bases, carries: null, after: [], ...change };
}

export const section = (id: number) => id as SectionId;

/** The same numbers for the same seed, so that what a test finds can be found again. */
export function seeded(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
