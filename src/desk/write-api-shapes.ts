import { type Static, Type } from 'typebox';
import { AskedId } from './ids-asked.ts';

const exactly = { additionalProperties: false };
const line = (description: string, most = 500) =>
  Type.Optional(Type.String({ maxLength: most, description }));

const fields = {
  headline: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  frontHeadline: line('for cards and fronts; empty for the headline'),
  standfirst: line('the summary under the headline', 2_000),
  kicker: line('the word above the headline'),
  dateline: line('place and source at the start'),
  text: line('the body as plain text; an empty line parts paragraphs', 2_000_000),
  html: line('the body as HTML; what may not come in is left out and named in notes', 4_000_000),
  body: Type.Optional(Type.Unknown({ description: 'the body as blocks, as docs/contracts.md has them' })),
  section: Type.Optional(
    Type.Union([Type.String({ maxLength: 200 }), Type.Null()], { description: 'by its slug' }),
  ),
  topics: Type.Optional(
    Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100, description: 'by their slugs' }),
  ),
  bylines: Type.Optional(
    Type.Array(
      Type.Object(
        { slug: Type.String({ maxLength: 200 }), role: line('empty for the writer', 200) },
        exactly,
      ),
      { maxItems: 50 },
    ),
  ),
  agencyCredit: line('agencies whose copy is in it, as readers see them'),
  access: Type.Optional(
    Type.String({
      pattern: '^(open|registered|members|tiers:.+)$',
      maxLength: 200,
      description: 'tiers:gold,print for named tiers',
    }),
  ),
  lead: Type.Optional(
    Type.Union([
      Type.Object(
        {
          picture: Type.Integer({ minimum: 1, description: 'number of a picture of the library' }),
          alt: line('empty for the library’s own', 2_000),
          caption: line('empty for the library’s own', 5_000),
          credit: line('empty for the library’s own'),
        },
        exactly,
      ),
      Type.Null(),
    ]),
  ),
  language: line('as en-GB; empty for the paper’s', 40),
  searchTitle: line('for search engines; empty for the headline'),
  searchDescription: line('for search engines; empty for the standfirst', 2_000),
  canonical: line('address of the original where this is a copy', 2_000),
  noindex: Type.Optional(Type.Boolean()),
};

export const NewStory = Type.Object(fields, exactly);
export type NewStory = Static<typeof NewStory>;

const base = Type.String({ maxLength: 60, description: 'the `base` of the answer that was read last' });
export const StoryChange = Type.Object({ ...Type.Partial(Type.Object(fields)).properties, base }, exactly);
export type StoryChange = Static<typeof StoryChange>;

const moment = { maxLength: 40, description: '2026-03-01T06:00:00Z' };
export const PublishWish = Type.Object(
  {
    base,
    at: Type.Optional(Type.String(moment)),
    unpublishAt: Type.Optional(Type.String(moment)),
    updateNote: line('what readers are told of an update; empty for nothing', 2_000),
  },
  exactly,
);
export type PublishWish = Static<typeof PublishWish>;

export const StoryParams = Type.Object({
  id: AskedId,
});
export const OnceHeader = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        'Send the same again after a broken line: it is done once, and answered alike for two days.',
    }),
  ),
});

/** What the desk has of a story. */
export const Written = Type.Object(
  {
    id: Type.Integer(),
    state: Type.Union(
      [
        Type.Literal('draft'),
        Type.Literal('scheduled'),
        Type.Literal('embargoed'),
        Type.Literal('out'),
        Type.Literal('waiting'),
        Type.Literal('withdrawn'),
        Type.Literal('killed'),
      ],
      { description: 'waiting: an update that goes out at its time' },
    ),
    base: Type.String({
      description: 'changes when anybody changes the story; send it with the next change',
    }),
    address: Type.Union([Type.String(), Type.Null()], { description: 'null before it is published' }),
    desk: Type.String({ description: 'where people find it at the desk' }),
    notes: Type.Array(Type.String(), { description: 'what of the HTML was left out' }),
  },
  exactly,
);
export type Written = Static<typeof Written>;

export const Draft = Type.Object(
  { ...Written.properties, story: Type.Unknown({ description: 'every field, the body as blocks' }) },
  exactly,
);
export type Draft = Static<typeof Draft>;

export const PictureReply = Type.Object(
  {
    id: Type.Integer(),
    known: Type.Boolean({ description: 'the library had it already, to the byte' }),
    name: Type.String(),
    width: Type.Union([Type.Integer(), Type.Null()]),
    height: Type.Union([Type.Integer(), Type.Null()]),
    alt: Type.String(),
    caption: Type.String(),
    credit: Type.String(),
  },
  exactly,
);

export const Refusal = Type.Object(
  { code: Type.String(), says: Type.String() },
  { ...exactly, description: 'Why a question was not answered' },
);
