import type { JoinView, TierOffer } from './join-view.ts';
import type { JoinTexts } from './messages/join.ts';

export type JoinProps = {
  readonly t: JoinTexts;
  readonly view: JoinView;
  /** Above the prices: the offer, or why there is none. */
  readonly said: string | null;
  readonly withdrawalDays: number;
  /** Small links below. */
  readonly ways: readonly { readonly href: string; readonly label: string }[];
};

/** Where membership is sold: tiers side by side, what each brings and costs, and what one should know. */
export function JoinPage({ t, view, said, withdrawalDays, ways }: JoinProps) {
  return (
    <div class="join">
      {said ? <p class="account-done">{said}</p> : null}
      {view.tiers.length === 0 ? <p class="join-none">{t.none}</p> : null}
      <Switches t={t} view={view} />
      <div class={`join-tiers join-tiers-${Math.min(view.tiers.length, 4)}`}>
        {view.tiers.map((tier) => (
          <TierColumn t={t} tier={tier} />
        ))}
      </div>
      <section class="join-know" aria-labelledby="join-know">
        <h2 id="join-know" class="foot-title">
          {t.knowing}
        </h2>
        <ul>
          <li>{t.cancel}</li>
          {withdrawalDays > 0 ? <li>{t.withdraw(withdrawalDays)}</li> : null}
          <li>{t.keepsPrice}</li>
        </ul>
      </section>
      <nav class="join-ways" aria-label={t.other}>
        {ways.map(({ href, label }) => (
          <a href={href}>{label}</a>
        ))}
      </nav>
    </div>
  );
}

function Switches({ t, view }: Pick<JoinProps, 't' | 'view'>) {
  const { period, periods, currency, currencies } = view;
  return (
    <>
      {periods.length > 1 ? (
        <nav class="join-switch" aria-label={t.periods}>
          {periods.map((one) => (
            <a href={one.href} aria-current={one.period === period ? 'true' : undefined}>
              {one.period === 'year' ? t.byYear : t.byMonth}
            </a>
          ))}
        </nav>
      ) : null}
      {currencies.length > 1 ? (
        <nav class="join-switch join-currencies" aria-label={t.currencies}>
          {currencies.map((one) => (
            <a href={one.href} aria-current={one.currency === currency ? 'true' : undefined}>
              {one.currency}
            </a>
          ))}
        </nav>
      ) : null}
    </>
  );
}

function TierColumn({ t, tier }: { t: JoinTexts; tier: TierOffer }) {
  const { slug, name, says, benefits, price } = tier;
  return (
    <section class="join-tier" aria-labelledby={`tier-${slug}`}>
      <h2 id={`tier-${slug}`}>{name}</h2>
      {says ? <p class="join-says">{says}</p> : null}
      {price ? (
        <>
          <p class="join-price">
            {price.instead ? (
              <del>
                <span class="unseen">{t.insteadOf} </span>
                {price.instead}
              </del>
            ) : null}{' '}
            <strong>{price.sum}</strong> <span>{price.per}</span>
          </p>
          {price.notes.length > 0 ? <p class="join-notes">{price.notes.join(' · ')}</p> : null}
          <p>
            <a class="account-button join-button" href={price.href}>
              {t.choose(name)}
            </a>
          </p>
        </>
      ) : (
        <p class="join-notes">{t.noPrice}</p>
      )}
      {benefits.length > 0 ? (
        <>
          <h3 class="unseen">{t.brings}</h3>
          <ul class="join-benefits">
            {benefits.map((benefit) => (
              <li>{benefit}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
