import { type DataPart, isoOf } from './part.ts';

/** Codes bought for others and used, and stories given. Which stories is nobody's business, not even this file's. */
export const codesPart: DataPart = {
  name: 'codesAndGifts',
  tables: ['code', 'code_use', 'story_gift'],
  gather: async (db, { account, email }) => {
    const codes = await db
      .selectFrom('code')
      .select(['code', 'kind', 'months', 'bought_by', 'for_email', 'for_name', 'words', 'sent_at', 'made_at'])
      .where((code) => code.or([code('bought_by', '=', account), code('for_email', '=', email)]))
      .orderBy('id')
      .execute();
    const used = await db
      .selectFrom('code_use')
      .innerJoin('code', 'code.id', 'code_use.code_id')
      .select(['code.code', 'code.kind', 'code_use.at'])
      .where('code_use.account_id', '=', account)
      .orderBy('code_use.at')
      .execute();
    const gifts = await db
      .selectFrom('story_gift')
      .select(['month', 'opened', 'expires_at'])
      .where('account_id', '=', account)
      .orderBy('id')
      .execute();
    const bought = codes.filter(({ bought_by }) => bought_by === account);
    return {
      bought: bought.map(({ bought_by: _self, sent_at, made_at, ...code }) => {
        return { ...code, sentAt: isoOf(sent_at), madeAt: isoOf(made_at) };
      }),
      sentToYou: codes
        .filter((code) => code.bought_by !== account)
        .map(({ kind, months, sent_at }) => {
          return { kind, months, sentAt: isoOf(sent_at) };
        }),
      used: used.map(({ at, ...code }) => ({ ...code, at: isoOf(at) })),
      storiesGiven: gifts.map(({ expires_at, ...gift }) => ({ ...gift, until: isoOf(expires_at) })),
    };
  },
  forget: async (tx, { account }) => {
    await tx.deleteFrom('story_gift').where('account_id', '=', account).execute();
    // What was bought for somebody stays theirs; what still waits to be sent keeps the words it is sent with.
    await tx
      .updateTable('code')
      .set({ for_email: null, for_name: '', words: '' })
      .where('bought_by', '=', account)
      .where((code) => code.or([code('send_at', 'is', null), code('sent_at', 'is not', null)]))
      .execute();
    await tx.updateTable('code').set({ bought_by: null }).where('bought_by', '=', account).execute();
  },
};
