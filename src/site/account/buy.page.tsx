import { Field, Hidden } from './field.tsx';
import type { JoinTexts } from './messages/join.ts';

export type Fact = { readonly label: string; readonly says: string };

/** What stands in the way of buying, or beside it: `refuses` leaves no button, `asks` a box to tick. */
export type BuyNotice = {
  readonly says: string;
  readonly is: 'refuses' | 'asks';
  readonly ways: readonly { readonly href: string; readonly label: string }[];
};

export type BuyProps = {
  readonly t: JoinTexts;
  readonly action: string;
  /** Where a code of an offer is tried: the same page. */
  readonly here: string;
  readonly facts: readonly Fact[];
  readonly paying: readonly string[];
  readonly right: string | null;
  readonly asWhom: string;
  readonly notice: BuyNotice | null;
  readonly problem: string | null;
  readonly alsoMissing: boolean;
  /** Whether there is an invoice that a number of theirs may stand on. */
  readonly orders: boolean;
  readonly code: { readonly value: string; readonly problem: string | null };
  readonly fields: Readonly<Record<string, string>>;
  readonly carried: Readonly<Record<string, string>>;
};

/** The page on which one buys: what, for how much, until when, and how one gets out again. */
export function BuyPage(props: BuyProps) {
  const { t, facts, paying, right, asWhom, notice, problem } = props;
  return (
    <div class="buy">
      {problem ? (
        <p class="account-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {notice ? <Notice notice={notice} /> : null}
      {notice?.is === 'refuses' ? null : (
        <>
          <Facts facts={facts} />
          <section class="buy-how">
            <h2 class="foot-title">{t.payBy}</h2>
            {paying.map((line) => (
              <p>{line}</p>
            ))}
          </section>
          <OfferCode {...props} />
          <BuyForm {...props} />
          {right ? <p class="account-hint buy-right">{right}</p> : null}
          <p class="account-hint">{asWhom}</p>
        </>
      )}
    </div>
  );
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ label, says }) => (
        <div>
          <dt>{label}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}

function Notice({ notice }: { notice: BuyNotice }) {
  return (
    <div class="account-done buy-notice">
      <p>{notice.says}</p>
      <p class="buy-ways">
        {notice.ways.map(({ href, label }) => (
          <a href={href}>{label}</a>
        ))}
      </p>
    </div>
  );
}

function BuyForm({ t, action, notice, alsoMissing, orders, fields }: BuyProps) {
  return (
    <form class="account-form" method="post" action={action}>
      <Hidden fields={fields} />
      {orders ? (
        <Field name="order" label={t.order} hint={t.orderHint} autocomplete="off" maxLength={60} />
      ) : null}
      {notice?.is === 'asks' ? (
        <div>
          {alsoMissing ? <p class="account-problem">{t.alsoNeeded}</p> : null}
          <label class="account-tick">
            <input type="checkbox" name="also" value="yes" />
            <span>{t.also}</span>
          </label>
        </div>
      ) : null}
      <div>
        <button class="account-button" type="submit">
          {t.button}
        </button>
      </div>
    </form>
  );
}

/** A GET: trying a code uses nothing up. */
function OfferCode({ t, here, code, carried }: BuyProps) {
  return (
    <details class="buy-code" open={code.problem !== null}>
      <summary>{t.code}</summary>
      <form class="account-form" method="get" action={here}>
        <Hidden fields={carried} />
        <Field
          name="offer"
          label={t.code}
          value={code.value}
          problem={code.problem ?? undefined}
          autocomplete="off"
          maxLength={40}
        />
        <div>
          <button class="account-button account-button-plain" type="submit">
            {t.codeUse}
          </button>
        </div>
      </form>
    </details>
  );
}
