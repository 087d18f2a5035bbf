import type { FaultList } from '#kit/fault.js';

export const frontFaults = {
  'front-not-found': { status: 404, says: 'There is no front with this id.' },
  'front-version-not-found': { status: 404, says: 'This front was never up in version {version}.' },
  'front-nothing-to-launch': {
    status: 409,
    says: 'Nothing was launched: what is up holds all of it already, or was changed since.',
  },
  'front-changed-meanwhile': {
    status: 409,
    says: 'Nothing was launched. The front or its draft has changed since you looked; look at the changes again.',
  },
  'front-launch-not-waiting': {
    status: 409,
    says: 'This launch is no longer waiting: it has happened or was cancelled.',
  },
  'front-launch-in-the-past': { status: 409, says: 'The time of a launch must lie ahead.' },
  'front-place-unknown': {
    status: 409,
    says: 'The card was not placed: this front has no such container now.',
  },
} as const satisfies FaultList;
