import { fault } from '#kit/fault.js';
import { accountFaults } from './faults.ts';

const LONGEST = 254;

/**
 * An address as it is kept: trimmed, in small letters. It is only asked whether mail could go there at all.
 *
 * throws  email-wrong
 */
export function checkEmail(typed: string): string {
  const email = typed.trim().toLowerCase();
  const fits = email.length <= LONGEST && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(email);
  if (!fits) throw fault(accountFaults, 'email-wrong', { email: email.slice(0, 100) });
  return email;
}
