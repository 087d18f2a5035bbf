import type { FeedTexts } from './messages/feeds.ts';

/** The address of one's own feeds, and what can be done with it. `base` null before there is one. */
export function FeedsSheet({ base, section, t }: { base: string | null; section: string; t: FeedTexts }) {
  if (base === null) {
    return (
      <form class="account-form" method="post" action="/account/feeds">
        <input type="hidden" name="wish" value="renew" />
        <div>
          <button class="account-button" type="submit">
            {t.make}
          </button>
        </div>
      </form>
    );
  }
  return (
    <>
      <div class="account-form">
        <div>
          <label for="feed-address">{t.address}</label>
          <input id="feed-address" type="text" readonly value={`${base}/feed.xml`} />
        </div>
        <p class="account-hint">
          {t.others}: <a href={`${base}/feed.atom`}>Atom</a>, <a href={`${base}/feed.json`}>JSON</a>. {t.part}{' '}
          <code class="feed-part">{`${base}${section}/feed.xml`}</code>
        </p>
      </div>
      <form class="account-form feed-change" method="post" action="/account/feeds">
        <p class="account-hint">{t.renewHint}</p>
        <div class="feed-ways">
          <button class="account-button account-button-plain" type="submit" name="wish" value="renew">
            {t.renew}
          </button>
          <button class="account-button account-button-plain" type="submit" name="wish" value="drop">
            {t.drop}
          </button>
        </div>
      </form>
    </>
  );
}
