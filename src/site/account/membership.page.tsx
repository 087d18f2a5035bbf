import { type Fact, Facts } from './buy.page.tsx';
import { Hidden } from './field.tsx';
import type { MembershipTexts } from './messages/membership.ts';

/** Something one can do: a page to look at first, or (`post`) a thing that is done at once and can be undone. */
export type WayView = {
  readonly href: string;
  readonly label: string;
  readonly says?: string;
  readonly post?: boolean;
  readonly main?: boolean;
};

export type HeldView = {
  readonly id: number;
  readonly name: string;
  readonly standing: string;
  readonly says: string;
  readonly notice: string | null;
  readonly facts: readonly Fact[];
  readonly ways: readonly WayView[];
  readonly over: boolean;
};

export type MembershipProps = {
  readonly t: MembershipTexts;
  readonly held: readonly HeldView[];
  readonly done: string | null;
  readonly problem: string | null;
};

/** What somebody has, until when, what is paid next, and every way to change it. */
export function MembershipPage({ t, held, done, problem }: MembershipProps) {
  const now = held.filter(({ over }) => !over);
  const before = held.filter(({ over }) => over);
  return (
    <div class="held-list">
      {done ? (
        <p class="account-done" role="status">
          {done}
        </p>
      ) : null}
      {problem ? (
        <p class="account-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {now.length === 0 ? <p>{t.none}</p> : null}
      {now.map((one) => (
        <Held one={one} />
      ))}
      {now.length === 0 ? (
        <p>
          <a class="account-button" href="/join">
            {t.join}
          </a>
        </p>
      ) : null}
      {before.length > 0 ? (
        <section class="held-before" aria-labelledby="held-before">
          <h2 id="held-before" class="foot-title">
            {t.before}
          </h2>
          {before.map((one) => (
            <Held one={one} />
          ))}
        </section>
      ) : null}
      <p class="account-aside">
        <a href="/account/receipts">{t.receipts}</a>
      </p>
    </div>
  );
}

function Held({ one }: { one: HeldView }) {
  return (
    <section class="held" aria-labelledby={`held-${one.id}`}>
      <header class="held-head">
        <h2 id={`held-${one.id}`}>{one.name}</h2>
        <p class={`held-standing held-${one.standing}`}>{one.says}</p>
      </header>
      {one.notice ? <p class="account-done">{one.notice}</p> : null}
      <Facts facts={one.facts} />
      {one.ways.length > 0 ? (
        <ul class="held-ways">
          {one.ways.map((way) => (
            <li>
              <Way way={way} />
              {way.says ? <span class="account-hint"> {way.says}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Way({ way }: { way: WayView }) {
  if (!way.post) {
    return (
      <a href={way.href} class={way.main ? 'account-button' : undefined}>
        {way.label}
      </a>
    );
  }
  return (
    <form method="post" action={way.href}>
      <button class={way.main ? 'account-button' : 'held-button'} type="submit">
        {way.label}
      </button>
    </form>
  );
}

export type AskProps = {
  readonly says: readonly string[];
  readonly action: string;
  readonly button: string;
  readonly stay: string;
  readonly problem?: string | null;
  readonly fields?: Readonly<Record<string, string>>;
  /** Another way out, above the button. */
  readonly instead?: { readonly href: string; readonly label: string } | null;
};

/** The second of two steps: what it will do, the button, and the way back beside it, of the same size. */
export function AskPage({
  says,
  action,
  button,
  stay,
  problem = null,
  instead = null,
  fields = {},
}: AskProps) {
  return (
    <div class="ask">
      {problem ? (
        <p class="account-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {says.map((line) => (
        <p>{line}</p>
      ))}
      {instead ? (
        <p class="account-hint">
          <a href={instead.href}>{instead.label}</a>
        </p>
      ) : null}
      <form class="ask-ways" method="post" action={action}>
        <Hidden fields={fields} />
        <button class="account-button" type="submit">
          {button}
        </button>
        <a class="account-button account-button-plain" href="/account/membership">
          {stay}
        </a>
      </form>
    </div>
  );
}

export type ChoiceView = { readonly value: string; readonly label: string; readonly says?: string };

/** One of several, then the button. */
export function ChoosePage({
  says,
  action,
  method = 'post',
  name,
  legend,
  choices,
  button,
  stay,
  problem = null,
}: {
  says: readonly string[];
  action: string;
  method?: 'post' | 'get';
  name: string;
  legend: string;
  choices: readonly ChoiceView[];
  button: string;
  stay: string;
  problem?: string | null;
}) {
  return (
    <div class="ask">
      {problem ? (
        <p class="account-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {says.map((line) => (
        <p>{line}</p>
      ))}
      <form class="account-form" method={method} action={action}>
        <fieldset class="choices">
          <legend class="account-label">{legend}</legend>
          {choices.map(({ value, label, says: more }, at) => (
            <label class="account-tick">
              <input type="radio" name={name} value={value} checked={at === 0} />
              <span>
                {label}
                {more ? <span class="account-hint"> {more}</span> : null}
              </span>
            </label>
          ))}
        </fieldset>
        <div class="ask-ways">
          <button class="account-button" type="submit">
            {button}
          </button>
          <a class="account-button account-button-plain" href="/account/membership">
            {stay}
          </a>
        </div>
      </form>
    </div>
  );
}
