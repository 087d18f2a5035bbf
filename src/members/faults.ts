import type { FaultList } from '#kit/fault.js';

/** Everything that can go wrong with readers' accounts, memberships, codes and vouchers. */
export const memberFaults = {
  'reader-unknown': { status: 404, says: 'There is no reader with this number.' },
} as const satisfies FaultList;
