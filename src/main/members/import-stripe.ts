import { givenValues, hasFlag } from '../arguments.ts';
import type { MembersAct } from './act.ts';
import { readGivenFile } from './given-file.io.ts';
import { stripeHouseOf } from './reconcile.ts';

/** Lines that are shown one by one; --json has all. */
const SHOWN = 30;
const columns: readonly string[] = ['email', 'name', 'customer', 'subscription'];

/** `members import-stripe FILE.csv`: takes over subscriptions that run at Stripe. */
export const importStripeAct: MembersAct = {
  says: 'import-stripe FILE.csv: takes over subscriptions that run at Stripe, without a letter to anybody',
  options: {
    map: {
      value: 'NAME=VALUE',
      says: 'a column by its name (email=Anschrift), or a price of Stripe by its tier (price_1Abc=gold)',
      many: true,
    },
    'dry-run': { says: 'says what would be done, and writes nothing' },
  },
  check(given) {
    if (given.operands.length !== 1) return 'Name the one file with customers and subscriptions.';
    const wrong = givenValues(given, 'map').find((one) => !/^(?:price_\w+|plan_\w+|\w+)=./.test(one));
    return wrong === undefined ? undefined : `--map ${wrong} is not of the form NAME=VALUE.`;
  },
  async run(house, given, progress) {
    const { importStripe } = await import('#members/stripe-import.io.js');
    const bytes = await readGivenFile(given);
    const pairs = givenValues(given, 'map').map((one) => {
      const cut = one.indexOf('=');
      return [one.slice(0, cut), one.slice(cut + 1)] as const;
    });
    const isDry = hasFlag(given, 'dry-run');
    const says = isDry ? 'Reading subscriptions' : 'Taking subscriptions over';
    const done = await importStripe(await stripeHouseOf(house), bytes, {
      prices: Object.fromEntries(pairs.filter(([name]) => !columns.includes(name))),
      columns: Object.fromEntries(pairs.filter(([name]) => columns.includes(name))),
      isDry,
      progress: (share) => progress(says, share),
    });
    const { lines, taken, known, left } = done;
    const text = [
      `${isDry ? 'Would take' : 'Took'} ${taken} subscriptions of ${lines} lines; ${known} were here already, ${left.length} not taken. No letter was sent.`,
      ...left.slice(0, SHOWN).map(({ line, ref, why }) => `  line ${line}: ${ref ? `${ref}: ` : ''}${why}`),
      ...(left.length > SHOWN ? [`  … and ${left.length - SHOWN} more; --json lists all.`] : []),
    ];
    return { exit: 0, json: done, text: text.join('\n') };
  },
};
