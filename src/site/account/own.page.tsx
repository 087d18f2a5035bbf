import { AddressField, CodeEntry, Field, Tick } from './field.tsx';
import type { OwnTexts } from './messages/own.ts';

/** One sentence on what the step before did. */
export function Done({ says }: { says: string | undefined }) {
  return says ? (
    <p class="account-done" role="status">
      {says}
    </p>
  ) : null;
}

/** What an account of the desk is told where it may change nothing. */
export function AtDesk({ t }: { t: OwnTexts }) {
  return (
    <p class="account-done">
      {t.atDesk} <a href="/desk/account">{t.toDesk}</a>
    </p>
  );
}

export function DetailsForm({
  t,
  name,
  language,
  letters,
  agrees,
  atDesk,
  done,
}: {
  t: OwnTexts;
  name: string;
  language: string;
  letters: boolean;
  agrees: string;
  atDesk: boolean;
  done: string | undefined;
}) {
  return (
    <>
      <Done says={done} />
      {atDesk ? <AtDesk t={t} /> : null}
      <form class="account-form" method="post" action="/account/details">
        {atDesk ? null : (
          <Field
            name="name"
            label={t.name}
            hint={t.nameHint}
            value={name}
            autocomplete="name"
            maxLength={120}
          />
        )}
        <div>
          <label for="field-language">{t.language}</label>
          <select id="field-language" name="language">
            {Object.entries(t.languages).map(([value, label]) => (
              <option value={value} selected={value === language}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <Tick name="letters" checked={letters}>
          {agrees}
        </Tick>
        <div>
          <button class="account-button" type="submit">
            {t.save}
          </button>
        </div>
      </form>
    </>
  );
}

/** A link that was sent is looked at here, and used by the button. */
export function ConfirmLetters({ t, token, agrees }: { t: OwnTexts; token: string; agrees: string }) {
  return (
    <form class="account-form" method="post" action={`/account/letters/${encodeURIComponent(token)}`}>
      <blockquote class="account-agrees">{agrees}</blockquote>
      <div>
        <button class="account-button" type="submit">
          {t.confirmDo}
        </button>
      </div>
    </form>
  );
}

export function EmailForm({
  t,
  email,
  problem,
  done,
}: {
  t: OwnTexts;
  email: string;
  problem?: string | undefined;
  done?: string | undefined;
}) {
  return (
    <>
      <Done says={done} />
      <form class="account-form" method="post" action="/account/email">
        <AddressField name="email" label={t.emailNew} value={email} problem={problem} required />
        <div>
          <button class="account-button" type="submit">
            {t.emailDo}
          </button>
        </div>
      </form>
    </>
  );
}

/** A code from a letter, and what it does. */
export function OwnCodeForm({
  t,
  action,
  again,
  says,
  problem,
}: {
  t: OwnTexts;
  action: string;
  again: string;
  says: string;
  problem?: string | undefined;
}) {
  return (
    <>
      <CodeEntry {...{ action, problem }} label={t.codeLabel} hint={t.codeHint} says={says} />
      <p class="account-aside">
        {t.nothingCame} <a href={again}>{t.again}</a>.
      </p>
    </>
  );
}
