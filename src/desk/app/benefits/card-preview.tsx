import { wordAmount } from '#members/price-words.js';
import { minorOf } from '../members/money.ts';
import { languageTag } from '../texts.ts';
import { t } from './messages.ts';
import type { TypedBenefit } from './typed-benefit.ts';

/** The card as it stands on the page of benefits. */
export function CardPreview({ typed, partner }: { typed: TypedBenefit; partner: string }) {
  const worth = typed.worth.trim() === '' ? undefined : minorOf(typed.worth, typed.currency);
  const isCurrency = /^[A-Z]{3}$/.test(typed.currency);
  return (
    <figure className="card-preview">
      <figcaption className="legend">{t('look')}</figcaption>
      {typed.picture ? <img src={typed.picture} alt="" /> : <div className="card-blank">{partner}</div>}
      <p className="soft">{partner}</p>
      <h3>{typed.title || t('title')}</h3>
      {typed.says && <p>{typed.says}</p>}
      {worth !== undefined && isCurrency && (
        <p className="soft">{wordAmount(worth, typed.currency, languageTag())}</p>
      )}
    </figure>
  );
}
