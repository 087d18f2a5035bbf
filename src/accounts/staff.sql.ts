import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, BylineId, SectionId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { accountFaults } from './faults.ts';
import { type Right, type Role, rights, roles, type Staff } from './staff.ts';

/** A person on the staff list: also one who may not come in any more. */
export type StaffEntry = Staff & { readonly active: boolean; readonly madeAt: number };

/** What a desk account is made of. The address is what it is known by. */
export type StaffWish = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly sections?: Staff['sections'];
  readonly granted?: ReadonlySet<Right>;
  readonly denied?: ReadonlySet<Right>;
  readonly byline?: BylineId | null;
  readonly active?: boolean;
};

/** Everybody with a desk account, by name; those put out of service too. A newsroom has few enough for one list. */
export async function listStaff(db: Db): Promise<StaffEntry[]> {
  const rows = await select(db).orderBy('account.name').orderBy('account.id').limit(5000).execute();
  return rows.map(toEntry);
}

export async function findStaff(db: Db, id: AccountId): Promise<StaffEntry | undefined> {
  const row = await select(db).where('account.id', '=', id).executeTakeFirst();
  return row && toEntry(row);
}

/** throws  staff-unknown */
export async function getStaff(db: Db, id: AccountId): Promise<StaffEntry> {
  const found = await findStaff(db, id);
  if (!found) throw fault(accountFaults, 'staff-unknown', { id });
  return found;
}

export async function findStaffByEmail(db: Db, email: string): Promise<StaffEntry | undefined> {
  const row = await select(db).where('account.email', '=', tidyEmail(email)).executeTakeFirst();
  return row && toEntry(row);
}

export async function hasStaff(db: Db): Promise<boolean> {
  return (await db.selectFrom('staff').select('account_id').limit(1).executeTakeFirst()) !== undefined;
}

/** How many admins can come in: the last one is not sent away. */
export async function countAdmins(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('staff')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Makes a desk account, or changes the one of this address; what is left out stays as it was. */
export async function saveStaff(tx: Tx, wish: StaffWish, now: Date): Promise<StaffEntry> {
  const id = await saveAccount(tx, { email: tidyEmail(wish.email), name: wish.name.trim() }, now);
  const before = await findStaff(tx, id);
  const row = {
    role: wish.role,
    sections: writeSections(wish.sections ?? before?.sections ?? 'all'),
    granted: JSON.stringify([...(wish.granted ?? before?.granted ?? [])]),
    denied: JSON.stringify([...(wish.denied ?? before?.denied ?? [])]),
    byline_id: wish.byline === undefined ? (before?.byline ?? null) : wish.byline,
    active: (wish.active ?? before?.active ?? true) ? 1 : 0,
    changed_at: now.getTime(),
  };
  await tx
    .insertInto('staff')
    .values({ ...row, account_id: id, made_at: now.getTime() })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
  await tell(tx, 'staff.changed', id, {}, now);
  return getStaff(tx, id);
}

async function saveAccount(tx: Tx, account: { email: string; name: string }, now: Date): Promise<AccountId> {
  const at = now.getTime();
  const { id } = await tx
    .insertInto('account')
    .values({ ...account, email_verified: 1, image: null, made_at: at, changed_at: at })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ name: account.name, changed_at: at }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as AccountId;
}

/** Addresses are compared in small letters, as mail programs write them in any. */
export function tidyEmail(email: string): string {
  return email.trim().toLowerCase();
}

function select(db: Db) {
  return db
    .selectFrom('staff')
    .innerJoin('account', 'account.id', 'staff.account_id')
    .select([
      'account.id',
      'account.email',
      'account.name',
      'staff.role',
      'staff.sections',
      'staff.granted',
      'staff.denied',
      'staff.byline_id',
      'staff.active',
      'staff.made_at',
    ]);
}

type Row = Selectable<Pick<Tables['account'], 'id' | 'email' | 'name'>> &
  Selectable<
    Pick<Tables['staff'], 'role' | 'sections' | 'granted' | 'denied' | 'byline_id' | 'active' | 'made_at'>
  >;

function toEntry(row: Row): StaffEntry {
  return {
    id: row.id as AccountId,
    email: row.email,
    name: row.name,
    // A role that a newer version knows gives nothing here.
    role: roles.find((role) => role === row.role) ?? 'contributor',
    sections: readSections(row.sections),
    granted: readRights(row.granted),
    denied: readRights(row.denied),
    byline: row.byline_id as BylineId | null,
    active: row.active === 1,
    madeAt: row.made_at,
  };
}

function writeSections(sections: Staff['sections']): string {
  return JSON.stringify(sections === 'all' ? 'all' : [...sections]);
}

function readSections(text: string): Staff['sections'] {
  const value = JSON.parse(text) as 'all' | SectionId[];
  return value === 'all' ? 'all' : new Set(value);
}

function readRights(text: string): ReadonlySet<Right> {
  const known = new Set<string>(rights);
  return new Set((JSON.parse(text) as string[]).filter((right): right is Right => known.has(right)));
}
