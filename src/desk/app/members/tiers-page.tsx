import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Offer, PriceView, TiersReply, TierView } from '../../shapes/memberships.ts';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Menu } from '../parts/menu.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useFresh } from './data.ts';
import { type MembersText, t } from './messages.ts';
import { OfferDialog } from './offer-dialog.tsx';
import { PriceDialog } from './price-dialog.tsx';
import { TierDialog } from './tier-dialog.tsx';
import { Day, wordMoney } from './words.tsx';

export const tiersKey = ['members', 'tiers'] as const;

type Asked =
  | { is: 'tier'; tier: TierView | null }
  | { is: 'price'; tier: TierView }
  | { is: 'end'; price: PriceView }
  | { is: 'remove'; tier: TierView }
  | { is: 'offer'; offer: Offer | null };

/** What membership is sold as: tiers with what they bring and cost, and offers for campaigns. */
export function TiersPage() {
  useFresh(['tier.', 'offer.', 'membership.'], tiersKey);
  const [asked, setAsked] = useState<Asked>();
  const { data, error, refetch } = useQuery({
    queryKey: tiersKey,
    queryFn: ({ signal }) => get<TiersReply>('/tiers', signal),
  });
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  const close = () => setAsked(undefined);
  const hasPrice = data.tiers.some(({ prices }) => prices.some(({ state }) => state === 'offered'));
  return (
    <>
      <div className="count-line">
        <p className="lead at-start">{t('tiersNote')}</p>
        <Button onPress={() => setAsked({ is: 'tier', tier: null })}>{t('addTier')}</Button>
      </div>
      {hasPrice && !data.sells.stripe && !data.sells.offline && (
        <Notice tone="warn">{t('sellsNothing')}</Notice>
      )}
      {data.tiers.length === 0 && <Empty title={t('noTiersYet')}>{t('noTiersYetHint')}</Empty>}
      {data.tiers.map((tier) => (
        <TierBox key={tier.id} tier={tier} onAsk={setAsked} />
      ))}
      <Offers offers={data.offers} tiers={data.tiers} onAsk={setAsked} />
      {asked?.is === 'tier' && <TierDialog tier={asked.tier} position={data.tiers.length} onClose={close} />}
      {asked?.is === 'price' && (
        <PriceDialog tier={asked.tier} noticeDays={data.priceNoticeDays} onClose={close} />
      )}
      {asked?.is === 'end' && <EndPrice price={asked.price} onClose={close} />}
      {asked?.is === 'remove' && <RemoveTier tier={asked.tier} onClose={close} />}
      {asked?.is === 'offer' && <OfferDialog offer={asked.offer} tiers={data.tiers} onClose={close} />}
    </>
  );
}

