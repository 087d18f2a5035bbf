import { holds } from '#accounts/rights.js';
import { listStaff } from '#accounts/staff.sql.js';
import type { BenefitId, PlaceId } from '#kit/ids.js';
import { isAsleep } from '#store/asleep.sql.js';
import { post } from '#store/letters.sql.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';
import type { Db } from '#store/tables.js';
import { findBenefit } from './benefit.sql.ts';
import { dayAfter } from './benefit.ts';
import { writeLocked, writeLow, writeReminder } from './benefit-letters.ts';
import { wordLastDay } from './benefit-words.ts';
import type { Members } from './members.ts';
import { findPartner, findPlace } from './partner.sql.ts';
import { findStatement, listPartnersOf, makeStatement } from './statement.sql.ts';
import { isSettled, monthOf } from './statement.ts';
import { sendStatement } from './statement-letter.sql.ts';
import { listToRemind, noteReminded } from './wallet.sql.ts';

export type BenefitHouse = Pick<Members, 'store' | 'settings' | 'address' | 'clock'>;

/** Months that are looked back at, should nobody have served for long. */
const MONTHS_BACK = 3;
const AT_ONCE = 200;

/** Tells staff, by letter, of what cannot wait until somebody looks: little stock, and guessing at a counter. */
export function benefitLetters(house: BenefitHouse): Consumer {
  return {
    name: 'benefit-letters',
    memory: false,
    outward: true,
    hear: async (events) => {
      for (const event of events) {
        if (event.name === 'benefit.low') await tellLow(house, event);
        if (event.name === 'counter.locked') await tellLocked(house, event);
      }
    },
  };
}

async function tellLow(house: BenefitHouse, { subject, payload }: OutboxEvent): Promise<void> {
  const { db } = house.store;
  const benefit = await findBenefit(db, subject as BenefitId);
  const partner = benefit && (await findPartner(db, benefit.partner));
  if (!benefit || !partner) return;
  const { left } = payload as { left: number };
  const href = `${house.address()}/desk/benefits/${benefit.id}`;
  const { language } = house.settings();
  await tellStaff(
    house,
    'stock',
    writeLow({ language, title: benefit.title, partner: partner.name, left, href }),
  );
}

async function tellLocked(house: BenefitHouse, { subject, payload }: OutboxEvent): Promise<void> {
  const { db } = house.store;
  const place = await findPlace(db, subject as PlaceId);
  const partner = place && (await findPartner(db, place.partner));
  if (!place || !partner) return;
  const { why, device = '' } = payload as { why: 'pins' | 'words'; device?: string };
  const href = `${house.address()}/desk/benefits/partners/${partner.id}`;
  const { language } = house.settings();
  await tellStaff(
    house,
    'counter',
    writeLocked({ language, why, device, href, place: place.name, partner: partner.name }),
  );
}

type Letter = { readonly subject: string; readonly text: string; readonly html: string };

async function tellStaff({ store, clock }: BenefitHouse, kind: string, letter: Letter): Promise<void> {
  const addresses = await listAddresses(store.db);
  await store.db.transaction().execute(async (tx) => {
    for (const to of addresses) await post(tx, { kind, to, ...letter }, clock());
  });
}

/** Commercial staff; where there are none, whoever else may look after benefits. */
async function listAddresses(db: Db): Promise<string[]> {
  const able = (await listStaff(db)).filter((staff) => staff.active && holds(staff, 'benefits'));
  const commercial = able.filter(({ role }) => role === 'commercial');
  return (commercial.length > 0 ? commercial : able).map(({ email }) => email);
}

/**
 * Does what is due by the clock: reminders before vouchers expire, and the statements of months that are over. Each
 * happens once, however often and in however many processes it is looked at.
 */
export async function tendBenefits(house: BenefitHouse): Promise<void> {
  if (await isAsleep(house.store.db)) return;
  await remind(house);
  await settleMonths(house);
}

async function remind(house: BenefitHouse): Promise<void> {
  const { store, settings, clock } = house;
  const { voucherReminderDays: days, timeZone: zone, language: own, vouchersAtEnd } = settings();
  if (days === 0) return;
  const now = clock();
  const before = dayAfter(zone, now, days + 1);
  const due = await listToRemind(store.db, { now, before, atEnd: vouchersAtEnd, limit: AT_ONCE });
  for (const { voucher, email, name, language, title, partner, expiresAt } of due) {
    await store.db.transaction().execute(async (tx) => {
      // Another process may have been first.
      if (!(await noteReminded(tx, voucher, now))) return;
      const speaks = language || own;
      const day = wordLastDay(expiresAt, { language: speaks, zone });
      const href = `${house.address()}/account/vouchers/${voucher}`;
      const letter = writeReminder({ language: speaks, name: name || email, title, partner, day, href });
      await post(tx, { kind: 'voucher', to: email, ...letter, expiresAt: new Date(expiresAt) }, now);
    });
  }
}

async function settleMonths({ store, settings, clock }: BenefitHouse): Promise<void> {
  const { timeZone, name } = settings();
  const now = clock();
  for (let back = MONTHS_BACK; back >= 1; back -= 1) {
    const month = monthOf(timeZone, now, back);
    if (!isSettled(timeZone, month, now)) continue;
    for (const partner of await listPartnersOf(store.db, month, timeZone)) {
      if (await findStatement(store.db, { partner, month })) continue;
      await store.db.transaction().execute(async (tx) => {
        await makeStatement(tx, { partner, month }, settings(), now);
        const { email = '' } = (await findPartner(tx, partner)) ?? {};
        if (email !== '') await sendStatement(tx, { partner, month }, name, now);
      });
    }
  }
}
