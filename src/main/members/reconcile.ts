import { loadSettings } from '#paper/settings.io.js';
import type { House } from '../house.io.ts';
import type { MembersAct } from './act.ts';

/** `members reconcile`: compares Stripe with the database. */
export const reconcileAct: MembersAct = {
  says: 'reconcile: compares Stripe with the database, sets right what is safe and lists the rest',
  options: {},
  check: ({ operands }) => (operands.length === 0 ? undefined : 'members reconcile takes nothing more.'),
  async run(house, _given, progress) {
    const { reconcileStripe } = await import('#members/stripe-reconcile.io.js');
    const done = await reconcileStripe(await stripeHouseOf(house), (checked) =>
      progress(`Compared ${checked} subscriptions`),
    );
    const { checked, set, differ } = done;
    const lines = differ.map(({ ref, kind, details }) => `  ${ref}  ${kind}  ${JSON.stringify(details)}`);
    const text = `Compared ${checked} subscriptions; ${set} set right, ${differ.length} left for you.`;
    return { exit: 0, json: done, text: [text, ...lines].join('\n') };
  },
};

/** What speaking to Stripe needs, with the settings as they are now. */
export async function stripeHouseOf({ store, clock, folder, environment, listening = '' }: House) {
  const settings = await loadSettings(store.db, folder, environment);
  const address = () => settings.address || listening;
  return { store, clock, settings: () => settings, address, log: quiet };
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
