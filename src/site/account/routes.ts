import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { benefitPages } from './benefits.route.ts';
import { changePages } from './change.route.ts';
import { codePages } from './code.route.ts';
import { counterPages } from './counter.route.ts';
import { dataPages } from './data.route.ts';
import { detailsPages } from './details.route.ts';
import { devicePages } from './devices.route.ts';
import type { AccountParts } from './door.ts';
import { emailPages } from './email.route.ts';
import { feedPages } from './feeds.route.ts';
import { giftPages } from './gift.route.ts';
import { groupPages } from './group.route.ts';
import { groupOwnerPages } from './group-owner.route.ts';
import { joinPages } from './join.route.ts';
import { mePages } from './me.route.ts';
import { membershipPages } from './membership.route.ts';
import { overviewPages } from './overview.route.ts';
import { passkeyPages } from './passkey.route.ts';
import { payingPages } from './paying.route.ts';
import { printPages } from './print.route.ts';
import { readPages } from './read.route.ts';
import { receiptPages } from './receipts.route.ts';
import { signInPages } from './sign-in.route.ts';
import { storyGiftPages } from './story-gift.route.ts';
import { stripeWebhook } from './stripe.route.ts';
import { voucherPages } from './vouchers.route.ts';

/** Every family of pages about accounts, membership and vouchers. */
export const accountPages: readonly ((parts: AccountParts) => FastifyPluginAsyncTypebox)[] = [
  feedPages,
  mePages,
  joinPages,
  membershipPages,
  payingPages,
  changePages,
  receiptPages,
  readPages,
  signInPages,
  overviewPages,
  detailsPages,
  emailPages,
  devicePages,
  passkeyPages,
  dataPages,
  storyGiftPages,
  stripeWebhook,
  benefitPages,
  voucherPages,
  counterPages,
  codePages,
  giftPages,
  groupPages,
  groupOwnerPages,
  printPages,
];
