/** What the read API is asked and answers with. Validation, types and the OpenAPI document are made of these. */

import { type Static, Type } from 'typebox';
import { NinjsStory } from '#stories/ninjs.js';

const exactly = { additionalProperties: false };
/** Slugs and keys have no control characters, and neither database should be handed any. */
const slug = (description: string) =>
  Type.Optional(Type.String({ pattern: '^[^\\u0000-\\u001f]{1,200}$', description }));
const moment = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }));
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 }));

export const StoriesQuery = Type.Object(
  {
    section: slug('stories of this section and of those below it, by its slug'),
    topic: slug('by the slug of a topic'),
    byline: slug('by the slug of who gets credit'),
    q: Type.Optional(
      Type.String({ maxLength: 200, description: 'words, "phrases", -without; all must occur' }),
    ),
    from: moment(
      'published at or after: 2026-03-01 (the day in the time zone of the paper) or 2026-03-01T06:00:00Z',
    ),
    to: moment('published before this moment, or on this day at the latest'),
    order: Type.Optional(
      Type.Union([Type.Literal('newest'), Type.Literal('best')], {
        description: 'best ranks the newest 2,000 stories found; without q it means newest',
      }),
    ),
    limit,
    after: slug('goes on behind the page that gave this key'),
  },
  exactly,
);
export type StoriesQuery = Static<typeof StoriesQuery>;

export const StoryParams = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
});

const next = Type.Union([Type.String({ format: 'uri' }), Type.Null()], {
  description: 'where the list goes on; null at its end',
});
const after = Type.Union([Type.String(), Type.Null()], { description: 'the key in next' });

export const StoriesReply = Type.Object({ stories: Type.Array(NinjsStory), after, next }, exactly);

export const Section = Type.Object(
  {
    id: Type.Integer(),
    slug: Type.String(),
    name: Type.String(),
    description: Type.String(),
    parent: Type.Union([Type.String(), Type.Null()], { description: 'slug of the section above' }),
    href: Type.String({ format: 'uri' }),
  },
  exactly,
);
export const SectionsReply = Type.Object({ sections: Type.Array(Section) }, exactly);

export const TopicsQuery = Type.Object(
  { limit, after: slug('topics whose slugs come after this one') },
  exactly,
);
export type TopicsQuery = Static<typeof TopicsQuery>;

export const ApiTopic = Type.Object(
  {
    id: Type.Integer(),
    slug: Type.String(),
    name: Type.String(),
    kind: Type.Union([
      Type.Literal('person'),
      Type.Literal('organisation'),
      Type.Literal('place'),
      Type.Literal('office'),
      Type.Literal('subject'),
    ]),
    description: Type.String(),
    aliases: Type.Array(Type.String()),
    latest: Type.String({ format: 'date-time', description: 'when its newest story was published' }),
    href: Type.String({ format: 'uri' }),
  },
  exactly,
);
export const TopicsReply = Type.Object({ topics: Type.Array(ApiTopic), after, next }, exactly);

export const Refusal = Type.Object(
  {
    code: Type.String({ description: 'stays the same; docs/faults.md lists them all' }),
    says: Type.String({ description: 'a sentence for a person' }),
  },
  { ...exactly, description: 'Why a question was not answered' },
);

export { NinjsStory };
