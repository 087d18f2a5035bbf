import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { addCodes } from './code.sql.ts';
import { printCode } from './code.ts';
import { newCodeText, newInvitationText } from './code-random.io.ts';
import { addGroup } from './group.sql.ts';
import { inviteToGroup } from './group-seats.sql.ts';
import { lookUpCode } from './look-up-code.sql.ts';
import { saveOffer } from './offer.sql.ts';
import { newReader } from './testing/new-reader.ts';
import { saveTier } from './tier.sql.ts';

const now = new Date('2026-03-10T09:00:00Z');

onBothDatabases('the one field for codes', (open) => {
  test('knows every kind of code, however it is typed, and changes nothing', async () => {
    const { db, ...store } = await open();
    const { account } = await newReader({ db, ...store }, {}, now);
    const [gift, invitation] = [newCodeText(), newInvitationText()];
    await db.transaction().execute(async (tx) => {
      const wish = {
        slug: 'gold',
        name: 'Gold',
        says: '',
        benefits: [],
        position: 1,
        state: 'offered' as const,
      };
      const { id: tier } = await saveTier(tx, wish, now);
      await addCodes(tx, [{ code: gift, kind: 'gift', tier, months: 3 }], now);
      await saveOffer(
        tx,
        {
          ...{
            name: 'Spring',
            code: 'SPRING26',
            tier,
            period: null,
            kind: 'percent',
            amount: 50,
            currency: null,
          },
          ...{ periods: 3, newcomers: false, usesMost: null, fromAt: null, untilAt: null, state: 'running' },
        },
        now,
      );
      const group = await addGroup(
        tx,
        { name: 'Harbour School', seats: 3, domain: null, networks: [], from: 0, until: null, tier },
        now,
      );
      const invitations = [{ email: 'ada@school.example', token: invitation }];
      await inviteToGroup(tx, { group: group.id, invitations }, now);
    });
    const look = (typed: string) => lookUpCode(db, { typed, account, zone: 'Etc/UTC' }, now);
    expect(await look(` ${printCode(gift).toLowerCase()} `)).toMatchObject({
      is: 'code',
      code: { kind: 'gift' },
      tier: { name: 'Gold' },
      plan: { ok: true, value: { is: 'begin' } },
    });
    expect(await look(printCode(invitation))).toMatchObject({
      is: 'invitation',
      group: 'Harbour School',
      tier: 'Gold',
    });
    expect(await look(`https://paper.example/account/group/invitation/${invitation}`)).toMatchObject({
      is: 'invitation',
    });
    expect(await look('spring-26')).toMatchObject({ is: 'offer', typed: 'SPRING26', refusal: undefined });
    expect(await look('https://paper.example/gift/abcDEF_12345')).toEqual({
      is: 'story-gift',
      token: 'abcDEF_12345',
    });
    expect(await look('004 711')).toMatchObject({ is: 'number', number: '004711' });
    expect(await look(gift.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toEqual({
      is: 'unknown',
      mistyped: true,
    });
    expect(await look('harbour-lantern-473')).toEqual({ is: 'unknown', mistyped: false });
    expect(await look(' ')).toEqual({ is: 'nothing' });
    expect(await db.selectFrom('code').select('uses').execute()).toEqual([{ uses: 0 }]);
  });

  test('tells a voucher by its words to the member whose it is, and to nobody else', async () => {
    const store = await open();
    const [owner, other] = [await newReader(store, {}, now), await newReader(store, {}, now)];
    const at = { made_at: now.getTime(), changed_at: now.getTime() };
    await store.db.transaction().execute(async (tx) => {
      const partner = await tx
        .insertInto('partner')
        .values({ name: 'Lantern Café', ...at })
        .returning('id')
        .executeTakeFirstOrThrow();
      const benefit = await tx
        .insertInto('benefit')
        .values({ partner_id: partner.id, slug: 'coffee', title: 'A coffee', kind: 'own', ...at } as never)
        .returning('id')
        .executeTakeFirstOrThrow();
      const voucher = { benefit_id: benefit.id, account_id: owner.account, ordinal: 1, code: 'X' };
      await tx
        .insertInto('voucher')
        .values({ ...voucher, word_code: 'harbour-lantern-473', claimed_at: now.getTime() } as never)
        .execute();
    });
    const look = (account: typeof owner.account) =>
      lookUpCode(store.db, { typed: 'Harbour Lantern 473', account, zone: 'Etc/UTC' }, now);
    expect(await look(owner.account)).toMatchObject({
      is: 'voucher',
      voucher: { title: 'A coffee', partner: 'Lantern Café', state: 'claimed' },
    });
    expect(await look(other.account)).toEqual({ is: 'unknown', mistyped: false });
  });
});
