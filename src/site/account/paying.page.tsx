import type { PayingTexts } from './messages/paying.ts';

/** Somebody came back from paying, and the payment has not reached us yet. */
export function WaitingPage({ t, again }: { t: PayingTexts; again: string }) {
  return (
    <p>
      <a class="account-button account-button-plain" href={again}>
        {t.look}
      </a>
    </p>
  );
}

/** The payment is here. `story` leads back to where they were stopped. */
export function PaidPage({ t, story }: { t: PayingTexts; story: { href: string; label: string } | null }) {
  return (
    <>
      {story ? (
        <p>
          <a class="account-button" href={story.href}>
            {t.readOn}: {story.label}
          </a>
        </p>
      ) : null}
      <p class="account-aside">
        <a href="/account/membership">{t.membership}</a>
      </p>
    </>
  );
}
