import type { BylineId, SectionId, TopicId } from '#kit/ids.js';
import type { Access } from './access.ts';
import type { Rights } from './gate.ts';
import type { Content } from './story.ts';

/**
 * Tags stand in the index beside the words, in a column that no typed word is looked for in: what a story belongs to
 * and who may read it whole. `all` every story · `s3` section · `t17` topic · `b4` byline · `aopen`, `aregistered`,
 * `amembers` and `atier` with the tier's name in hexadecimal · access.
 */
export type Tag = string;

export const everyStory: Tag = 'all';

export const sectionTag = (id: SectionId): Tag => `s${id}`;
export const topicTag = (id: TopicId): Tag => `t${id}`;
export const bylineTag = (id: BylineId): Tag => `b${id}`;

export function tagsOf({ access, section, topics, credits }: Content): Tag[] {
  return [
    everyStory,
    ...accessTags(access),
    ...(section === null ? [] : [sectionTag(section)]),
    ...new Set(topics.map(topicTag)),
    ...new Set(credits.map(({ byline }) => bylineTag(byline))),
  ];
}

function accessTags(access: Access): Tag[] {
  return access.to === 'tiers' ? access.tiers.map(tierTag) : [`a${access.to}`];
}

/**
 * Stories of which these rights open the rest: all, or those with one of these tags. The same decision as the gate's
 * `opens`, put so that an index can be asked; a test holds the two together.
 */
export function openedBy({ registered, tiers }: Rights): 'all' | Tag[] {
  if (tiers === 'any') return 'all';
  if (tiers === 'none') return registered ? ['aregistered'] : [];
  return ['aregistered', ...(tiers.size > 0 ? ['amembers'] : []), ...[...tiers].map(tierTag)];
}

function tierTag(tier: string): Tag {
  const hex = [...new TextEncoder().encode(tier)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `atier${hex.join('')}`;
}
