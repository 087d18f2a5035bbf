import { type CleanedWhere, type CustomAdapter, createAdapterFactory } from 'better-auth/adapters';
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Db } from '#store/tables.js';

/** better-auth names tables at run time, so what is asked here is not known to the types of the house. */
type Loose = Record<string, Record<string, unknown>>;

const COMPARISONS = { eq: '=', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/**
 * Lets better-auth keep its rows in tables of the house's form: numbers for ids, milliseconds for times, 1 and 0 for
 * yes and no. It asks for little, so little is here; what it might ask one day is refused with a sentence.
 */
export function authRows(db: Db) {
  const loose = db as unknown as Kysely<Loose>;
  return createAdapterFactory({
    config: {
      adapterId: 'standfirst',
      supportsNumericIds: true,
      supportsBooleans: false,
      supportsJSON: false,
      supportsArrays: false,
      transaction: false,
      customTransformInput: ({ data }) => (data instanceof Date ? data.getTime() : (data as unknown)),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : (data as unknown),
    },
    adapter: ({ getFieldName }) => rowsOf(loose, getFieldName),
  });
}

type FieldName = (of: { model: string; field: string }) => string;

function rowsOf(db: Kysely<Loose>, nameOf: FieldName): CustomAdapter {
  // Fields in conditions come under the names of the columns already.
  const match = (where: readonly CleanedWhere[] = []) => {
    return (eb: ExpressionBuilder<Loose, string>) => matching(eb, where);
  };
  return {
    async create({ model, data }) {
      const row = await db.insertInto(model).values(data).returningAll().executeTakeFirstOrThrow();
      return row as typeof data;
    },
    async update({ model, where, update }) {
      const changed = db
        .updateTable(model)
        .set(update as object)
        .where(match(where));
      return ((await changed.returningAll().executeTakeFirst()) ?? null) as never;
    },
    async updateMany({ model, where, update }) {
      const changed = db.updateTable(model).set(update).where(match(where));
      return Number((await changed.executeTakeFirst()).numUpdatedRows);
    },
    async findOne({ model, where }) {
      const found = db.selectFrom(model).selectAll().where(match(where)).limit(1);
      return ((await found.executeTakeFirst()) ?? null) as never;
    },
    async findMany({ model, modelKey = model, where, limit, sortBy, offset }) {
      let found = db.selectFrom(model).selectAll().where(match(where)).limit(limit);
      if (sortBy) found = found.orderBy(nameOf({ model: modelKey, field: sortBy.field }), sortBy.direction);
      if (offset) found = found.offset(offset);
      return (await found.execute()) as never;
    },
    async delete({ model, where }) {
      await db.deleteFrom(model).where(match(where)).execute();
    },
    async deleteMany({ model, where }) {
      const gone = await db.deleteFrom(model).where(match(where)).executeTakeFirst();
      return Number(gone.numDeletedRows);
    },
    async consumeOne({ model, where }) {
      const one = db.selectFrom(model).select('id').where(match(where)).limit(1);
      const gone = db.deleteFrom(model).where('id', 'in', one).returningAll();
      return ((await gone.executeTakeFirst()) ?? null) as never;
    },
    async count({ model, where }) {
      const counting = db.selectFrom(model).select(({ fn }) => fn.countAll<number>().as('count'));
      return Number((await counting.where(match(where)).executeTakeFirstOrThrow()).count);
    },
  };
}

function matching(eb: ExpressionBuilder<Loose, string>, where: readonly CleanedWhere[]) {
  const all = where.filter(({ connector }) => connector !== 'OR').map((one) => condition(eb, one));
  const any = where.filter(({ connector }) => connector === 'OR').map((one) => condition(eb, one));
  if (any.length > 0) all.push(eb.or(any));
  return all.length > 0 ? eb.and(all) : sql<boolean>`1 = 1`;
}

function condition(eb: ExpressionBuilder<Loose, string>, { field, operator, value, mode }: CleanedWhere) {
  if (mode === 'insensitive') throw new Error(`Sign-in asked for ${field} in letters of any size.`);
  const given = value instanceof Date ? value.getTime() : value;
  if (operator === 'in' || operator === 'not_in') {
    const list = Array.isArray(given) ? given : [given];
    return eb(field, operator === 'in' ? 'in' : 'not in', list);
  }
  if (given === null) return eb(field, operator === 'ne' ? 'is not' : 'is', null);
  const comparison = COMPARISONS[operator as keyof typeof COMPARISONS];
  if (!comparison) throw new Error(`Sign-in asked in a way that is not known here: ${operator}.`);
  return eb(field, comparison, given);
}
