import type { GateMeterView, GatePriceView, GateView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';

export type GateProps = { readonly gate: GateView };

/**
 * The calm invitation after an opening: whom the rest is for, what membership brings and costs, the ways in. It is the
 * same for everybody; what this one reader has left or holds, an island puts in.
 */
export const Gate: Part<GateProps> = (props) => {
  const { gate, t } = props;
  const { texts } = t;
  const registered = gate.access === 'registered';
  return (
    <section
      class="gate closed"
      aria-labelledby="gate"
      data-gate={gate.story}
      data-network={gate.byNetwork ? '' : undefined}
    >
      <p class="label">{registered ? texts.forRegistered : texts.forMembers}</p>
      <h2 id="gate">{titleOf(props)}</h2>
      <p class="gate-intro">{registered ? texts.gateIntroRegistered : texts.gateIntroMembers}</p>
      {gate.benefits.length > 0 ? <Benefits {...props} /> : null}
      {gate.price ? <Price {...given(props)} price={gate.price} /> : null}
      <Ways {...props} />
      {gate.meter ? <Allowance {...props} meter={gate.meter} /> : null}
      <p class="gate-said" role="status" hidden {...saidTexts(props)} />
      <Doors {...props} />
    </section>
  );
};

function titleOf({ gate, t }: GateProps & Given): string {
  if (gate.access === 'registered') return t.texts.gateRegistered;
  if (gate.access === 'members' || gate.tiers.length === 0) return t.texts.gateMembers;
  return t.fill(t.texts.gateTiers, { tiers: t.list(gate.tiers) });
}

function Benefits({ gate, t }: GateProps & Given) {
  return (
    <div class="gate-brings">
      <h3 class="foot-title">{t.texts.gateBrings}</h3>
      <ul>
        {gate.benefits.map((benefit) => (
          <li>{benefit}</li>
        ))}
      </ul>
    </div>
  );
}

function Price({ price, t }: Given & { price: GatePriceView }) {
  const { texts } = t;
  const notes = [
    ...(price.taxed ? [texts.gateTaxed] : []),
    ...(price.trialDays > 0 ? [t.count(texts.gateTrial, price.trialDays)] : []),
  ];
  return (
    <p class="gate-price">
      <strong>{price.from ? t.fill(texts.gateFrom, { price: price.words }) : price.words}</strong>{' '}
      {notes.length > 0 ? <span>{notes.join(', ')}</span> : null}
    </p>
  );
}

/** The step forward, and the quiet one beside it. */
function Ways(props: GateProps & Given) {
  const { gate, t } = props;
  const { texts } = t;
  const registered = gate.access === 'registered';
  const href = registered ? gate.registerHref : gate.joinHref;
  return (
    <div class="gate-ways">
      {href ? (
        <a class="button" href={href}>
          {registered ? texts.gateRegister : texts.gateJoin}
        </a>
      ) : null}
      {gate.meter || gate.signInHref ? <ReadFree {...props} /> : null}
    </div>
  );
}

/**
 * A form, so that nothing is spent by looking: browsers and crawlers that fetch ahead send none. Without the meter it
 * is there for the island, which shows it to those who may read on but got a page that was kept from before.
 */
function ReadFree({ gate, t: { texts } }: GateProps & Given) {
  const { one, other } = texts.gateReadFreeLeft;
  const counted = { 'data-one': one, 'data-other': other, 'data-read-on': texts.gateReadOn };
  return (
    <form method="post" action="/account/read" hidden={gate.meter === null}>
      <input type="hidden" name="story" value={gate.story} />
      <button type="submit" class="button button-quiet" {...counted}>
        {gate.meter?.anonymous === 0 ? texts.gateReadFreeAccount : texts.gateReadFree}
      </button>
    </form>
  );
}

function Allowance({ gate, meter, t }: GateProps & Given & { meter: GateMeterView }) {
  const { texts } = t;
  const { anonymous, registered, period } = meter;
  const text = period === 'week' ? texts.gateWeek : texts.gateMonth;
  const more = registered > anonymous ? t.count(texts.gateWithAccount, registered) : '';
  return (
    <p class="gate-allowance">
      {anonymous > 0 ? t.count(text, anonymous) : null}{' '}
      {more && gate.registerHref ? <a href={gate.registerHref}>{more}</a> : more}
    </p>
  );
}

/** Sentences that only the island can complete. */
function saidTexts({ gate, t: { texts } }: GateProps & Given): Readonly<Record<string, string>> {
  const usedUp = gate.meter?.period === 'week' ? texts.gateUsedUpWeek : texts.gateUsedUpMonth;
  return {
    'data-signed-in': texts.gateSignedIn,
    'data-holds': texts.gateHolds,
    'data-used-up': usedUp,
    'data-network': texts.gateNetwork,
  };
}

/** For those who have been here before. */
function Doors({ gate, t: { texts } }: GateProps & Given) {
  const { signInHref, codeHref } = gate;
  if (!signInHref && !codeHref) return null;
  const asked = gate.access === 'registered' ? texts.gateHaveRegistered : texts.gateHaveAccount;
  return (
    <p class="gate-doors">
      {signInHref ? (
        <span class="gate-sign-in">
          {asked} <a href={signInHref}>{texts.gateSignIn}</a>
        </span>
      ) : null}
      {codeHref ? <a href={codeHref}>{texts.gateCode}</a> : null}
    </p>
  );
}
