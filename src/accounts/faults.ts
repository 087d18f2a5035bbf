import type { FaultList } from '#kit/fault.js';

export const accountFaults = {
  'staff-unknown': { status: 404, says: 'There is no desk account with the number {id}.' },
  'role-unknown': { status: 400, says: 'There is no role “{role}”. The roles are {roles}.' },
  'section-unknown': { status: 400, says: 'There is no section “{section}”.' },
  'email-wrong': { status: 400, says: '“{email}” is no e-mail address.' },
} as const satisfies FaultList;