function TierBox({ tier, onAsk }: { tier: TierView; onAsk(asked: Asked): void }) {
  const offered = tier.prices.filter(({ state }) => state === 'offered');
  const former = tier.prices.filter(({ state, holders }) => state === 'former' && holders > 0);
  return (
    <section className="block tier" aria-label={tier.name}>
      <header>
        <div>
          <h2>{tier.name}</h2>
          <p className="facts">
            <span>{t('holders', { count: tier.holders })}</span>
            <span className={tier.state === 'offered' ? '' : 'is-late'}>
              {t(`tierState.${tier.state}` as MembersText)}
            </span>
            <span>
              {t('namedInStories')} <code>{tier.slug}</code>
            </span>
          </p>
        </div>
        <Menu
          label={`${t('moreActs')}: ${tier.name}`}
          entries={[
            { id: 'change', says: t('changeTier'), run: () => onAsk({ is: 'tier', tier }) },
            { id: 'price', says: t('newPrice'), run: () => onAsk({ is: 'price', tier }) },
            'line',
            { id: 'remove', says: t('removeTier'), danger: true, run: () => onAsk({ is: 'remove', tier }) },
          ]}
        >
          {t('moreActs')} ▾
        </Menu>
      </header>
      {tier.says && <p>{tier.says}</p>}
      {tier.benefits.length > 0 && (
        <ul className="benefits">
          {tier.benefits.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <ul className="prices">
        {[...offered, ...former].map((price) => (
          <li key={price.id} className={price.state === 'former' ? 'soft' : ''}>
            <span className="figures">
              <strong>{wordMoney(price.amountMinor, price.currency)}</strong>{' '}
              {t(price.period === 'year' ? 'aYear' : 'aMonth')}
            </span>
            <span className="soft">
              {[
                t('taxWithin', { rate: price.taxBp / 100 }),
                price.trialDays > 0 && t('trial', { count: price.trialDays }),
                t('payThis', { count: price.holders }),
                price.state === 'former' && t('formerPrice'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {price.state === 'offered' && (
              <Button tone="quiet" onPress={() => onAsk({ is: 'end', price })}>
                {t('endPrice')}
              </Button>
            )}
          </li>
        ))}
        {offered.length === 0 && (
          <li>
            <span className="soft">{t('noPrice')}</span>
            <Button onPress={() => onAsk({ is: 'price', tier })}>{t('newPrice')}</Button>
          </li>
        )}
      </ul>
    </section>
  );
}

function Offers({
  offers,
  tiers,
  onAsk,
}: {
  offers: readonly Offer[];
  tiers: readonly TierView[];
  onAsk(asked: Asked): void;
}) {
  return (
    <section className="block" aria-label={t('offers')}>
      <div className="count-line">
        <h2 className="at-start">{t('offers')}</h2>
        <Button isDisabled={tiers.length === 0} onPress={() => onAsk({ is: 'offer', offer: null })}>
          {t('addOffer')}
        </Button>
      </div>
      {offers.length === 0 && <p className="soft">{t('noOffers')}</p>}
      {offers.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('codeTyped')}</th>
              <th scope="col">{t('brings')}</th>
              <th scope="col">{t('used')}</th>
              <th scope="col">{t('until')}</th>
              <th scope="col">{t('state')}</th>
            </tr>
          </thead>
          <tbody>
            {offers.map((offer) => (
              <tr key={offer.id}>
                <th scope="row">
                  <Button tone="quiet" className="as-link" onPress={() => onAsk({ is: 'offer', offer })}>
                    {offer.name}
                  </Button>
                </th>
                <td className="figures">{offer.code ?? <span className="soft">{t('byLink')}</span>}</td>
                <td>
                  {wordOffer(offer)}
                  <span className="soft second">
                    {tiers.find(({ id }) => id === offer.tier)?.name ?? t('everyTier')}
                  </span>
                </td>
                <td className="figures">
                  {offer.uses}
                  {offer.usesMost !== null && ` / ${offer.usesMost}`}
                </td>
                <td className="figures">
                  {offer.untilAt === null ? t('withoutEnd') : <Day at={offer.untilAt} />}
                </td>
                <td className={offer.state === 'running' ? '' : 'soft'}>
                  {t(`offerState.${offer.state}` as MembersText)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function wordOffer({ kind, amount, currency, periods }: Offer): string {
  const span = periods === null ? t('forEver') : t('forPeriods', { count: periods });
  if (kind === 'free-months') return t('freeMonths', { count: amount });
  const less = kind === 'percent' ? `${amount} %` : wordMoney(amount, currency ?? 'EUR');
  return t('lessFor', { less, span });
}

function EndPrice({ price, onClose }: { price: PriceView; onClose(): void }) {
  const end = useChange(() => ask('POST', `/prices/${price.id}/end`), [tiersKey]);
  return (
    <ConfirmDialog
      title={t('endPrice')}
      says={t('endPriceSays', { count: price.holders })}
      verb={t('endPrice')}
      onConfirm={() => end.mutateAsync(undefined)}
      onClose={onClose}
    />
  );
}

function RemoveTier({ tier, onClose }: { tier: TierView; onClose(): void }) {
  const remove = useChange(() => ask('DELETE', `/tiers/${tier.id}`), [['members']]);
  return (
    <ConfirmDialog
      title={t('removeTier')}
      says={t('removeTierSays', { name: tier.name })}
      verb={t('removeTier')}
      onConfirm={async () => {
        await remove.mutateAsync(undefined);
        say(t('tierRemoved', { name: tier.name }));
      }}
      onClose={onClose}
    />
  );
}
