import type { Given } from './arguments.ts';
import type { HouseCommand } from './command.ts';
import type { MembersAct } from './members/act.ts';
import { exportFileAct } from './members/export-file.ts';
import { importFileAct } from './members/import-file.ts';
import { importStripeAct } from './members/import-stripe.ts';
import { outsideAct } from './members/outside.ts';
import { reconcileAct } from './members/reconcile.ts';

/** What `members` can do, by the word behind it. */
const acts: Readonly<Record<string, MembersAct>> = {
  reconcile: reconcileAct,
  import: importFileAct,
  'import-stripe': importStripeAct,
  export: exportFileAct,
  outside: outsideAct,
};

export const membersCommand: HouseCommand = {
  form: {
    name: 'members',
    says: Object.values(acts)
      .map(({ says }) => says)
      .join('; '),
    operands: `${Object.keys(acts).join('|')} [FILE]`,
    options: Object.assign({}, ...Object.values(acts).map(({ options }) => options)),
  },
  kind: 'writes',
  needsData: true,
  check(given) {
    const { act, rest } = readAct(given);
    if (!act) return `Say what to do: ${Object.keys(acts).join(', ')}.`;
    return act.check(rest);
  },
  async run(house, given, progress) {
    const { act, rest } = readAct(given);
    if (!act) throw new Error('The call was not checked.');
    return act.run(house, rest, progress);
  },
};

/** The act, and what was given to it without the word that names it. */
function readAct(given: Given): { act: MembersAct | undefined; rest: Given } {
  const [word = '', ...operands] = given.operands;
  return { act: Object.hasOwn(acts, word) ? acts[word] : undefined, rest: { ...given, operands } };
}
