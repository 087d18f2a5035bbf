/** What a code is and would do, in the words of its page. */
import type { CodeAnswer } from '#members/code-answer.js';
import type { CodePlan, CodeRefusal } from '#members/code-plan.js';
import { wordGift } from '#members/gift-letter.js';
import { wordDay } from '#members/money-house.js';
import type { OfferRefusal } from '#members/offer.js';
import { wordAmount } from '#members/price-words.js';
import type { CodeTexts } from './messages/codes.ts';

export type CodeWording = {
  readonly t: CodeTexts;
  readonly language: string;
  readonly zone: string;
  readonly now: Date;
};

/**
 * What the page says of a code that is known.
 *
 * does   what will happen, in sentences
 * words  what whoever gives it wrote
 * post   the form that does it; absent where nothing is to be done or nothing can be
 * link   where it goes on instead
 */
export type CodeSheet = {
  readonly title: string;
  readonly does: readonly string[];
  readonly words?: string;
  readonly post?: { readonly action: string; readonly says: string; readonly code: string };
  readonly link?: { readonly href: string; readonly label: string };
  readonly problem?: string;
};

/** undefined where it is nothing that is known: then the form is asked again, with `wordUnknown`. */
export function wordCode(answer: CodeAnswer, giver: string, wording: CodeWording): CodeSheet | undefined {
  const { t } = wording;
  if (answer.is === 'code') return wordMonths(answer, giver, wording);
  if (answer.is === 'offer') return wordOffer(answer, wording);
  if (answer.is === 'invitation') return wordInvitation(answer, wording);
  if (answer.is === 'voucher') {
    const { id, title, partner } = answer.voucher;
    const link = { href: `/account/vouchers/${id}`, label: t.toVoucher };
    return { title: t.voucher(title), does: [t.voucherSays(partner)], link };
  }
  if (answer.is === 'story-gift') {
    const link = { href: `/gift/${encodeURIComponent(answer.token)}`, label: t.toStory };
    return { title: t.storyGift, does: [t.storyGiftSays], link };
  }
  if (answer.is === 'number') {
    const href = `/account/print?number=${encodeURIComponent(answer.number)}`;
    return { title: t.number, does: [t.numberSays], link: { href, label: t.toPrint } };
  }
  return undefined;
}

function wordMonths(
  { code, tier, plan }: CodeAnswer & { is: 'code' },
  giver: string,
  wording: CodeWording,
): CodeSheet {
  const { t } = wording;
  const gift = wordGift(code.months ?? 0, tier.name, wording.language);
  const titles = {
    gift: giver ? t.giftFrom(giver, gift) : t.gift(gift),
    membership: t.membership(gift),
    extension: t.extension(gift),
    offer: '',
  };
  const title = titles[code.kind];
  const words = code.words === '' ? {} : { words: code.words };
  if (!plan.ok) return { title, ...words, does: [], problem: wordRefusal(plan.refusal, wording) };
  const post = { action: '/account/code/redeem', says: t.redeem, code: code.code };
  return { title, ...words, does: wordPlan(plan.value, wording), post };
}

function wordPlan(plan: CodePlan, { t, language, zone, now }: CodeWording): string[] {
  const until = wordDay(plan.until, language, zone);
  if (plan.is === 'extend') return [t.extends(until)];
  if (plan.from <= now.getTime()) return [t.beginsNow(until), t.noRenewal];
  return [t.begins(wordDay(plan.from, language, zone), until), t.afterThis, t.noRenewal];
}

export function wordRefusal(refusal: CodeRefusal, { t, language, zone }: CodeWording): string {
  const day = (at: number | null) => (at === null ? '–' : wordDay(at, language, zone));
  if (refusal.code === 'expired') return t.refused.expired(day(refusal.at - 1));
  if (refusal.code === 'renews') return t.refused.renews(day(refusal.until));
  return t.refused[refusal.code];
}

function wordOffer({ offer, typed, refusal }: CodeAnswer & { is: 'offer' }, wording: CodeWording): CodeSheet {
  const { t, language } = wording;
  const title = t.offer(offer.name);
  if (refusal) return { title, does: [], problem: wordOfferRefusal(refusal, t) };
  const amounts = {
    percent: `${offer.amount} %`,
    amount: offer.currency ? wordAmount(offer.amount, offer.currency, language) : String(offer.amount),
    'free-months': t.months(offer.amount),
  };
  const says = t.offerSays[offer.kind](amounts[offer.kind], offer.periods);
  const link = { href: `/join?offer=${encodeURIComponent(typed)}`, label: t.toOffer };
  return { title, does: [says, t.offerDoes], link };
}

function wordOfferRefusal({ code }: OfferRefusal, { refused }: CodeTexts): string {
  if (code === 'offer-not-yet') return refused.offerSoon;
  return code === 'offer-used-up' ? refused.offerUsedUp : refused.offerOver;
}

function wordInvitation(answer: CodeAnswer & { is: 'invitation' }, { t }: CodeWording): CodeSheet {
  const { group, tier, standing } = answer;
  const title = t.invitation(group);
  if (standing === 'ended') return { title, does: [], problem: t.refused.invitationOver };
  if (standing !== 'running') return { title, does: [], problem: t.refused.invitationSoon };
  return { title, does: [t.invitationSays(group, tier)] };
}

/** Why nothing was found. */
export function wordUnknown(answer: CodeAnswer, { refused }: CodeTexts): string | undefined {
  if (answer.is !== 'unknown') return undefined;
  return answer.mistyped ? refused.mistyped : refused.unknown;
}
