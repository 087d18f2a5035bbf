import { hashWord } from '#accounts/hash.js';
import type { AccountId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { findCode } from './code.sql.ts';
import { readTyped } from './code.ts';
import type { CodeAnswer, FoundVoucher } from './code-answer.ts';
import type { Code } from './code-plan.ts';
import { getGroup } from './group.sql.ts';
import { standingOfGroup } from './group.ts';
import { findOffer, findOfferByCode } from './offer.sql.ts';
import { timeRefusal } from './offer.ts';
import { planForReader } from './redeem-code.sql.ts';
import { findSeatByToken } from './seat.sql.ts';
import { findTier } from './tier.sql.ts';
import { readWordCode } from './word-code.ts';

/** What was typed. Nothing is changed and nothing used up; whatever it is, the same is looked for. */
export async function lookUpCode(
  db: Db,
  { typed, account, zone }: { typed: string; account: AccountId; zone: string },
  now: Date,
): Promise<CodeAnswer> {
  const read = readTyped(typed);
  if (read.is === 'nothing') return read;
  if (read.is === 'gift') return { is: 'story-gift', token: read.token };
  const code = await findCode(db, [read.read, read.plain]);
  const offer = await findOfferByCode(db, read.plain);
  const seat = await findSeatByToken(db, hashWord(read.read));
  const voucher = await findOwnVoucher(db, account, typed);
  if (code) return answerCode(db, { code, account, zone }, now);
  if (seat && seat.state !== 'left') {
    const group = await getGroup(db, seat.group);
    const tier = (await findTier(db, group.tier))?.name ?? '';
    return { is: 'invitation', seat, group: group.name, tier, standing: standingOfGroup(group, now) };
  }
  if (offer) return { is: 'offer', offer, typed: read.plain, refusal: timeRefusal(offer, now) };
  if (voucher) return { is: 'voucher', voucher };
  if (read.is === 'number') return read;
  return { is: 'unknown', mistyped: read.mistyped };
}

type Asked = { code: Code; account: AccountId; zone: string };

async function answerCode(db: Db, asked: Asked, now: Date): Promise<CodeAnswer> {
  const { code } = asked;
  if (code.kind === 'offer') {
    const offer = code.offer === null ? undefined : await findOffer(db, code.offer);
    if (!offer) return { is: 'unknown', mistyped: false };
    const usedUp = code.state !== 'good' || code.uses >= code.usesMost;
    const over = code.expiresAt !== null && code.expiresAt <= now.getTime();
    const refusal = usedUp
      ? { code: 'offer-used-up' as const }
      : over
        ? { code: 'offer-over' as const }
        : undefined;
    return { is: 'offer', offer, typed: offer.code ?? '', refusal: refusal ?? timeRefusal(offer, now) };
  }
  const tier = code.tier === null ? undefined : await findTier(db, code.tier);
  if (!tier) return { is: 'unknown', mistyped: false };
  return { is: 'code', code, tier, plan: await planForReader(db, asked, now) };
}

/** A voucher is told to the member whose it is, and to nobody else: whoever types a word may have read it elsewhere. */
async function findOwnVoucher(db: Db, account: AccountId, typed: string): Promise<FoundVoucher | undefined> {
  const words = readWordCode(typed);
  if (words.length === 0) return undefined;
  const row = await db
    .selectFrom('voucher')
    .innerJoin('benefit', 'benefit.id', 'voucher.benefit_id')
    .innerJoin('partner', 'partner.id', 'benefit.partner_id')
    .select(['voucher.id', 'benefit.title', 'partner.name as partner', 'voucher.state'])
    .select('voucher.expires_at as expiresAt')
    .where('voucher.word_code', 'in', words)
    .where('voucher.account_id', '=', account)
    .executeTakeFirst();
  return row;
}
