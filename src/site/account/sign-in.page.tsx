import { AddressField, CodeEntry, Field, Hidden, Tick } from './field.tsx';
import type { SignInTexts } from './messages/sign-in.ts';

/** Where to go on, and the story that sent somebody here: carried from form to form. */
export type Carried = { readonly next: string; readonly story: string };

/** What was typed, and what is wrong with it. */
export type Typed = { readonly email: string; readonly name: string; readonly letters: boolean };

type FormProps = {
  readonly t: SignInTexts;
  readonly carried: Carried;
  readonly typed: Typed;
  readonly problem?: string | undefined;
};

/** The address, and nothing else. */
export function SignInForm({ t, carried, typed, problem }: FormProps) {
  return (
    <>
      <form class="account-form" method="post" action="/account/sign-in">
        <EmailField t={t} typed={typed} problem={problem} />
        <Hidden fields={carried} />
        <Trap t={t} />
        <div>
          <button class="account-button" type="submit">
            {t.send}
          </button>
        </div>
      </form>
      <PasskeyDoor t={t} next={carried.next} />
      <p class="account-aside">
        {t.noAccount} <a href={withCarried('/account/join', carried)}>{t.toJoin}</a>
      </p>
    </>
  );
}

/** The same with a name, and with the question whether letters are welcome. */
export function JoinForm({
  t,
  carried,
  typed,
  problem,
  agrees,
  privacy,
}: FormProps & { agrees: string; privacy: string }) {
  return (
    <>
      <form class="account-form" method="post" action="/account/join">
        <EmailField t={t} typed={typed} problem={problem} />
        <Field
          name="name"
          label={t.name}
          hint={t.nameHint}
          value={typed.name}
          autocomplete="name"
          maxLength={120}
        />
        <Tick name="letters" checked={typed.letters}>
          {agrees}
        </Tick>
        <Hidden fields={carried} />
        <Trap t={t} />
        <div>
          <button class="account-button" type="submit">
            {t.send}
          </button>
        </div>
      </form>
      {privacy ? (
        <p class="account-aside">
          <a href={privacy}>{t.privacy}</a>
        </p>
      ) : null}
      <p class="account-aside">
        {t.hasAccount} <a href={withCarried('/account/sign-in', carried)}>{t.toSignIn}</a>
      </p>
    </>
  );
}

/** Where the code of the letter goes. */
export function CodeForm({
  t,
  action,
  again,
  problem,
}: {
  t: SignInTexts;
  action: string;
  again: string;
  problem?: string | undefined;
}) {
  return (
    <>
      <CodeEntry {...{ action, problem }} label={t.codeLabel} hint={t.codeHint} says={t.goOn} />
      <p class="account-aside">
        {t.nothingCame} <a href={again}>{t.again}</a>.
      </p>
    </>
  );
}

/** Opening a link uses nothing up; this button does. */
export function LinkForm({
  t,
  token,
  isKnown,
  agrees,
}: {
  t: SignInTexts;
  token: string;
  isKnown: boolean;
  agrees: string;
}) {
  return (
    <form class="account-form" method="post" action={`/account/come-in/${encodeURIComponent(token)}`}>
      {agrees ? (
        <div>
          <p class="account-hint">{t.linkAgrees}</p>
          <blockquote class="account-agrees">{agrees}</blockquote>
        </div>
      ) : null}
      <div>
        <button class="account-button" type="submit">
          {isKnown ? t.linkSignInDo : t.linkJoinDo}
        </button>
      </div>
    </form>
  );
}

function EmailField({ t, typed, problem }: Pick<FormProps, 't' | 'typed' | 'problem'>) {
  return <AddressField name="email" label={t.email} value={typed.email} problem={problem} required />;
}

/** A field that people do not see and robots fill in. */
function Trap({ t }: { t: SignInTexts }) {
  return (
    <div class="account-trap" aria-hidden="true">
      <label for="field-website">{t.leaveEmpty}</label>
      <input id="field-website" name="website" type="text" tabindex={-1} autocomplete="off" value="" />
    </div>
  );
}

/** Shows once the island has found that this browser knows passkeys. */
function PasskeyDoor({ t, next }: { t: SignInTexts; next: string }) {
  return (
    <div class="account-passkey" data-passkey="come-in" data-next={next} data-failed={t.passkeyFailed} hidden>
      <button class="account-button account-button-plain" type="button">
        {t.passkeyDo}
      </button>
      <p class="account-problem" role="status" />
    </div>
  );
}

function withCarried(path: string, { next, story }: Carried): string {
  const query = new URLSearchParams();
  if (next !== '') query.set('next', next);
  if (story !== '') query.set('from', story);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
