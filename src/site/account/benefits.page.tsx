import { PictureFile } from '../theme/picture-file.tsx';
import type { BenefitView } from './benefit-view.io.ts';
import type { BenefitTexts } from './messages/benefits.ts';

/**
 * What somebody may do with a benefit.
 *
 * ordinal  the voucher that a claim would be for them, their first, second …
 * ready    the address of one they have and have not used
 */
export type Standing = {
  readonly is: 'visitor' | 'reader' | 'member';
  readonly ordinal: number;
  readonly ready: string | null;
  readonly problem: string | null;
};

const THIRD = '(min-width: 60em) 22rem, (min-width: 40em) 45vw, 92vw';
const HALF = '(min-width: 60em) 44rem, 92vw';

/** All benefits: a reason to join. */
export function BenefitsPage({
  t,
  benefits,
  is,
}: {
  t: BenefitTexts;
  benefits: readonly BenefitView[];
  is: Standing['is'];
}) {
  if (benefits.length === 0) {
    return (
      <div class="benefit-none">
        <h2>{t.none}</h2>
        <p>{t.noneAbout}</p>
      </div>
    );
  }
  return (
    <>
      <Invitation t={t} is={is} />
      <ul class="benefit-list">
        {benefits.map((benefit) => (
          <li class={`benefit-card${benefit.left === 0 ? ' benefit-gone' : ''}`}>
            {benefit.picture ? (
              <PictureFile picture={benefit.picture} sizes={THIRD} alt="" shapes={['3x2']} />
            ) : (
              <p class="benefit-blank" aria-hidden="true">
                {benefit.partner.name}
              </p>
            )}
            <p class="kicker">{benefit.partner.name}</p>
            <h2>
              <a href={benefit.href}>{benefit.title}</a>
            </h2>
            {benefit.says ? <p class="benefit-says">{benefit.says}</p> : null}
            <p class="benefit-facts">{factsOf(t, benefit).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who holds no tier is asked in; who does finds their vouchers. */
function Invitation({ t, is }: { t: BenefitTexts; is: Standing['is'] }) {
  if (is === 'member') {
    return (
      <p class="benefit-invite">
        <a href="/account/vouchers">{t.wallet}</a>
      </p>
    );
  }
  return (
    <p class="benefit-invite">
      <span>{t.invite}</span>
      <a class="account-button" href="/join">
        {t.join}
      </a>
    </p>
  );
}

/** One benefit, and the button that claims it. */
export function BenefitPage({
  t,
  benefit,
  standing,
}: {
  t: BenefitTexts;
  benefit: BenefitView;
  standing: Standing;
}) {
  const how = { own: t.howOwn, pool: t.howPool, shared: t.howShared }[benefit.kind];
  return (
    <article class="benefit">
      {benefit.picture ? (
        <PictureFile
          picture={benefit.picture}
          sizes={HALF}
          alt={benefit.picture.alt}
          urgent
          shapes={['16x9']}
        />
      ) : null}
      <p class="benefit-facts">{factsOf(t, benefit).join(' · ')}</p>
      <Claim t={t} benefit={benefit} standing={standing} />
      <dl class="benefit-about">
        <dt>{t.limits}</dt>
        <dd>{benefit.limits}</dd>
        {benefit.places.length > 0 ? <dt>{t.where}</dt> : null}
        {benefit.places.map(({ name, address }) => (
          <dd>
            {name}
            {address ? <span class="account-hint"> {address.replaceAll('\n', ', ')}</span> : null}
          </dd>
        ))}
        <dt>{t.how}</dt>
        <dd>{how}</dd>
        {benefit.terms.length > 0 ? <dt>{t.terms}</dt> : null}
        {benefit.terms.map((line) => (
          <dd>{line}</dd>
        ))}
        <dt>{benefit.partner.name}</dt>
        {benefit.partner.about ? <dd>{benefit.partner.about}</dd> : null}
        {/^https?:/.test(benefit.partner.link) ? (
          <dd>
            <a href={benefit.partner.link} rel="noopener nofollow">
              {t.toPartner(benefit.partner.name)}
            </a>
          </dd>
        ) : null}
      </dl>
    </article>
  );
}

function Claim({ t, benefit, standing }: { t: BenefitTexts; benefit: BenefitView; standing: Standing }) {
  const { is, ordinal, ready, problem } = standing;
  const slug = benefit.href.slice('/benefits/'.length);
  if (is === 'visitor') {
    return (
      <div class="benefit-claim">
        <p>{t.refused['no-tier']}</p>
        <a class="account-button" href="/join">
          {t.join}
        </a>
        <p class="account-hint">
          {t.alreadyMember}{' '}
          <a href={`/account/sign-in?next=${encodeURIComponent(benefit.href)}`}>{t.signIn}</a>
        </p>
      </div>
    );
  }
  return (
    <div class="benefit-claim">
      {ready ? (
        <p class="account-done">
          {t.yours} <a href={ready}>{t.showYours}</a>
        </p>
      ) : null}
      {problem ? (
        <p class={is === 'member' ? 'benefit-problem' : ''} role="status">
          {problem}
        </p>
      ) : (
        <form method="post" action={benefit.href}>
          <input type="hidden" name="ordinal" value={ordinal} />
          <button class={`account-button${ready ? ' account-button-plain' : ''}`} type="submit">
            {benefit.kind === 'own' ? (ready ? t.claimNext : t.claim) : t.claimCode}
          </button>
        </form>
      )}
      {is === 'reader' ? (
        <a class="account-button" href={`/join?benefit=${slug}`}>
          {t.join}
        </a>
      ) : null}
    </div>
  );
}

function factsOf(t: BenefitTexts, { worth, left, from, tierNames }: BenefitView): string[] {
  const stock = left === 0 ? t.soldOut : left === null ? '' : t.left(left);
  return [
    worth && t.worth(worth),
    tierNames.length > 0 ? tierNames.join(', ') : t.forMembers,
    from === null ? stock : t.soon(from),
  ].filter(Boolean);
}
