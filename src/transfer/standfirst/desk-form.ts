/** The lines of an export that tell of the newsroom and its work. People are named by their e-mail addresses. */
import { type Static, Type } from 'typebox';
import { roles } from '#accounts/staff.js';
import { Id, orNull, Text, Time } from './form.ts';

const Person = orNull(Text);
const Whole = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Facts = Type.Record(Text, Type.Unknown());

/** A person with a desk account. `sections` and `byline` are slugs. */
export const StaffLine = Type.Object({
  id: Id,
  email: Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$' }),
  name: Text,
  role: Type.Enum([...roles]),
  sections: Type.Union([Type.Literal('all'), Type.Array(Text)]),
  granted: Type.Array(Text),
  denied: Type.Array(Text),
  byline: orNull(Text),
  active: Type.Boolean(),
  made: Time,
});

/** What a section, topic or byline became that is gone: earlier revisions go on naming it by its number. */
export const MergedLine = Type.Object({
  kind: Type.Enum(['section', 'topic', 'byline']),
  id: Id,
  into: Id,
  at: Time,
});

/** Where a story stands in the work. `closedTo` null: it is not closed. */
export const WorkLine = Type.Object({
  story: Id,
  stage: Text,
  position: Type.Integer(),
  assignee: Person,
  due: orNull(Time),
  day: orNull(Time),
  wantedWords: orNull(Whole),
  line: Text,
  goesTo: Text,
  asksSecond: Type.Boolean(),
  secondBy: Person,
  secondAt: orNull(Time),
  headline: Text,
  standfirst: Text,
  section: orNull(Text),
  words: Whole,
  behind: Type.Boolean(),
  madeBy: Person,
  changedBy: Person,
  changed: Time,
  team: Type.Array(Text),
  closedTo: orNull(Type.Array(Text)),
});

/** Something that publishing left to be done. */
export const TaskLine = Type.Object({
  id: Id,
  story: Id,
  code: Text,
  part: Text,
  details: Facts,
  made: Time,
  done: orNull(Time),
  doneBy: Person,
});

/** A revision that replaces the published one at its time. */
export const UpdateLine = Type.Object({
  story: Id,
  revision: Id,
  base: Id,
  goesOut: Time,
  unpublish: orNull(Time),
  updateNote: Text,
  readersAreTold: Type.Boolean(),
  by: Person,
  byName: Text,
  made: Time,
});

const said = { by: Person, at: Time, text: Text };

/** What the desk has typed that is no revision yet, the notes on it, and who touched what. `content` null: as the newest revision. */
export const WorkingLine = Type.Object({
  story: Id,
  slug: Text,
  content: orNull(Facts),
  threads: Type.Array(
    Type.Object({
      id: Type.String({ minLength: 1 }),
      ...said,
      passage: Text,
      mentions: Type.Array(Text),
      resolved: orNull(Type.Object({ by: Person, at: Time })),
      replies: Type.Array(Type.Object(said)),
    }),
  ),
  touches: Type.Array(Type.Object({ part: Text, by: Text, at: Time })),
});

const Containers = Type.Array(Type.Unknown());
const Bases = Type.Record(Text, Whole);
const Since = Type.Record(Text, Type.Object({ version: Whole, launch: orNull(Whole) }));

/** A front; `section` is a number, as that section may be gone, and null for the home page. */
export const FrontLine = Type.Object({
  id: Id,
  section: orNull(Id),
  made: Time,
  draft: orNull(Type.Object({ containers: Containers, aside: Containers, bases: Bases })),
});

/** What was up on a front from a moment on. */
export const FrontVersionLine = Type.Object({
  front: Id,
  number: Id,
  how: Type.Enum(['launch', 'timed', 'breaking', 'restored', 'imported']),
  launched: Time,
  by: Person,
  launch: orNull(Id),
  content: Type.Object({ containers: Containers, since: Since }),
  bases: Bases,
  changes: Type.Array(Type.Unknown()),
});

/** A launch for a time: one that waits, and what became of others. */
export const FrontLaunchLine = Type.Object({
  id: Id,
  front: Id,
  launch: Time,
  state: Type.Enum(['waiting', 'done', 'cancelled']),
  by: Person,
  made: Time,
  version: orNull(Whole),
  left: orNull(Type.Array(Type.Unknown())),
  told: orNull(Time),
  wish: Type.Object({
    containers: Containers,
    bases: Bases,
    carries: orNull(Type.Array(Text)),
    after: Type.Array(Whole),
  }),
});

/** Who did what. */
export const AuditLine = Type.Object({
  at: Time,
  by: Person,
  act: Text,
  about: Text,
  subject: orNull(Type.Integer()),
  details: Facts,
});

/** Somebody outside who is called when something happens; without the secret that calls are signed with. */
export const WebhookLine = Type.Object({
  id: Id,
  name: Text,
  address: Text,
  events: Type.Array(Text),
  by: Person,
  made: Time,
});

/** A row of what is known of members, by the columns it is kept in; `of` names the table, or is `account`. */
export const MemberLine = Type.Object({ of: Text, row: Facts });

export const AccountRow = Type.Object({
  id: Id,
  email: Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$' }),
  name: Text,
  email_verified: Whole,
  made_at: Whole,
});

export type MemberLine = Static<typeof MemberLine>;
export type AccountRow = Static<typeof AccountRow>;
export type StaffLine = Static<typeof StaffLine>;
export type MergedLine = Static<typeof MergedLine>;
export type WorkLine = Static<typeof WorkLine>;
export type TaskLine = Static<typeof TaskLine>;
export type UpdateLine = Static<typeof UpdateLine>;
export type WorkingLine = Static<typeof WorkingLine>;
export type FrontLine = Static<typeof FrontLine>;
export type FrontVersionLine = Static<typeof FrontVersionLine>;
export type FrontLaunchLine = Static<typeof FrontLaunchLine>;
export type AuditLine = Static<typeof AuditLine>;
export type WebhookLine = Static<typeof WebhookLine>;

/** Files that come in only where nothing is yet. */
export const deskFiles = [
  'staff.jsonl',
  'work.jsonl',
  'tasks.jsonl',
  'waiting-updates.jsonl',
  'working-documents.jsonl',
  'fronts.jsonl',
  'front-versions.jsonl',
  'front-launches.jsonl',
  'audit.jsonl',
  'webhooks.jsonl',
  'members.jsonl',
] as const;
