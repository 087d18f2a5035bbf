import { type DataPart, isoOf } from './part.ts';

/** Groups somebody owns or has a seat in. A group goes on without its owner until the desk names another. */
export const groupsPart: DataPart = {
  name: 'groups',
  tables: ['member_group', 'seat'],
  gather: async (db, { account, email }) => {
    const owned = await db
      .selectFrom('member_group')
      .select(['name', 'seats', 'order_number', 'invoice_to', 'from_at', 'until_at'])
      .where('owner_id', '=', account)
      .orderBy('id')
      .execute();
    const seats = await db
      .selectFrom('seat')
      .innerJoin('member_group', 'member_group.id', 'seat.group_id')
      .select([
        'member_group.name',
        'seat.email',
        'seat.state',
        'seat.way',
        'seat.confirmed_at',
        'seat.made_at',
      ])
      .where((seat) => seat.or([seat('seat.account_id', '=', account), seat('seat.email', '=', email)]))
      .orderBy('seat.id')
      .execute();
    return {
      owned: owned.map(({ from_at, until_at, ...group }) => {
        return { ...group, from: isoOf(from_at), until: isoOf(until_at) };
      }),
      seats: seats.map(({ confirmed_at, made_at, ...seat }) => {
        return { ...seat, confirmedAt: isoOf(confirmed_at), madeAt: isoOf(made_at) };
      }),
    };
  },
  forget: async (tx, { account, email }) => {
    await tx.updateTable('member_group').set({ owner_id: null }).where('owner_id', '=', account).execute();
    await tx
      .deleteFrom('seat')
      .where((seat) => seat.or([seat('account_id', '=', account), seat('email', '=', email)]))
      .execute();
  },
};

/** The printed paper: the circulation system has its own record, this one lets go of it. */
export const printPart: DataPart = {
  name: 'printedPaper',
  tables: ['outside_subscriber'],
  gather: async (db, { account }) => {
    const rows = await db
      .selectFrom('outside_subscriber')
      .select(['number', 'name', 'postcode', 'product', 'from_at', 'until_at', 'connected_at'])
      .where('account_id', '=', account)
      .orderBy('number')
      .execute();
    return rows.map(({ from_at, until_at, connected_at, ...row }) => {
      return { ...row, from: isoOf(from_at), until: isoOf(until_at), connectedAt: isoOf(connected_at) };
    });
  },
  forget: async (tx, { account }) => {
    await tx
      .updateTable('outside_subscriber')
      .set({ account_id: null, membership_id: null, connected_at: null })
      .where('account_id', '=', account)
      .execute();
  },
};
