import { Field } from './field.tsx';
import type { PrintTexts } from './messages/print.ts';

export type PrintLine = { readonly title: string; readonly stands: string };

export type PrintProps = {
  readonly t: PrintTexts;
  readonly connected: readonly PrintLine[];
  readonly typed: { readonly number: string; readonly postcode: string };
  readonly problem?: string | undefined;
  readonly contact: string;
};

/** What an account is connected with, and the form that connects it with a number of the printed paper. */
export function PrintPage({ t, connected, typed, problem, contact }: PrintProps) {
  return (
    <>
      {connected.length > 0 ? (
        <ul class="account-list print-lines">
          {connected.map(({ title, stands }) => (
            <li>
              <strong>{title}</strong>
              <p class="account-hint">{stands}</p>
            </li>
          ))}
        </ul>
      ) : null}
      <section class={connected.length > 0 ? 'account-part' : ''}>
        {connected.length > 0 ? <h2>{t.another}</h2> : null}
        <form class="account-form" method="post" action="/account/print">
          <Field
            name="number"
            label={t.number}
            hint={t.numberHint}
            problem={problem}
            value={typed.number}
            required
            autocomplete="off"
            maxLength={60}
          />
          <Field
            name="postcode"
            label={t.postcode}
            hint={t.postcodeHint}
            value={typed.postcode}
            required
            autocomplete="postal-code"
            maxLength={20}
          />
          <div>
            <button
              class={connected.length > 0 ? 'account-button account-button-plain' : 'account-button'}
              type="submit"
            >
              {t.connect}
            </button>
          </div>
        </form>
      </section>
      {contact ? (
        <p class="account-aside">
          {connected.length > 0 ? t.wrong : t.help} {t.contact(contact)}
        </p>
      ) : null}
    </>
  );
}
