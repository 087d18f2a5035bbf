import { changeStaff } from '#accounts/change-staff.sql.js';
import { accountFaults } from '#accounts/faults.js';
import { dropAllPasskeys } from '#accounts/passkeys.sql.js';
import { dropSecondStep } from '#accounts/second-step.sql.js';
import { endSessions } from '#accounts/session.sql.js';
import { type Role, roles, type Staff } from '#accounts/staff.js';
import { findStaffByEmail } from '#accounts/staff.sql.js';
import { makeSignInLink } from '#accounts/ways-in.io.js';
import { fault } from '#kit/fault.js';
import type { SectionId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import { loadSettings } from '#paper/settings.io.js';
import type { Db, Tx } from '#store/tables.js';
import { type Given, givenValue, hasFlag } from './arguments.ts';
import type { HouseCommand } from './command.ts';
import type { House } from './house.io.ts';

const LINK_HOURS = 72;

export const staffCommand: HouseCommand = {
  form: {
    name: 'staff',
    says: 'makes or changes a desk account, and prints a link that signs it in once',
    operands: 'EMAIL',
    options: {
      role: { value: 'ROLE', says: roles.join(', ') },
      name: { value: 'NAME', says: 'as colleagues see it; made of the address when left out' },
      sections: { value: 'A,B', says: 'sections, by their addresses, in which the role holds; all' },
      off: { says: 'puts the account out of service and ends its sessions' },
      'reset-second-step': {
        says: 'takes app, password, passkeys and sessions away from somebody who lost them',
      },
    },
  },
  kind: 'writes',
  needsData: false,
  check(given) {
    if (given.operands.length !== 1) return 'Name one e-mail address.';
    const role = givenValue(given, 'role');
    const known = role === undefined || roles.some((one) => one === role);
    return known ? undefined : `There is no role "${role}". The roles are ${roles.join(', ')}.`;
  },
  async run(house, given) {
    const done = await house.store.db.transaction().execute((tx) => change(tx, house, given));
    const { staff, made, path } = done;
    const address = await findAddress(house);
    const link = path === undefined ? null : `${address}${path}`;
    const { id, email, name, role, active } = staff;
    const says = !active
      ? `${email} is out of service, and signed out everywhere.`
      : `${made ? 'Made' : 'Changed'} the desk account of ${name} <${email}>, ${role}.`;
    const text =
      link === null ? says : `${says}\nThis link signs in once, within ${LINK_HOURS} hours:\n${link}`;
    return { exit: 0, json: { id, email, name, role, active, made, link }, text };
  },
};

async function change(tx: Tx, house: House, given: Given) {
  const now = house.clock();
  const email = given.operands[0] ?? '';
  const known = await findStaffByEmail(tx, email);
  const sections = givenValue(given, 'sections');
  const wish = {
    email,
    name: givenValue(given, 'name') ?? known?.name ?? nameOf(email),
    active: !hasFlag(given, 'off'),
    ...(givenValue(given, 'role') !== undefined && { role: givenValue(given, 'role') as Role }),
    ...(sections !== undefined && { sections: await readSections(tx, sections) }),
  };
  const { staff, made } = await changeStaff(tx, undefined, wish, now);
  if (hasFlag(given, 'reset-second-step')) {
    await dropSecondStep(tx, staff.id, now);
    await dropAllPasskeys(tx, staff.id);
    await endSessions(tx, staff.id, 'all', now);
  }
  const path = staff.active ? await makeSignInLink(tx, staff.id, now, LINK_HOURS) : undefined;
  return { staff, made, path };
}

async function readSections(db: Db, text: string): Promise<Staff['sections']> {
  if (text === 'all') return 'all';
  const bySlug = new Map((await listSections(db)).map(({ slug, id }) => [slug, id]));
  const found = new Set<SectionId>();
  for (const slug of text.split(',').map((word) => word.trim())) {
    const id = bySlug.get(slug);
    if (id === undefined) throw fault(accountFaults, 'section-unknown', { section: slug });
    found.add(id);
  }
  return found;
}

/** ada.finch@paper.example → Ada Finch */
function nameOf(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._+-]+/).filter(Boolean);
  return words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join(' ');
}

/** Links begin with the paper's address; without one, with where it listens or will most likely listen. */
async function findAddress({ store, folder, environment, listening }: House): Promise<string> {
  const { address } = await loadSettings(store.db, folder, environment);
  return address || listening || `http://127.0.0.1:${environment.PORT || 8080}`;
}
