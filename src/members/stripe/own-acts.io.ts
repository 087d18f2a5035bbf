/** Whoever asked for an act writes it down right after Stripe said yes. */
const AFTERWARDS_MS = 400;

const underWay = new Map<string, Promise<unknown>>();

/** Does an act on a subscription of ours. What Stripe tells of it waits until whoever asked has written it down. */
export async function whileOurs(ref: string | null, work: () => Promise<void>): Promise<void> {
  if (ref === null) return work();
  const acting = work();
  const done = acting
    .catch(() => undefined)
    .then(() => new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS).unref()));
  underWay.set(ref, done);
  void done.then(() => {
    if (underWay.get(ref) === done) underWay.delete(ref);
  });
  return acting;
}

/** Waits for our own acts on this subscription, so that their echo is not taken for news. */
export async function waitForOwnActs(ref: string): Promise<void> {
  await underWay.get(ref);
}
