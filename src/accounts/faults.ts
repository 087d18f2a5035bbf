import type { FaultList } from '#kit/fault.js';

export const accountFaults = {
  'staff-unknown': { status: 404, says: 'There is no desk account with the number {id}.' },
  'staff-email-taken': { status: 409, says: '{email} has a desk account already. Change that one.' },
  'staff-last-admin': {
    status: 409,
    says: 'This is the last admin who can come in. Make somebody else an admin first.',
  },
  'staff-name-missing': { status: 400, says: 'A new desk account needs a name.' },
  'staff-beyond-own': {
    status: 403,
    says: 'You can give no rights that you do not have, nor change somebody who has more.',
  },
  'role-missing': { status: 400, says: 'A new desk account needs a role.' },
  'section-unknown': { status: 400, says: 'There is no section “{section}”.' },
  'email-wrong': { status: 400, says: '“{email}” is no e-mail address.' },
  'code-wrong': {
    status: 400,
    says: 'This is not the code of the newest letter. Look again, or ask for a new one.',
  },
  'code-over': {
    status: 410,
    says: 'This code was used, was wrong too often or has expired. Ask for a new one.',
  },
  'link-over': {
    status: 410,
    says: 'This link was used or has expired. Ask for a new one on the sign-in page.',
  },
  'first-over': {
    status: 410,
    says: 'This link was used or has expired. The first admin can add more people; while there is none, starting Standfirst again prints a new link.',
  },
  'password-refused': {
    status: 400,
    says: 'Address or password is not right. A password works once an app for codes is set up; a code by e-mail works for every account.',
  },
  'password-weak': { status: 400, says: 'Use at least {least} characters, and not your address or name.' },
  'second-code-wrong': {
    status: 400,
    says: 'This code is not right. Take the one your app shows now, or a recovery code that was not used yet.',
  },
  'second-step-missing': { status: 409, says: 'Set up an app for codes first.' },
  'second-step-there': { status: 409, says: 'An app for codes is set up already. Remove it first.' },
  'second-step-required': {
    status: 409,
    says: 'Your role must take a second step. You may set up another app, but not go without.',
  },
  'too-many-tries': { status: 429, says: 'Too many tries. Wait {minutes} minutes, then try again.' },
  'sign-in-over': { status: 401, says: 'Signing in took too long or went wrong too often. Start again.' },
  'byline-not-found': { status: 404, says: 'There is no such name any more.' },
  'byline-slug-taken': { status: 409, says: 'Another name stands at /by/{slug}.' },
  'api-key-not-found': { status: 404, says: 'There is no such key any more.' },
  'byline-merged-into-itself': { status: 409, says: 'Choose another name to merge this one into.' },
} as const satisfies FaultList;
