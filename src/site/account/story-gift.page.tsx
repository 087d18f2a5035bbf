import type { Messages } from '../messages/messages.ts';
import type { StoryGiftTexts } from './messages/story-gift.ts';

type Shown = { readonly headline: string; readonly standfirst: string };

/** A story that somebody gave: what it is, who gives it, and the one step. */
export function GiftSheet(props: {
  story: Shown;
  action: string;
  until: string;
  name: string;
  t: StoryGiftTexts;
  words: Messages;
}) {
  const { story, action, until, name, t, words } = props;
  return (
    <section class="given" aria-labelledby="given">
      <p class="label">{t.given}</p>
      <h1 id="given">{story.headline}</h1>
      {story.standfirst ? <p class="standfirst">{story.standfirst}</p> : null}
      <form method="post" action={action}>
        <p>{words.fill(t.givesYou, { name })}</p>
        <button class="account-button" type="submit">
          {t.read}
        </button>
        <p class="account-hint">{words.fill(t.open, { day: words.day(until) })}</p>
      </form>
    </section>
  );
}

/** The page on which a member makes the link; once it is made, the link. */
export function GiveSheet(props: {
  story: Shown & { id: number };
  gift: { link: string; until: string } | null;
  left: number;
  renews: string;
  terms: { days: number; opens: number };
  t: StoryGiftTexts;
  words: Messages;
}) {
  const { story, gift, left, renews, terms, t, words } = props;
  return (
    <>
      <h2 class="give-headline">{story.headline}</h2>
      {gift ? <GiftLink {...props} gift={gift} /> : null}
      {!gift && left > 0 ? (
        <form class="account-form" method="post" action="/account/give">
          <input type="hidden" name="story" value={story.id} />
          <p>
            {words.fill(t.terms, { days: words.number(terms.days), opens: words.number(terms.opens) })}{' '}
            {words.count(t.left, left)}
          </p>
          <div>
            <button class="account-button" type="submit">
              {t.make}
            </button>
          </div>
        </form>
      ) : null}
      {!gift && left === 0 ? <p>{words.fill(t.noneLeft, { day: words.day(renews) })}</p> : null}
    </>
  );
}

function GiftLink(props: {
  story: Shown;
  gift: { link: string; until: string };
  left: number;
  t: StoryGiftTexts;
  words: Messages;
}) {
  const { story, gift, left, t, words } = props;
  const body = words.fill(t.mailText, { headline: story.headline, link: gift.link });
  const mail = `mailto:?subject=${encodeURIComponent(story.headline)}&body=${encodeURIComponent(body)}`;
  return (
    <div class="account-form">
      <div>
        <label for="gift-link">{t.link}</label>
        <input id="gift-link" type="text" readonly value={gift.link} aria-describedby="gift-hint" />
        <p class="account-hint account-hint-below" id="gift-hint">
          {words.fill(t.linkHint, { day: words.day(gift.until) })} {words.count(t.left, left)}
        </p>
      </div>
      <div>
        <a class="account-button account-button-plain" href={mail}>
          {t.mail}
        </a>
      </div>
    </div>
  );
}
