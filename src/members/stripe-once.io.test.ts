import { expect, test } from 'vitest';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { startStripe } from '#harness/stripe.js';
import type { PaymentId } from '#kit/ids.js';
import { refundCharge } from '../../test/harness/stripe/billing.ts';
import type { LocalCharge, LocalSession } from '../../test/harness/stripe/shapes.ts';
import { orderGift } from './gift.sql.ts';
import { offlineProvider } from './offline.io.ts';
import { findPayment } from './payment.sql.ts';
import { listReceipts } from './receipt.sql.ts';
import { refundPayment } from './refund.io.ts';
import { stripeProvider } from './stripe.io.ts';
import { reconcileStripe } from './stripe-reconcile.io.ts';
import { newStripeHere } from './testing/stripe-house.ts';

async function openShop(open: OpenStore) {
  const time = { now: new Date('2026-03-01T10:00:00Z') };
  const local = await startStripe(() => time.now);
  const here = await newStripeHere(await open(), local, time);
  const stripe = stripeProvider(here);
  const { tier, account } = here;
  const choice = { tier, months: 12, amountMinor: 9900, currency: 'EUR', taxBp: 1900 };
  const wish = { choice, buyer: account, forName: 'Ida', forEmail: null, words: '', sendAt: null };
  const { payment, code } = await here.store.db
    .transaction()
    .execute((tx) => orderGift(tx, here, { wish, by: 'stripe' }, here.clock()));
  const payer = { account, email: 'rosa@reader.example', name: 'Rosa Reader', language: 'en' };
  const back = {
    done: 'http://paper.example/account/gifts?done=paid',
    given: 'http://paper.example/join/gift',
  };
  const begin = async () => (await stripe.payOnce?.({ payer, payment, back }))?.to ?? '';
  const pay = (to: string) =>
    fetch(to, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ choice: 'card' }) });
  const codeState = async () => {
    const row = await here.store.db
      .selectFrom('code')
      .select('state')
      .where('id', '=', code.id)
      .executeTakeFirstOrThrow();
    return row.state;
  };
  const house = { ...here, providers: { offline: offlineProvider(here), stripe } };
  return {
    here,
    house,
    local,
    payment,
    begin,
    pay,
    codeState,
    stateOf: (id: PaymentId) => findPayment(here.store.db, id),
  };
}

onBothDatabases('a gift by card', (open) => {
  test('it is good when it is paid, with one receipt, and void when the money goes back at Stripe', async () => {
    const { here, local, payment, begin, pay, codeState, stateOf } = await openShop(open);
    const to = await begin();
    expect(await begin()).toBe(to);
    expect(await codeState()).toBe('waiting');
    await pay(to);
    await reconcileStripe(here);
    await reconcileStripe(here);
    expect(await stateOf(payment.id)).toMatchObject({ state: 'paid', amountMinor: 9900 });
    expect(await codeState()).toBe('good');
    expect(await listReceipts(here.store.db, { payment: payment.id })).toMatchObject([{ kind: 'receipt' }]);
    const [charge] = local.world.list<LocalCharge>('charge') as [LocalCharge];
    refundCharge(local.world, charge);
    await reconcileStripe(here);
    expect(await stateOf(payment.id)).toMatchObject({ state: 'refunded', refundedMinor: 9900 });
    expect(await codeState()).toBe('void');
  });

  test('a page that nobody paid on in time makes the payment void', async () => {
    const { here, local, payment, begin, stateOf } = await openShop(open);
    await begin();
    const [session] = local.world.list<LocalSession>('checkout.session') as [LocalSession];
    session.status = 'expired';
    await reconcileStripe(here);
    expect(await stateOf(payment.id)).toMatchObject({ state: 'void' });
  });

  test('the desk gives a part of it back, and Stripe is told', async () => {
    const { here, house, local, payment, begin, pay } = await openShop(open);
    await pay(await begin());
    await reconcileStripe(here);
    const done = await refundPayment(house, { payment: payment.id, amountMinor: 900, staff: null });
    expect(done).toMatchObject({ ok: true });
    expect(local.world.list<LocalCharge>('charge')).toMatchObject([{ amount_refunded: 900 }]);
  });
});
