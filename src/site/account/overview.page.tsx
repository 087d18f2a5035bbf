import type { OwnTexts } from './messages/own.ts';

/** What somebody holds, in words. */
export type HeldView = { readonly tier: string; readonly until: string | null };

type Row = { readonly href: string; readonly label: string; readonly about: string };

/** The table of contents of one's own account: what one has, what one is, and the way out. */
export function Overview({
  t,
  held,
  isNew,
  isStaff,
}: {
  t: OwnTexts;
  held: readonly HeldView[];
  isNew: boolean;
  isStaff: boolean;
}) {
  const holds = held.map(({ tier, until }) => (until ? t.holdsUntil(tier, until) : t.holds(tier)));
  return (
    <>
      {isNew ? (
        <p class="account-done" role="status">
          {t.welcome}
        </p>
      ) : null}
      <Rows
        name={t.groupMembership}
        rows={[
          {
            href: '/account/membership',
            label: t.membership,
            about: holds.length > 0 ? holds.join(' · ') : t.holdsNothing,
          },
          { href: '/account/vouchers', label: t.vouchers, about: t.vouchersAbout },
          { href: '/benefits', label: t.benefits, about: t.benefitsAbout },
          { href: '/account/code', label: t.code, about: t.codeAbout },
          { href: '/account/gifts', label: t.gifts, about: t.giftsAbout },
          { href: '/account/group', label: t.group, about: t.groupAbout },
          { href: '/account/print', label: t.print, about: t.printAbout },
          { href: '/account/receipts', label: t.receipts, about: t.receiptsAbout },
        ]}
      />
      <Rows
        name={t.groupSelf}
        rows={[
          { href: '/account/details', label: t.details, about: t.detailsAbout },
          { href: '/account/email', label: t.email, about: t.emailAbout },
          { href: '/account/devices', label: t.devices, about: t.devicesAbout },
          { href: '/account/feeds', label: t.feeds, about: t.feedsAbout },
          { href: '/account/data', label: t.data, about: t.dataAbout },
        ]}
      />
      <form class="own-out" method="post" action="/account/sign-out">
        <button class="account-button account-button-plain" type="submit">
          {t.signOut}
        </button>
        {isStaff ? <a href="/desk">{t.desk}</a> : null}
      </form>
    </>
  );
}

function Rows({ name, rows }: { name: string; rows: readonly Row[] }) {
  return (
    <nav class="own-rows" aria-label={name}>
      <h2 class="label">{name}</h2>
      <ul>
        {rows.map(({ href, label, about }) => (
          <li>
            <a href={href}>
              <span class="own-row-label">{label}</span>
              <span class="own-row-about">{about}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
