import type { GateView } from '../view.ts';
import type { Given, Part } from './given.ts';

export type GateProps = { readonly gate: GateView };

/** The calm invitation after an opening: whom the rest is for, what membership brings and costs, the way in. */
export const Gate: Part<GateProps> = (props) => {
  const { gate, t } = props;
  const { texts } = t;
  const registered = gate.access === 'registered';
  return (
    <section class="gate" aria-labelledby="gate">
      <p class="label">{registered ? texts.forRegistered : texts.forMembers}</p>
      <h2 id="gate">{titleOf(props)}</h2>
      <p class="gate-intro">{registered ? texts.gateIntroRegistered : texts.gateIntroMembers}</p>
      {gate.benefits.length > 0 ? (
        <ul>
          {gate.benefits.map((benefit) => (
            <li>{benefit}</li>
          ))}
        </ul>
      ) : null}
      {gate.joinHref || gate.signInHref ? <Ways {...props} /> : null}
    </section>
  );
};

function titleOf({ gate, t }: GateProps & Given): string {
  if (gate.access === 'registered') return t.texts.gateRegistered;
  if (gate.access === 'members' || gate.tiers.length === 0) return t.texts.gateMembers;
  return t.fill(t.texts.gateTiers, { tiers: t.list(gate.tiers) });
}

function Ways({ gate, t: { texts } }: GateProps & Given) {
  return (
    <div class="gate-ways">
      {gate.joinHref ? (
        <a class="button" href={gate.joinHref}>
          {gate.access === 'registered' ? texts.gateRegister : texts.gateJoin}
        </a>
      ) : null}
      {gate.price ? <span>{gate.price}</span> : null}
      {gate.signInHref ? (
        <span>
          {texts.gateHaveAccount} <a href={gate.signInHref}>{texts.gateSignIn}</a>
        </span>
      ) : null}
    </div>
  );
}
