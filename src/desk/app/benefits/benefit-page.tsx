import { useEffect, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { BenefitDialog } from './benefit-dialog.tsx';
import { useBenefits, usePartners } from './data.ts';
import { t } from './messages.ts';
import { StockPart } from './stock-part.tsx';
import { VouchersPart } from './vouchers-part.tsx';

/** One benefit: what it is, its stock, and who claimed it. */
export function BenefitPage({ id }: { id: number }) {
  const found = useBenefits();
  const partners = usePartners();
  const [isEditing, setEditing] = useState(false);
  const [tab, setTab] = useState<string>();
  const benefit = found.data?.benefits.find((one) => one.id === id);
  // Where nothing is left one comes to fill it up; what is chosen stays when it is filled.
  useEffect(() => {
    if (benefit)
      setTab((chosen) => chosen ?? (benefit.kind === 'pool' && benefit.left === 0 ? 'stock' : 'vouchers'));
  }, [benefit]);
  if (found.error) return <Problem error={found.error} again={() => void found.refetch()} />;
  if (found.isPending) return <Waiting />;
  if (!benefit) return <Empty title={t('nothingHere')} />;
  const vouchers = { id: 'vouchers', says: t('vouchers'), panel: <VouchersPart benefit={benefit} /> };
  const stock = { id: 'stock', says: t('stock'), panel: <StockPart benefit={benefit} /> };
  const isPool = benefit.kind === 'pool';
  const partner = partners.data?.partners.find((one) => one.id === benefit.partner);
  const hasNoPlace =
    benefit.kind === 'own' && partner?.places.every((place) => place.state === 'closed') === true;
  return (
    <div className="benefits-body">
      <section className="benefit-head">
        {benefit.picture && <img src={benefit.picture} alt="" />}
        <div>
          <p className="soft">{benefit.partnerName}</p>
          <h2 className="page-title">{benefit.title}</h2>
          <p>
            {t(benefit.state)} · {t(benefit.kind)}
          </p>
          <p className="soft">{benefit.limits}</p>
          <p className="acts">
            <Button onPress={() => setEditing(true)}>{t('edit')}</Button>
            {benefit.state !== 'draft' && (
              <a href={`/benefits/${benefit.slug}`} target="_blank" rel="noopener">
                {t('look')}
              </a>
            )}
          </p>
        </div>
      </section>
      {hasNoPlace && <Notice tone="warn">{t('noPlace')}</Notice>}
      <Tabs
        label={benefit.title}
        chosen={tab ?? 'vouchers'}
        onChoose={setTab}
        tabs={isPool ? [vouchers, stock] : [vouchers]}
      />
      {isEditing && found.data && partners.data && (
        <BenefitDialog
          benefit={benefit}
          frame={found.data}
          partners={partners.data.partners}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  );
}
