import type { SectionId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { byId } from './by-key.ts';
import type { AuditLine, MergedLine, StaffLine, WebhookLine } from './desk-form.ts';
import { type People, personOf } from './people.sql.ts';
import { iso, type Names } from './story-line.ts';
import type { WebhookKeeper } from './webhook-keeper.ts';

const PAGE = 2_000;

/** Everybody with a desk account, without what they sign in with. */
export async function* listStaffLines(db: Db, names: Names): AsyncGenerator<StaffLine> {
  const read = (after: number) =>
    db
      .selectFrom('staff')
      .innerJoin('account', 'account.id', 'staff.account_id')
      .select(['account.id', 'email', 'name', 'role', 'sections', 'granted', 'denied', 'byline_id', 'active'])
      .select('staff.made_at')
      .where('account.id', '>', after)
      .orderBy('account.id')
      .limit(PAGE)
      .execute();
  for await (const { id, email, name, role, byline_id, active, made_at, ...row } of byId(read)) {
    const sections = JSON.parse(row.sections) as 'all' | SectionId[];
    yield {
      ...{ id, email, name, role: role as StaffLine['role'] },
      sections: sections === 'all' ? 'all' : sections.flatMap((section) => names.sections.get(section) ?? []),
      granted: JSON.parse(row.granted) as string[],
      denied: JSON.parse(row.denied) as string[],
      byline: byline_id === null ? null : (names.bylines.get(byline_id)?.slug ?? null),
      ...{ active: active === 1, made: iso(made_at) },
    };
  }
}

/** What sections, topics and bylines became that are gone. There are few. */
export async function* listMergedLines(db: Db): AsyncGenerator<MergedLine> {
  const [bylines, sections, topics] = await Promise.all([
    db.selectFrom('byline_merged').selectAll().orderBy('byline_id').execute(),
    db.selectFrom('section_merged').selectAll().orderBy('section_id').execute(),
    db.selectFrom('topic_merged').selectAll().orderBy('topic_id').execute(),
  ]);
  for (const { byline_id: id, into_id: into, merged_at } of bylines)
    yield { kind: 'byline', id, into, at: iso(merged_at) };
  for (const { section_id: id, into_id: into, merged_at } of sections)
    yield { kind: 'section', id, into, at: iso(merged_at) };
  for (const { topic_id: id, into_id: into, merged_at } of topics)
    yield { kind: 'topic', id, into, at: iso(merged_at) };
}

export async function* listAuditLines(db: Db, people: People): AsyncGenerator<AuditLine> {
  const read = (after: number) =>
    db.selectFrom('audit').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const { at, account_id, act, about, subject, details } of byId(read)) {
    yield {
      ...{ at: iso(at), by: personOf(people, account_id), act, about, subject },
      details: JSON.parse(details) as AuditLine['details'],
    };
  }
}

/** Webhooks without their secrets. */
export async function* listWebhookLines(
  db: Db,
  people: People,
  keeper: WebhookKeeper | undefined,
): AsyncGenerator<WebhookLine> {
  for (const { id, name, address, events, by, madeAt } of (await keeper?.list(db)) ?? [])
    yield { id, name, address, events: [...events], by: personOf(people, by), made: iso(madeAt) };
}
