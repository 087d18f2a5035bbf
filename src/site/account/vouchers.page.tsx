import type { Qr } from '#members/qr.js';
import type { PictureView } from '../view.ts';
import type { VoucherTexts } from './messages/vouchers.ts';

/** A voucher as its holder sees it; `happened` says in words how it stands. */
export type VoucherLine = {
  readonly href: string;
  readonly title: string;
  readonly partner: string;
  readonly stand: 'ready' | 'used' | 'expired' | 'ended' | 'void';
  readonly happened: string;
};

export type VoucherView = VoucherLine & {
  readonly code: string;
  /** Each word of the code on its own; null for codes of partners. */
  readonly words: readonly string[] | null;
  readonly qr: Qr | null;
  readonly says: string;
  readonly terms: readonly string[];
  readonly places: readonly { readonly name: string; readonly address: string }[];
  readonly link: string;
  readonly limits: string;
  readonly picture: PictureView | null;
};

/** Somebody's vouchers: those that can be used first. */
export function WalletPage({ t, vouchers }: { t: VoucherTexts; vouchers: readonly VoucherLine[] }) {
  if (vouchers.length === 0) {
    return (
      <div class="benefit-none">
        <h2>{t.none}</h2>
        <p>{t.noneAbout}</p>
        <a class="account-button" href="/benefits">
          {t.toBenefits}
        </a>
      </div>
    );
  }
  const ready = vouchers.filter(({ stand }) => stand === 'ready');
  const past = vouchers.filter(({ stand }) => stand !== 'ready');
  return (
    <>
      <Part name={t.ready} vouchers={ready} />
      <p>
        <a href="/benefits">{t.toBenefits}</a>
      </p>
      <Part name={t.past} vouchers={past} />
    </>
  );
}

function Part({ name, vouchers }: { name: string; vouchers: readonly VoucherLine[] }) {
  if (vouchers.length === 0) return null;
  return (
    <section class="wallet-part">
      <h2>{name}</h2>
      <ul class="account-list">
        {vouchers.map((voucher) => (
          <li class={voucher.stand === 'ready' ? 'wallet-line' : 'wallet-line wallet-past'}>
            <p class="kicker">{voucher.partner}</p>
            <p class="wallet-title">
              <a href={voucher.href}>{voucher.title}</a>
            </p>
            <p class="account-hint">{voucher.happened}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One voucher, as it is held out to somebody at a counter, or printed. */
export function VoucherPage({ t, voucher }: { t: VoucherTexts; voucher: VoucherView }) {
  const { stand, terms, places, limits } = voucher;
  return (
    <article class="voucher">
      {stand === 'ready' ? (
        <Code t={t} voucher={voucher} />
      ) : (
        <p class="voucher-over" role="status">
          {voucher.happened}
        </p>
      )}
      {stand === 'used' ? <p class="account-hint">{t.readyAgain}</p> : null}
      <dl class="benefit-about">
        {voucher.says ? <dd>{voucher.says}</dd> : null}
        {places.length > 0 ? <dt>{t.where}</dt> : null}
        {places.map(({ name, address }) => (
          <dd>
            {name}
            {address ? <span class="account-hint"> {address.replaceAll('\n', ', ')}</span> : null}
          </dd>
        ))}
        <dt>{t.terms}</dt>
        <dd>{limits}</dd>
        {terms.map((line) => (
          <dd>{line}</dd>
        ))}
      </dl>
      {stand === 'ready' ? (
        <button class="account-button account-button-plain voucher-print" type="button" data-print hidden>
          {t.print}
        </button>
      ) : null}
    </article>
  );
}

function Code({ t, voucher }: { t: VoucherTexts; voucher: VoucherView }) {
  const { qr, words, code, link, partner } = voucher;
  if (qr && words) {
    return (
      <div class="voucher-code">
        <p class="voucher-lead">{t.show}</p>
        <QrPicture qr={qr} label={t.qrLabel} />
        <p class="voucher-lead">{t.sayIt}</p>
        <p class="voucher-words">
          {words.map((word) => (
            <span>{word} </span>
          ))}
        </p>
        <p class="voucher-lead">{voucher.happened}</p>
      </div>
    );
  }
  return (
    <div class="voucher-code">
      <p class="voucher-lead">{t.yourCode}</p>
      <p class="voucher-words voucher-typed">{code}</p>
      <p class="voucher-lead">{voucher.happened}</p>
      <p>{t.useCode}</p>
      {/^https?:/.test(link) ? (
        <a class="account-button" href={link} rel="noopener nofollow">
          {t.goUse(partner)}
        </a>
      ) : null}
    </div>
  );
}

/** Black on white in both schemes, with the margin that scanners need: a reader of codes knows no dark mode. */
export function QrPicture({ qr, label }: { qr: Qr; label: string }) {
  const side = qr.size + 8;
  return (
    <svg
      class="qr"
      viewBox={`-4 -4 ${side} ${side}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
