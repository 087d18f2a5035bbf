/**
 * Stories as ninjs, the IPTC's news in JSON. The shapes are the part of the standard that we write; validation, types
 * and the description of the read API come from them.
 *
 * source  IPTC ninjs 3.1, http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json
 */
import { type Static, Type } from 'typebox';

const text = (description: string) => Type.String({ description });
const uri = (description: string) => Type.String({ format: 'uri', description });
const time = (description: string) => Type.String({ format: 'date-time', description });
const exactly = { additionalProperties: false };

const Words = Type.Object(
  { role: Type.String(), contentType: Type.Optional(Type.String()), value: Type.String() },
  exactly,
);

const NamedBody = Type.Object(
  {
    role: text('whole, or opening where the rest is for those with access'),
    contentType: Type.Literal('text/html'),
    wordCount: Type.Optional(Type.Integer()),
    value: Type.String(),
  },
  exactly,
);

const Label = Type.Object(
  {
    name: Type.String(),
    rel: text('about; for subjects also section (where the story lives) and access (who may read it whole)'),
    uri: Type.Optional(uri('its page')),
    literal: text('its name in addresses and filters'),
  },
  exactly,
);

const Source = Type.Object(
  {
    name: Type.String(),
    role: text("author, agency, or the newsroom's word for what was done"),
    uri: Type.Optional(uri('the page of who gets credit')),
    literal: Type.Optional(text('the byline in addresses and filters')),
  },
  exactly,
);

const Rendition = Type.Object(
  {
    name: Type.String(),
    href: uri('where it is'),
    contentType: Type.String(),
    width: Type.Optional(Type.Integer()),
    height: Type.Optional(Type.Integer()),
  },
  exactly,
);

const Association = Type.Object(
  {
    name: Type.String(),
    rel: text('lead: the picture above the text'),
    uri: uri('lasting identifier'),
    type: Type.Literal('picture'),
    by: Type.Optional(text('credit')),
    descriptions: Type.Optional(Type.Array(Words, { description: 'alt, caption' })),
    renditions: Type.Array(Rendition),
  },
  exactly,
);

export const NinjsStory = Type.Object(
  {
    uri: uri('lasting identifier of the story, no address'),
    type: Type.Literal('text'),
    representationType: Type.Union([Type.Literal('full'), Type.Literal('partial')], {
      description: 'full where the whole text is in bodies',
    }),
    version: text('counts up with each published version'),
    firstCreated: time('when it was published'),
    versionCreated: time('when it last changed in a way that readers are told of, corrections too'),
    pubStatus: Type.Literal('usable'),
    language: text('BCP 47'),
    headlines: Type.Array(Words, { description: 'main; front for cards and fronts; kicker' }),
    descriptions: Type.Array(Words, { description: 'summary, correction, clarification' }),
    bodies: Type.Optional(Type.Array(NamedBody)),
    by: Type.Optional(text('all who get credit, as it is read')),
    located: Type.Optional(text('dateline')),
    people: Type.Optional(Type.Array(Label)),
    organisations: Type.Optional(Type.Array(Label)),
    places: Type.Optional(Type.Array(Label)),
    subjects: Type.Array(Label),
    infoSources: Type.Optional(Type.Array(Source)),
    renditions: Type.Array(Rendition, { description: 'web: the page of the story' }),
    associations: Type.Optional(Type.Array(Association)),
    altIds: Type.Array(Type.Object({ role: Type.String(), value: Type.String() }, exactly), {
      description: 'id: the number by which /api/stories/ID answers',
    }),
    standard: Type.Object({ name: Type.String(), version: Type.String(), schema: Type.String() }, exactly),
  },
  { ...exactly, $id: 'Story', title: 'Story', description: 'A story as ninjs 3.1' },
);

export type NinjsStory = Static<typeof NinjsStory>;
export type NinjsLabel = Static<typeof Label>;

export const ninjsStandard: NinjsStory['standard'] = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
};
