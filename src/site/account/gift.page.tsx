import type { Qr } from '#members/qr.js';
import { Field } from './field.tsx';
import type { GiftTexts } from './messages/gifts.ts';

export type GiftTyped = {
  readonly choice: string;
  readonly name: string;
  readonly words: string;
  readonly way: string;
  readonly email: string;
  readonly day: string;
};

export type GiveProps = {
  readonly t: GiftTexts;
  readonly choices: readonly { readonly value: string; readonly says: string }[];
  readonly typed: GiftTyped;
  readonly problem?: { readonly at: 'choice' | 'email' | 'day'; readonly says: string } | undefined;
  /** Undefined where somebody is signed in. */
  readonly signIn?: string | undefined;
  /** What follows the order: an invoice, or the page of payment. */
  readonly follows: string;
  readonly days: { readonly first: string; readonly last: string };
};

/** What one can give, and to whom. */
export function GivePage(props: GiveProps) {
  const { t, choices, typed, problem, signIn, follows } = props;
  if (choices.length === 0) return <p>{t.nothingSold}</p>;
  return (
    <form class="account-form gift-form" method="post" action="/join/gift">
      <fieldset class="gift-choices">
        <legend class="account-label">{t.what}</legend>
        {problem?.at === 'choice' ? <p class="account-problem">{problem.says}</p> : null}
        {choices.map(({ value, says }, at) => (
          <label class="account-tick">
            <input
              type="radio"
              name="choice"
              value={value}
              required
              checked={typed.choice === value || (typed.choice === '' && at === choices.length - 1)}
            />
            <span>{says}</span>
          </label>
        ))}
        <p class="account-hint">{t.withTax}</p>
      </fieldset>
      {signIn === undefined ? (
        <>
          <Person {...props} />
          <div>
            <button class="account-button" type="submit">
              {t.order}
            </button>
            <p class="account-hint account-hint-below">{follows}</p>
          </div>
        </>
      ) : (
        <div>
          <a class="account-button" href={signIn}>
            {t.signIn}
          </a>
          <p class="account-hint account-hint-below">{t.signInAbout}</p>
        </div>
      )}
    </form>
  );
}

function Person({ t, typed, problem, days }: GiveProps) {
  return (
    <>
      <Field
        name="name"
        label={t.forName}
        hint={t.forNameHint}
        value={typed.name}
        autocomplete="off"
        maxLength={120}
      />
      <div>
        <label for="field-words">{t.words}</label>
        <textarea id="field-words" name="words" rows={3} maxLength={600} aria-describedby="words-hint">
          {typed.words}
        </textarea>
        <p class="account-hint account-hint-below" id="words-hint">
          {t.wordsHint}
        </p>
      </div>
      <fieldset class="gift-choices">
        <legend class="account-label">{t.how}</legend>
        <label class="account-tick">
          <input type="radio" name="way" value="print" checked={typed.way !== 'letter'} />
          <span>{t.byPrint}</span>
        </label>
        <label class="account-tick">
          <input type="radio" name="way" value="letter" checked={typed.way === 'letter'} />
          <span>{t.byLetter}</span>
        </label>
        <div class="gift-letter">
          <Field
            name="email"
            type="email"
            label={t.email}
            hint={t.emailHint}
            problem={problem?.at === 'email' ? problem.says : undefined}
            value={typed.email}
            autocomplete="off"
            inputmode="email"
            maxLength={254}
          />
          <div>
            <label for="field-day">{t.day}</label>
            {problem?.at === 'day' ? (
              <p class="account-problem account-problem-above" id="day-problem">
                {problem.says}
              </p>
            ) : null}
            <input
              id="field-day"
              name="day"
              type="date"
              min={days.first}
              max={days.last}
              value={typed.day}
              aria-invalid={problem?.at === 'day' ? 'true' : undefined}
              aria-describedby="day-hint"
            />
            <p class="account-hint account-hint-below" id="day-hint">
              {t.dayHint}
            </p>
          </div>
        </div>
      </fieldset>
    </>
  );
}

export type GiftLine = {
  readonly id: number;
  readonly title: string;
  readonly stands: string;
  readonly canPrint: boolean;
  readonly receipt: string | null;
};

/** What somebody has given, and how it stands. */
export function GiftsPage({
  t,
  gifts,
  done,
}: {
  t: GiftTexts;
  gifts: readonly GiftLine[];
  done: string | undefined;
}) {
  return (
    <>
      {done ? (
        <p class="account-done" role="status">
          {done}
        </p>
      ) : null}
      {gifts.length === 0 ? <p>{t.none}</p> : null}
      <ul class="account-list gift-list">
        {gifts.map((gift) => (
          <li>
            <strong>{gift.title}</strong>
            <p class="account-hint">{gift.stands}</p>
            <p class="gift-ways">
              {gift.canPrint ? <a href={`/account/gifts/${gift.id}`}>{t.print}</a> : null}
              {gift.receipt ? <a href={`/account/receipts/${gift.receipt}`}>{t.invoice}</a> : null}
            </p>
          </li>
        ))}
      </ul>
      <p class="gift-again">
        <a
          class={gifts.length === 0 ? 'account-button' : 'account-button account-button-plain'}
          href="/join/gift"
        >
          {t.toGive}
        </a>
      </p>
    </>
  );
}

export type CardProps = {
  readonly t: GiftTexts;
  readonly paper: string;
  readonly gift: string;
  readonly forName: string;
  readonly from: string;
  readonly words: string;
  readonly code: string;
  readonly qr: Qr;
  readonly address: string;
  readonly until: string;
};

/** A card to be printed: nothing else of the page comes onto the sheet. */
export function GiftCard({ t, paper, gift, forName, from, words, code, qr, address, until }: CardProps) {
  return (
    <>
      <p class="account-hint gift-print-hint">{t.cardPrint}</p>
      <article class="gift-card">
        <p class="gift-card-paper">{paper}</p>
        {forName ? <p class="gift-card-for">{t.cardFor(forName)}</p> : null}
        <p class="gift-card-gift">{gift}</p>
        {words ? <p class="gift-card-words">{words}</p> : null}
        {from ? <p class="gift-card-from">{t.cardFrom(from)}</p> : null}
        <div class="gift-card-code">
          <svg
            class="gift-card-qr"
            viewBox={`-2 -2 ${qr.size + 4} ${qr.size + 4}`}
            role="img"
            aria-label={code}
          >
            <rect x="-2" y="-2" width={qr.size + 4} height={qr.size + 4} fill="#fff" />
            <path d={qr.path} fill="#000" />
          </svg>
          <div>
            <p class="gift-card-letters">{code}</p>
            <p class="gift-card-how">{t.cardHow(address)}</p>
          </div>
        </div>
        <p class="gift-card-until">{t.cardUntil(until)}</p>
      </article>
    </>
  );
}
