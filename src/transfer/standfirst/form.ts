import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { no, type Result, yes } from '#kit/result.js';

/**
 * The form of an export, which docs/contracts.md tells to others: `publication.json`, one JSON object a line in each
 * `.jsonl`, the originals of pictures and files under `files/`, and `manifest.json`, written last.
 */
export const FORM = 'standfirst export';
export const FORM_VERSION = 1;

/** Files of one line a thing, in the order in which they are written and read: what is pointed at comes first. */
export const lineFiles = [
  'media.jsonl',
  'bylines.jsonl',
  'staff.jsonl',
  'topics.jsonl',
  'merged.jsonl',
  'imports.jsonl',
  'stories.jsonl',
  'revisions.jsonl',
  'work.jsonl',
  'tasks.jsonl',
  'waiting-updates.jsonl',
  'working-documents.jsonl',
  'fronts.jsonl',
  'front-versions.jsonl',
  'front-launches.jsonl',
  'comments.jsonl',
  'addresses.jsonl',
  'origins.jsonl',
  'views.jsonl',
  'audit.jsonl',
  'webhooks.jsonl',
  'members.jsonl',
] as const;
export type LineFile = (typeof lineFiles)[number];

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const Text = Type.String();
export const Time = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d' });
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const Counted = Type.Object({
  lines: Type.Integer({ minimum: 0 }),
  bytes: Type.Integer({ minimum: 0 }),
  sha256: Text,
});

export const Manifest = Type.Object({
  form: Type.Literal(FORM),
  version: Type.Integer({ minimum: 1 }),
  publication: Type.String({ minLength: 1, maxLength: 200 }),
  lines: Type.Record(Text, Counted),
  files: Type.Object({ count: Type.Integer({ minimum: 0 }), bytes: Type.Integer({ minimum: 0 }) }),
});

export const Publication = Type.Object({
  form: Type.Literal(FORM),
  version: Type.Integer({ minimum: 1 }),
  settings: Type.Record(Text, Type.Unknown()),
  sections: Type.Array(
    Type.Object({
      id: Id,
      slug: Type.String({ minLength: 1 }),
      name: Text,
      description: Text,
      parent: orNull(Id),
      position: Type.Integer(),
      access: Text,
    }),
  ),
  /** Where the newsroom keeps to the usual ones, or in older exports, there are none. */
  stages: Type.Optional(
    Type.Array(
      Type.Object({
        slug: Type.String({ minLength: 1 }),
        name: Text,
        kind: Type.Enum(['planned', 'work', 'ready']),
      }),
    ),
  ),
});

/** What the library knows of a picture beyond its words; older exports have none of it. `uploadedBy` is an e-mail address. */
const known = {
  title: Text,
  creator: Text,
  source: Text,
  usageTerms: Text,
  takenAt: Text,
  rightsKind: Text,
  rightsUntil: orNull(Time),
  crops: Type.Record(Text, Type.Unknown()),
  uploadedBy: orNull(Text),
};

export const MediaLine = Type.Object({
  id: Id,
  file: orNull(Text),
  mime: Text,
  name: Text,
  bytes: Type.Integer({ minimum: 0 }),
  width: orNull(Type.Integer()),
  height: orNull(Type.Integer()),
  sha256: orNull(Text),
  alt: Text,
  caption: Text,
  credit: Text,
  rights: Text,
  focal: Type.Tuple([Type.Number(), Type.Number()]),
  oldPath: orNull(Text),
  made: Time,
  ...Type.Partial(Type.Object(known)).properties,
});

export const BylineLine = Type.Object({
  id: Id,
  slug: Type.String({ minLength: 1 }),
  name: Text,
  kind: Type.Enum(['person', 'agency']),
  role: Text,
  about: Text,
  portrait: orNull(Id),
});

export const TopicLine = Type.Object({
  id: Id,
  slug: Type.String({ minLength: 1 }),
  name: Text,
  kind: Type.Enum(['person', 'organisation', 'place', 'office', 'subject']),
  introduction: Text,
  aliases: Type.Array(Text),
  listed: Type.Boolean(),
});

const Revision = Type.Object({ id: Id, number: Id, made: Time, by: Text, reason: Text });

/** A story as `export` writes it. */
export const StoryLine = Type.Object({
  id: Id,
  kind: Type.Enum(['story', 'page']),
  state: Type.Enum(['draft', 'published', 'withdrawn', 'killed']),
  published: orNull(Time),
  headline: Text,
  text: Text,
  topics: Type.Array(Text),
  topicSlugs: Type.Array(Text),
  storyline: orNull(Text),
  path: Type.String({ pattern: '^/' }),
  slug: Text,
  section: orNull(Text),
  access: Text,
  frontHeadline: Text,
  kicker: Text,
  standfirst: Text,
  dateline: Text,
  bylines: Type.Array(Type.Object({ slug: Text, name: Text, role: Text })),
  bylineText: Text,
  agencyCredit: Text,
  lead: orNull(Type.Object({ media: Id, alt: Text, caption: Text, credit: Text })),
  language: Text,
  search: Type.Object({ title: Text, description: Text, canonical: Text, noindex: Type.Boolean() }),
  updated: orNull(Time),
  embargo: orNull(Type.Union([Type.Literal('until lifted'), Time])),
  unpublish: orNull(Time),
  made: Time,
  changed: Time,
  sticky: Type.Boolean(),
  // Read without the meter; left out where it is not.
  meterFree: Type.Optional(Type.Boolean()),
  announced: Type.Boolean(),
  revision: Revision,
  addresses: Type.Array(Text),
  notes: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.Enum(['correction', 'clarification', 'retraction', 'reply', 'change']),
      text: Text,
      block: orNull(Text),
      dated: Time,
    }),
  ),
  holds: Type.Array(Type.Object({ id: Id, reason: Text, by: Text, placed: Time })),
  /** The ledger of legal acts; older exports have none. */
  acts: Type.Optional(
    Type.Array(
      Type.Object({
        id: Id,
        kind: Type.Enum(['hide', 'redact', 'kill', 'hold']),
        reason: Text,
        publicNote: Text,
        masks: Type.Array(Type.Object({ words: Id, print: Text })),
        by: Text,
        at: Time,
        undone: orNull(Time),
      }),
    ),
  ),
  html: Text,
  body: Type.Unknown(),
  /** Paths of the stories that the body names by their numbers. */
  linked: Type.Record(Text, Text),
});

