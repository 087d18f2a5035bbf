import { findAccount } from '#accounts/account.sql.js';
import type { Settings } from '#paper/settings.js';
import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import { printCode } from './code.ts';
import type { Group } from './group.ts';
import { invitationEnd } from './group.ts';
import { type GroupFacts, type GroupLetterKind, writeGroupLetter } from './group-letter.ts';
import { wordDay } from './money-house.ts';
import { findTier } from './tier.sql.ts';

export type GroupHouse = {
  readonly settings: () => Pick<Settings, 'name' | 'language' | 'timeZone'>;
  readonly address: () => string;
};

/**
 * A letter about a group.
 *
 * token  the word of its link; '' where it leads to the group's own page
 * until  a day it names, as an instant
 */
export type GroupLetterWish = {
  readonly kind: GroupLetterKind;
  readonly group: Group;
  readonly to: string;
  readonly token: string;
  readonly until?: number | null;
};

const paths: Readonly<Record<GroupLetterKind, string>> = {
  invited: '/account/group/invitation/',
  asked: '/account/group/invitation/',
  confirm: '/account/group/confirm/',
  'handed-over': '/account/group',
};

/** Posts a letter about a group, in the paper's language. */
export async function postGroupLetter(
  tx: Tx,
  house: GroupHouse,
  { kind, group, to, token, until = null }: GroupLetterWish,
  now: Date,
): Promise<void> {
  const { name: paper, language, timeZone } = house.settings();
  const way = kind === 'asked' ? 'domain' : 'invited';
  const end = until ?? invitationEnd({ invitedAt: now.getTime(), way });
  const facts: GroupFacts = {
    ...{ paper, group: group.name, href: house.address() + paths[kind] + token },
    owner: group.owner === null ? '' : ((await findAccount(tx, group.owner))?.name ?? ''),
    tier: (await findTier(tx, group.tier))?.name ?? '',
    code: printCode(token),
    until: wordDay(end, language, timeZone),
  };
  const letter = writeGroupLetter(kind, facts, language);
  const expiresAt = kind === 'handed-over' ? {} : { expiresAt: new Date(end) };
  await post(tx, { kind: `group-${kind}`, to, ...letter, ...expiresAt }, now);
}
