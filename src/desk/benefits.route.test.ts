import { beforeAll, expect, test } from 'vitest';
import type { Role } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { AccountId, BenefitId, PartnerId, PlaceId } from '#kit/ids.js';
import { tendBenefits } from '#members/benefits.job.js';
import { redeem } from '#members/redemption.sql.js';
import { newBenefit, newCounter, plainBenefit } from '#members/testing/new-benefit.js';
import { newReader } from '#members/testing/new-reader.js';
import { claim } from '#members/voucher.sql.js';
import { readSettings } from '#paper/settings.js';
import { listDueLetters } from '#store/letters.sql.js';
import type {
  BenefitsReply,
  PartnersReply,
  PartnersReport,
  StatementsReply,
  StockReport,
} from './shapes/benefits.ts';
import { type DeskHere, deskHere } from './testing/desk-here.ts';

let now = new Date('2026-03-20T11:00:00Z');
const zone = 'Europe/Berlin';
const settings = readSettings([
  { from: 'the test', values: { timeZone: zone, name: 'The Courier', voucherReminderDays: 3 } },
]);
const DAY_MS = 86_400_000;

onBothDatabases('benefits at the desk', (open) => {
  let store: TestStore;
  let desk: DeskHere;
  let ask: (method: string, path: string, body?: unknown) => Promise<{ status: number; json: unknown }>;
  const as = async (role: Role) => {
    const { cookie } = await signIn(store, { email: `${role}@desk.example`, name: role, role }, now);
    return (method: string, path: string, body?: unknown) => desk.ask(cookie, method, path, body);
  };
  const send = async <Reply>(path: string, text: string | Uint8Array): Promise<Reply> => {
    const { cookie } = await signIn(
      store,
      { email: 'sales@desk.example', name: 'Sales', role: 'commercial' },
      now,
    );
    const answer = await desk.app.inject({
      ...{ method: 'POST', url: `/desk/api${path}`, payload: Buffer.from(text) },
      headers: { cookie, 'x-standfirst': 'desk', 'content-type': 'text/csv' },
    });
    expect(answer.statusCode).toBe(200);
    return answer.json<Reply>();
  };
  const claimed = async (benefit: BenefitId, account: AccountId) => {
    const outcome = await claim(store, { account, benefit, ordinal: 1, zone, language: 'en' }, now);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };

  beforeAll(async () => {
    store = await open();
    desk = await deskHere(store, { clock: () => now, settings });
    ask = await as('commercial');
  });

  test('only who looks after benefits sees them', async () => {
    const chief = await as('chief');
    for (const path of ['/benefits', '/partners', '/statements?month=2026-03'])
      expect((await chief('GET', path)).status).toBe(403);
    expect((await ask('GET', '/benefits')).status).toBe(200);
  });

  test('a partner, a place and a benefit are made, changed, and said in a sentence', async () => {
    const partner = {
      name: 'Anchor Café',
      about: '',
      link: '',
      email: 'Hello@Anchor.example',
      invoiceTo: '',
    };
    const made = await ask('POST', '/partners', { ...partner, taxBp: 1900, language: '', state: 'running' });
    const { id } = made.json as { id: number };
    await ask('POST', `/partners/${id}/places`, {
      name: 'Harbour Street',
      address: '1 Harbour St',
      state: 'running',
    });
    const { slug: _slug, ...fields } = plainBenefit;
    const added = await ask('POST', '/benefits', {
      ...fields,
      partner: id,
      inAll: 200,
      title: 'An espresso on us',
    });
    expect(added.status).toBe(200);
    const { id: benefit } = added.json as { id: number };
    expect((await ask('PATCH', `/benefits/${benefit}`, { perMember: 2, perMemberDays: 30 })).status).toBe(
      200,
    );
    const { benefits } = (await ask('GET', '/benefits')).json as BenefitsReply;
    expect(benefits.find((one) => one.id === benefit)).toMatchObject({
      ...{ slug: 'an-espresso-on-us', partnerName: 'Anchor Café', left: 200 },
      limits: '2 for each member in 30 days, 200 in all.',
    });
    const { partners } = (await ask('GET', '/partners')).json as PartnersReply;
    expect(partners.find((one) => one.id === id)).toMatchObject({
      email: 'hello@anchor.example',
      benefits: 1,
    });
    const wrong = await ask('PATCH', `/benefits/${benefit}`, { validFrom: 20, validUntil: 10 });
    expect(wrong).toMatchObject({ status: 400, json: { code: 'benefit-wrong' } });
  });

  test('a file of codes is looked at first, then taken in, and taken in again without doubles', async () => {
    const { benefit } = await newBenefit(
      store,
      { slug: 'cinema', name: 'Cinema East', kind: 'pool', codes: ['OLD-1'] },
      now,
    );
    const file = 'Code;Value\nNEW-1;5\n\nNEW-2;5\nNEW-1;5\nOLD-1;5\n';
    const expected = { lines: 6, added: 2, known: 1, blank: 1, twice: 1, refused: 0, column: 'Code' };
    const tried = await send<StockReport>(`/benefits/${benefit}/codes?dry=true&name=codes.csv`, file);
    expect(tried).toMatchObject({ tried: true, ...expected });
    expect(tried.problems).toEqual([
      { line: 3, why: 'blank' },
      { line: 5, why: 'twice', code: 'NEW-1', first: 2 },
      { line: 6, why: 'known', code: 'OLD-1' },
    ]);
    const latin = Uint8Array.from(file, (sign) => sign.charCodeAt(0));
    expect(await send(`/benefits/${benefit}/codes?dry=false&name=codes.csv`, latin)).toMatchObject({
      tried: false,
      ...expected,
    });
    expect(await send(`/benefits/${benefit}/codes?dry=false&name=codes.csv`, file)).toMatchObject({
      added: 0,
      known: 3,
    });
    const { json } = await ask('GET', `/benefits/${benefit}/codes`);
    const { batches } = json as { batches: { name: string; codes: number }[] };
    expect(batches.map(({ codes }) => codes).toSorted()).toEqual([1, 2]);
    const gone = await ask('POST', `/benefits/${benefit}/codes/drop`, {
      batch: batches.find((one) => one.codes === 2)?.name,
    });
    expect(gone.json).toEqual({ gone: 2 });
  });

  test('partners and places come in as a table with faults, which are told line by line, and go out again', async () => {
    const file = [
      'Partner;Email;Ort;Adresse;Steuer;Extra',
      'Kino Süd;kino@sued.example;Saal 1;Südweg 1;19;x',
      'Kino Süd;kino@sued.example;Saal 2;Südweg 1;19;x',
      'kino süd;;Saal 1;;19;x',
      ';niemand@nirgends.example;Ort;;;x',
      'Bücher Nord;keine adresse;Laden;;7;x',
      'Bücher West;;Laden;;190;x',
    ].join('\r\n');
    const latin = Uint8Array.from(file, (sign) => sign.charCodeAt(0));
    const tried = await send<PartnersReport>('/partners/import?dry=true', latin);
    expect(tried).toMatchObject({ encoding: 'Windows-1252', added: 1, places: 2, unknown: ['Extra'] });
    expect(tried.problems.map(({ line, why }) => `${line} ${why}`)).toEqual([
      '4 twice',
      '5 no-partner',
      '6 email',
      '7 tax',
    ]);
    const count = async () => ((await ask('GET', '/partners')).json as PartnersReply).partners.length;
    const before = await count();
    expect(await send<PartnersReport>('/partners/import?dry=false', latin)).toMatchObject({
      added: 1,
      places: 2,
    });
    expect(await count()).toBe(before + 1);
    expect(await send<PartnersReport>('/partners/import?dry=false', latin)).toMatchObject({
      added: 0,
      places: 0,
    });
    const exported = await desk.app.inject({
      ...{ method: 'GET', url: '/desk/api/partners/export' },
      headers: {
        cookie: (await signIn(store, { email: 'sales@desk.example', name: 'Sales', role: 'commercial' }, now))
          .cookie,
      },
    });
    expect(exported.body).toContain('Kino Süd,,,kino@sued.example,,19,,Saal 2,Südweg 1');
    expect(await send<PartnersReport>('/partners/import?dry=true', exported.body)).toMatchObject({
      added: 0,
      places: 0,
      problems: [],
    });
  });

  test('a statement has the sums of its month, is numbered, frozen, sent once, and late entries stand in the next', async () => {
    now = new Date('2026-03-31T21:00:00Z');
    const { benefit, partner, places } = await newBenefit(store, { slug: 'cake', settleMinor: 155 }, now);
    await store.db
      .updateTable('partner')
      .set({ email: 'cake@partner.example' })
      .where('id', '=', partner)
      .execute();
    const { counter } = await newCounter(store, places[0] ?? (0 as PlaceId), now);
    const enter = async (at: Date) => {
      const voucher = await claimed(benefit, (await newReader(store, { tiers: ['gold'] }, now)).account);
      const entry = { at, late: at < now, once: `form ${voucher.id}` };
      const rules = { zone, atEnd: 'keep' as const };
      return store.db
        .transaction()
        .execute((tx) => redeem(tx, counter, { token: voucher.token ?? '' }, entry, { rules, now }));
    };
    for (let at = 0; at < 3; at += 1) expect((await enter(now)).ok).toBe(true);
    const whose = { partner, month: '2026-03' };
    expect(await ask('POST', '/statements', whose)).toMatchObject({
      status: 409,
      json: { code: 'statement-too-soon' },
    });
    now = new Date('2026-04-01T09:00:00Z');
    await tendBenefits({
      store,
      clock: () => now,
      settings: () => settings,
      address: () => 'https://courier.example',
    });
    await tendBenefits({
      store,
      clock: () => now,
      settings: () => settings,
      address: () => 'https://courier.example',
    });
    const read = async (month: string) => {
      const { statements } = (await ask('GET', `/statements?month=${month}`)).json as StatementsReply;
      return statements.find((one) => one.partner === (partner as PartnerId));
    };
    const made = await read('2026-03');
    expect(made).toMatchObject({
      number: expect.stringMatching(/^S-2026-\d{5}$/),
      content: { sums: [{ currency: 'EUR', count: 3, netMinor: 465, taxMinor: 88, grossMinor: 553 }] },
    });
    const letters = (await listDueLetters(store.db, new Date('2100-01-01'), 1_000)).filter(
      ({ to }) => to === 'cake@partner.example',
    );
    expect(letters.map(({ subject }) => subject)).toEqual([
      'Statement of vouchers for March 2026, The Courier',
    ]);
    expect(letters[0]?.text).toContain('3 × An espresso at Harbour Street, €1.55 each: €4.65');
    // Given out in March, typed in in April.
    await enter(new Date(now.getTime() - 1000));
    expect((await read('2026-03'))?.content.sums[0]?.count).toBe(3);
    expect((await read('2026-04'))?.content.sums[0]?.count).toBe(1);
  });

  test('who has a voucher is reminded once, some days before it expires', async () => {
    now = new Date('2026-05-01T09:00:00Z');
    const house = {
      store,
      clock: () => now,
      settings: () => settings,
      address: () => 'https://courier.example',
    };
    const { benefit } = await newBenefit(
      store,
      { slug: 'soon', title: 'A book', validUntil: Date.parse('2026-05-09T22:00:00Z') },
      now,
    );
    const reader = await newReader(store, { tiers: ['gold'], email: 'rosa@reader.example' }, now);
    await claimed(benefit, reader.account);
    const letters = async () => {
      await tendBenefits(house);
      return (await listDueLetters(store.db, new Date('2100-01-01'), 1_000)).filter(
        ({ to }) => to === reader.email,
      ).length;
    };
    now = new Date('2026-05-05T21:00:00Z');
    expect(await letters()).toBe(0);
    now = new Date('2026-05-06T06:00:00Z');
    expect(await letters()).toBe(1);
    now = new Date(now.getTime() + DAY_MS);
    expect(await letters()).toBe(1);
  });
});
