import { Type } from 'typebox';

/** A number that the store may have given. */
export const AskedId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** The parameters of an address with one number in it: `/stories/:id`. */
export const IdParams = Type.Object({ id: AskedId });
