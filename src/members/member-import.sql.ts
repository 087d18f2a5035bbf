/** Brings members in from a file: silently, and as often as one likes. */
import { setImmediate as breathe } from 'node:timers/promises';
import { changeAccount } from '#accounts/account.sql.js';
import type { AccountId, TierId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { saveConsent } from './consent.sql.ts';
import type { MemberFile, MemberFileKind, MemberRow, RefusedRow } from './member-file.ts';
import { type ImportPlan, type KnownMember, planImport } from './member-import.ts';
import { beginMembership } from './membership.sql.ts';
import { addReader, ensureAccount, searchText } from './readers.sql.ts';
import { readLabels } from './search.sql.ts';
import { listTiers } from './tier.sql.ts';

const AT_ONCE = 100;

/** What an import did, or would do. `notes` are of lines that were taken, but not with all they say. */
export type ImportDone = {
  readonly kind: MemberFileKind;
  readonly columns: MemberFile['columns'];
  readonly isDry: boolean;
  readonly lines: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly memberships: number;
  readonly consents: number;
  readonly refused: readonly RefusedRow[];
  readonly notes: readonly RefusedRow[];
};

/**
 * Takes the rows of a file in, some at a time: what is done stays done, and a second run finds it done.
 *
 * isDry     decides everything and writes nothing
 * staff     who does it; null for the command line
 * progress  told after each part, from 0 to 1
 */
export async function importMembers(
  { db }: Pick<Store, 'db'>,
  file: MemberFile,
  wish: { isDry: boolean; staff: AccountId | null; progress?: (share: number) => void },
  clock: () => Date,
): Promise<ImportDone> {
  const counts = { added: 0, changed: 0, same: 0, memberships: 0, consents: 0 };
  const notes: RefusedRow[] = [];
  const tiers = await tierNames(db);
  for (let from = 0; from < file.rows.length; from += AT_ONCE) {
    const rows = file.rows.slice(from, from + AT_ONCE);
    const now = clock();
    const plan = async (on: Db) => {
      const known = await findKnown(
        on,
        rows.map(({ email }) => email),
      );
      return rows.map((row) => {
        const context = { kind: file.kind, tiers, now: now.getTime() };
        return { row, known: known.get(row.email), plan: planImport(row, known.get(row.email), context) };
      });
    };
    const planned = wish.isDry
      ? await plan(db)
      : await db.transaction().execute(async (tx) => {
          const all = await plan(tx);
          for (const one of all) await apply(tx, one, { ...wish, kind: file.kind }, now);
          return all;
        });
    for (const { row, plan: one } of planned) {
      counts[one.act === 'add' ? 'added' : one.act === 'change' ? 'changed' : 'same'] += 1;
      counts.memberships += one.holdings.length;
      counts.consents += one.letters === null ? 0 : 1;
      notes.push(...one.notes.map((why) => ({ line: row.line, why: `${row.email}: ${why}` })));
    }
    // Readers are served between two parts.
    await breathe();
    wish.progress?.(Math.min(1, (from + AT_ONCE) / file.rows.length));
  }
  const { kind, columns, refused } = file;
  const lines = file.rows.length + refused.length;
  return { kind, columns, isDry: wish.isDry, lines, ...counts, refused, notes };
}

type Found = KnownMember & { readonly account: AccountId };
type Planned = { row: MemberRow; known: Found | undefined; plan: ImportPlan };

async function apply(
  tx: Tx,
  { row, known, plan }: Planned,
  { kind, staff }: { kind: MemberFileKind; staff: AccountId | null },
  now: Date,
): Promise<void> {
  if (plan.act === 'same') return;
  const account = known?.account ?? (await ensureAccount(tx, { email: row.email, name: row.name }, now));
  if (plan.act === 'add') await addReader(tx, { account, cameBy: 'imported' }, joinedAt(row, now));
  await fill(tx, { account, row, plan }, now);
  const details = { from: kind, ...(row.customer !== null && { customer: row.customer }) };
  await noteAct(tx, { account, staff, act: 'imported', details }, now);
  if (plan.letters !== null) {
    const at = row.consentAt ?? row.joinedAt ?? now.getTime();
    const consent = { kind: 'letters', given: plan.letters, source: `import:${kind}` } as const;
    await saveConsent(
      tx,
      { account, ...consent, says: wordConsent(kind) },
      new Date(Math.min(at, now.getTime())),
    );
  }
  for (const { tier, source, until } of plan.holdings) {
    const wish = { account, tier: tier as TierId, source, from: now.getTime(), until, staff };
    await beginMembership(tx, { ...wish, remark: `import:${kind}` }, now);
  }
}

/** What was agreed to was said elsewhere; where it stands written is named in its place. */
function wordConsent(kind: MemberFileKind): string {
  const systems = { ghost: 'Ghost', stripe: 'Stripe', csv: 'another system' };
  return `As it was kept by ${systems[kind]}.`;
}

/** They joined when they joined there. */
function joinedAt({ joinedAt: at }: MemberRow, now: Date): Date {
  return at !== null && at < now.getTime() ? new Date(at) : now;
}

async function fill(
  tx: Tx,
  { account, row, plan }: { account: AccountId; row: MemberRow; plan: ImportPlan },
  now: Date,
): Promise<void> {
  if (plan.name !== null) await changeAccount(tx, account, { name: plan.name }, now);
  const reader = await tx
    .selectFrom('reader')
    .innerJoin('account', 'account.id', 'reader.account_id')
    .select(['number', 'account.name'])
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('reader')
    .set({
      ...(plan.remark !== null && { remark: plan.remark }),
      ...(plan.labels !== null && { labels: JSON.stringify(plan.labels) }),
      search_text: searchText({ ...reader, email: row.email }),
      changed_at: now.getTime(),
    })
    .where('account_id', '=', account)
    .execute();
}

async function findKnown(db: Db, emails: readonly string[]): Promise<Map<string, Found>> {
  const accounts = await db
    .selectFrom('account as a')
    .leftJoin('reader as r', 'r.account_id', 'a.id')
    .select(['a.id', 'a.email', 'a.name', 'r.number', 'r.remark', 'r.labels'])
    .where('a.email', 'in', emails)
    .execute();
  const ids = accounts.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const letters = await db
    .selectFrom('consent')
    .select(['account_id', 'given', 'source'])
    .where('account_id', 'in', ids)
    .where('kind', '=', 'letters')
    .orderBy('id')
    .execute();
  // The last one of each person stays.
  const said = new Map(
    letters.map(({ account_id: of, given, source }) => [of, { given: given === 1, source }]),
  );
  const held = await db
    .selectFrom('membership')
    .select(['account_id', 'tier_id'])
    .where('account_id', 'in', ids)
    .where('state', '<>', 'ended')
    .execute();
  return new Map(
    accounts.map(({ id, email, name, number, remark, labels }) => [
      email,
      {
        account: id as AccountId,
        isReader: number !== null,
        ...{ name, remark: remark ?? '', labels: readLabels(labels ?? '[]') },
        letters: said.get(id) ?? null,
        tiers: new Set(held.filter((one) => one.account_id === id).map((one) => one.tier_id)),
      },
    ]),
  );
}

/** A file may name a tier as it is called, or as its stories do. */
async function tierNames(db: Db): Promise<Map<string, number>> {
  const tiers = await listTiers(db);
  return new Map(
    tiers.flatMap(({ id, slug, name }) => [
      [name.toLowerCase(), id],
      [slug.toLowerCase(), id],
    ]),
  );
}
