import type { FaultList } from '#kit/fault.js';

export const deskFaults = {
  'not-signed-in': {
    status: 401,
    says: 'Your session has ended. Sign in again; what you typed is kept here.',
  },
  'not-allowed': {
    status: 403,
    says: 'Your account may not do this. Somebody with the right “{right}” can.',
  },
  'not-from-the-desk': { status: 403, says: 'This did not come from the desk. Open /desk and do it there.' },
  'desk-question-wrong': {
    status: 400,
    says: 'The desk was asked for something it does not know: {problem}',
  },
  'desk-address-unknown': { status: 404, says: 'There is nothing at this address of the desk.' },
  'desk-failed': {
    status: 500,
    says: 'Something went wrong here. Nothing was changed; try again in a moment.',
  },
} as const satisfies FaultList;
