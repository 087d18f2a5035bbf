import { type Fault, fault } from '#kit/fault.js';
import type { ChangeRefusal } from './change-membership.io.ts';
import { memberFaults } from './faults.ts';
import type { PaidRefusal } from './invoice.sql.ts';
import type { LifeRefusal } from './membership.ts';
import type { OfferRefusal } from './offer.ts';
import type { RefundRefusal } from './refund.io.ts';

export type MoneyRefusal = LifeRefusal | OfferRefusal | PaidRefusal | RefundRefusal | ChangeRefusal;

/** What staff are told of a no about a membership or a payment. */
export function refusedMoney({ code, ...details }: MoneyRefusal): Fault {
  return fault(memberFaults, code, details);
}
