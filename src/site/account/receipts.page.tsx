import type { Fact } from './buy.page.tsx';
import type { ReceiptTexts } from './messages/receipts.ts';

export type ReceiptLine = {
  readonly number: string;
  readonly href: string;
  readonly kind: string;
  readonly what: string;
  readonly day: string;
  readonly sum: string;
  readonly state: string | null;
};

/** All receipts and invoices of a reader. */
export function ReceiptsPage({ t, lines }: { t: ReceiptTexts; lines: readonly ReceiptLine[] }) {
  if (lines.length === 0) return <p>{t.none}</p>;
  return (
    <ul class="account-list receipts">
      {lines.map((line) => (
        <li>
          <a href={line.href}>
            {line.kind} {line.number}
          </a>
          <span class="receipts-what">{line.what}</span>
          <span class="receipts-day">{line.day}</span>
          <span class="receipts-sum">
            {line.sum}
            {line.state ? <span class="account-hint"> {line.state}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

export type ReceiptProps = {
  readonly t: ReceiptTexts;
  readonly kind: string;
  readonly number: string;
  readonly publisher: { readonly name: string; readonly address: readonly string[]; readonly taxId: string };
  readonly to: readonly string[];
  readonly facts: readonly Fact[];
  readonly what: string;
  readonly sums: readonly { readonly label: string; readonly sum: string; readonly total?: boolean }[];
  readonly pay: readonly string[];
  readonly said: string | null;
};

/** One receipt, as a sheet that can be printed and filed. */
export function ReceiptPage({ t, kind, number, publisher, to, facts, what, sums, pay, said }: ReceiptProps) {
  return (
    <>
      {said ? (
        <p class="account-done receipt-said" role="status">
          {said}
        </p>
      ) : null}
      <article class="receipt" aria-labelledby="receipt">
        <header class="receipt-head">
          <address>
            <strong>{publisher.name}</strong>
            {publisher.address.map((line) => (
              <span>{line}</span>
            ))}
            {publisher.taxId ? (
              <span>
                {t.taxId} {publisher.taxId}
              </span>
            ) : null}
          </address>
          <address class="receipt-to">
            {to.map((line) => (
              <span>{line}</span>
            ))}
          </address>
        </header>
        <h1 id="receipt" class="page-name">
          {kind} {number}
        </h1>
        <dl class="facts">
          {facts.map(({ label, says }) => (
            <div>
              <dt>{label}</dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
        <table class="receipt-sums">
          <caption class="unseen">{t.sum}</caption>
          <thead>
            <tr>
              <th scope="col">{t.what}</th>
              <th scope="col">{t.sum}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{what}</td>
              <td>{sums.at(-1)?.sum}</td>
            </tr>
          </tbody>
          <tfoot>
            {sums.map(({ label, sum, total }) => (
              <tr class={total ? 'receipt-total' : undefined}>
                <th scope="row">{label}</th>
                <td>{sum}</td>
              </tr>
            ))}
          </tfoot>
        </table>
        {pay.length > 0 ? (
          <section class="receipt-pay">
            <h2 class="foot-title">{t.pay}</h2>
            {pay.map((line) => (
              <p>{line}</p>
            ))}
          </section>
        ) : null}
      </article>
      <p class="account-hint receipt-print">{t.print}</p>
    </>
  );
}
