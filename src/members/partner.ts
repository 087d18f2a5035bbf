import type { PartnerId, PlaceId } from '#kit/ids.js';

/**
 * Who offers benefits.
 *
 * email      where statements go; empty for none
 * invoiceTo  name and address as statements carry them
 * taxBp      tax on what is settled with them, in hundredths of a per cent
 * language   of their counter and their letters; empty for the paper's
 */
export type Partner = {
  readonly id: PartnerId;
  readonly name: string;
  readonly about: string;
  readonly link: string;
  readonly email: string;
  readonly invoiceTo: string;
  readonly taxBp: number;
  readonly language: string;
  readonly state: 'running' | 'ended';
};

/**
 * Where a partner redeems vouchers.
 *
 * letInUntil   until when its let-in code lets devices in; null where it has none
 * lockedUntil  until when no word code can be typed in, after too many that nobody has
 */
export type Place = {
  readonly id: PlaceId;
  readonly partner: PartnerId;
  readonly name: string;
  readonly address: string;
  readonly hasPin: boolean;
  readonly letInUntil: number | null;
  readonly lockedUntil: number | null;
  readonly state: 'running' | 'closed';
};

/** A phone or till that may redeem at a place, until it is shut out. */
export type Device = {
  readonly id: number;
  readonly place: PlaceId;
  readonly name: string;
  readonly letInAt: number;
  readonly seenAt: number;
  readonly lockedUntil: number | null;
  readonly shutOutAt: number | null;
};
