import type { Benefit } from '#members/benefit.js';
import type { CodeProblem } from '#members/codes-file.js';
import type { Device, Partner, Place } from '#members/partner.js';
import type { PartnerProblem } from '#members/partners-file.js';
import type { Statement } from '#members/statement.js';
import type { Batch } from '#members/stock.sql.js';
import type { Stand } from '#members/voucher.js';

export type PlaceRow = Place & { readonly devices: readonly Device[] };
export type PartnerRow = Partner & { readonly places: readonly PlaceRow[]; readonly benefits: number };
export type PartnersReply = { readonly partners: readonly PartnerRow[] };

/**
 * A benefit with what became of it.
 *
 * left     what can still be claimed; null where nothing limits it
 * low      it is offered, and no more are left than staff want to be told of
 * limits   in one sentence, in the language of the paper
 */
export type BenefitRow = Benefit & {
  readonly partnerName: string;
  readonly codes: number;
  readonly left: number | null;
  readonly low: boolean;
  readonly redeemed: number;
  readonly limits: string;
  readonly picture: string | null;
};
export type BenefitsReply = {
  readonly benefits: readonly BenefitRow[];
  readonly tiers: readonly { readonly slug: string; readonly name: string }[];
  readonly currency: string;
};

/** What an upload brought. `added`: codes that are new, or would be where it was only tried. */
export type StockReport = {
  readonly tried: boolean;
  readonly encoding: string;
  readonly column: string | null;
  readonly lines: number;
  readonly added: number;
  readonly known: number;
  readonly blank: number;
  readonly twice: number;
  readonly refused: number;
  /** The first of them; a file of a million blanks is told by its number. */
  readonly problems: readonly (
    | CodeProblem
    | { readonly line: number; readonly why: 'known'; readonly code: string }
  )[];
};
export type StockReply = { readonly batches: readonly Batch[] };

export type VoucherRow = {
  readonly id: number;
  readonly code: string;
  readonly stand: Stand;
  readonly claimedAt: number;
  readonly expiresAt: number | null;
  readonly usedAt: number | null;
  readonly place: string | null;
  /** null once the account is deleted. */
  readonly holder: { readonly account: number; readonly name: string; readonly email: string } | null;
};
export type VouchersReply = { readonly vouchers: readonly VoucherRow[]; readonly after: number | null };

export type PartnersReport = {
  readonly tried: boolean;
  readonly encoding: string;
  readonly lines: number;
  readonly added: number;
  readonly changed: number;
  readonly places: number;
  readonly unknown: readonly string[];
  readonly problems: readonly PartnerProblem[];
};

/** What a counter sheet is printed from. The word in `href` is told this once. */
export type LetInReply = {
  readonly href: string;
  readonly qr: { readonly size: number; readonly path: string };
  readonly until: number;
  readonly place: string;
  readonly partner: string;
  readonly paper: string;
  readonly language: string;
};
export type PinReply = { readonly pin: string };

export type StatementRow = Statement & { readonly partnerName: string; readonly email: string };
export type StatementsReply = {
  readonly month: string;
  /** Whether the month is over, so that statements can be made. */
  readonly settled: boolean;
  readonly statements: readonly StatementRow[];
};
