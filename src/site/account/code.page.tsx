import type { CodeSheet } from './code-words.ts';
import { Field } from './field.tsx';
import type { CodeTexts } from './messages/codes.ts';

/** The one field for every kind of code. */
export function CodeEntry({
  t,
  typed = '',
  problem,
  contact,
}: {
  t: CodeTexts;
  typed?: string;
  problem?: string | undefined;
  contact: string;
}) {
  return (
    <>
      <form class="account-form" method="post" action="/account/code">
        <Field
          name="code"
          label={t.label}
          hint={t.hint}
          problem={problem}
          value={typed}
          required
          autocomplete="off"
          maxLength={500}
          class="code-field"
        />
        <div>
          <button class="account-button" type="submit">
            {t.look}
          </button>
        </div>
      </form>
      {problem && contact ? <p class="account-aside">{t.contact(contact)}</p> : null}
    </>
  );
}

/** What a code is and what it will do, with the one button that does it. */
export function CodeAnswerPage({ t, sheet, contact }: { t: CodeTexts; sheet: CodeSheet; contact: string }) {
  const { does, words, post, link, problem } = sheet;
  return (
    <div class="code-sheet">
      {words ? <blockquote class="account-agrees">{words}</blockquote> : null}
      {does.map((line) => (
        <p>{line}</p>
      ))}
      {problem ? <p class="account-problem">{problem}</p> : null}
      {post ? (
        <form method="post" action={post.action}>
          <input type="hidden" name="code" value={post.code} />
          <button class="account-button" type="submit">
            {post.says}
          </button>
        </form>
      ) : null}
      {link ? (
        <p>
          <a class="account-button" href={link.href}>
            {link.label}
          </a>
        </p>
      ) : null}
      <p class="account-aside">
        <a href="/account/code">{t.other}</a>
        {problem && contact ? ` ${t.contact(contact)}` : null}
      </p>
    </div>
  );
}

/** What was done. */
export function CodeDone({ t }: { t: CodeTexts }) {
  return (
    <div class="code-sheet">
      <p>
        <a class="account-button" href="/">
          {t.toFront}
        </a>
      </p>
      <p class="account-aside">
        <a href="/account/membership">{t.toMembership}</a>
      </p>
    </div>
  );
}