const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(orNull(schema));
const { path, search, lead, notes, linked, embargo, acts: _acts, ...own } = StoryLine.properties;

/** A story as others may write it: an id and a headline or a text are enough, and everything of an export may be there. */
export const AnyStoryLine = Type.Object({
  id: Type.Union([Type.String({ minLength: 1, maxLength: 500 }), Type.Number()]),
  published: optional(Text),
  headline: optional(Text),
  text: optional(Text),
  topics: optional(Type.Array(Text)),
  storyline: optional(Type.Union([Text, Type.Number()])),
  kind: optional(own.kind),
  state: optional(own.state),
  topicSlugs: optional(own.topicSlugs),
  path: optional(path),
  slug: optional(Text),
  section: optional(Text),
  access: optional(Text),
  frontHeadline: optional(Text),
  kicker: optional(Text),
  standfirst: optional(Text),
  dateline: optional(Text),
  bylines: optional(Type.Array(Type.Object({ slug: optional(Text), name: Text, role: optional(Text) }))),
  agencyCredit: optional(Text),
  lead: optional(lead),
  language: optional(Text),
  search: optional(search),
  updated: optional(Text),
  embargo: optional(embargo),
  unpublish: optional(Text),
  made: optional(Text),
  sticky: optional(Type.Boolean()),
  addresses: optional(own.addresses),
  notes: optional(notes),
  holds: optional(own.holds),
  html: optional(Text),
  body: Type.Optional(Type.Unknown()),
  linked: optional(linked),
});

export const RevisionLine = Type.Object({
  story: Id,
  ...Revision.properties,
  content: Type.Record(Text, Type.Unknown()),
});

export const CommentLine = Type.Object({
  id: Id,
  story: Id,
  parent: orNull(Id),
  author: Text,
  url: Text,
  text: Text,
  state: Type.Enum(['shown', 'waiting', 'refused']),
  written: Time,
});

/** An address that leads elsewhere, or nowhere any more; those that lead to a story stand with it. */
export const AddressLine = Type.Union([
  Type.Object({
    address: Text,
    to: Text,
    /** A person set it, so that a person may take it away. */
    byHand: Type.Optional(Type.Object({ by: orNull(Text), at: Time })),
  }),
  Type.Object({ address: Text, gone: Type.Literal(true) }),
]);

export const ViewLine = Type.Object({
  story: Id,
  hour: Time,
  referrer: Text,
  audience: Text,
  views: Type.Integer({ minimum: 0 }),
});

/** A run of an importer, as its row is kept. */
export const ImportLine = Type.Object({
  id: Id,
  system: Text,
  started_at: Type.Integer(),
  ended_at: orNull(Type.Integer()),
  state: Text,
  files: Text,
  progress: Text,
  report: Text,
});

/** What importers remember of one thing, so that a later file of the same site brings what changed; as its row is kept. */
export const OriginLine = Type.Object({
  system: Text,
  kind: Text,
  origin_id: Text,
  target_id: orNull(Type.Integer()),
  source_hash: Text,
  revision_id: orNull(Type.Integer()),
  run_id: Type.Integer(),
  left_as: Text,
  pending: Type.Integer(),
  source: orNull(Text),
});

export type Manifest = Static<typeof Manifest>;
export type Publication = Static<typeof Publication>;
export type MediaLine = Static<typeof MediaLine>;
export type BylineLine = Static<typeof BylineLine>;
export type TopicLine = Static<typeof TopicLine>;
export type StoryLine = Static<typeof StoryLine>;
export type AnyStoryLine = Static<typeof AnyStoryLine>;
export type RevisionLine = Static<typeof RevisionLine>;
export type CommentLine = Static<typeof CommentLine>;
export type AddressLine = Static<typeof AddressLine>;
export type ViewLine = Static<typeof ViewLine>;
export type ImportLine = Static<typeof ImportLine>;
export type OriginLine = Static<typeof OriginLine>;

/** Reads a value of one of these forms, or says in which field it is none. */
export type Reader<Value> = (value: unknown) => Result<Value, string>;

export function readerOf<Schema extends TSchema>(schema: Schema): Reader<Static<Schema>> {
  const compiled = Compile(schema);
  return (value) => {
    if (compiled.Check(value)) return yes(value as Static<Schema>);
    const [error] = compiled.Errors(value);
    const field = error?.instancePath.split('/').filter(Boolean).join('.') ?? '';
    const place = field === '' ? 'it' : `"${field}"`;
    return no(`${place} ${error?.message ?? 'is of another form'}.`);
  };
}
