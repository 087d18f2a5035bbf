import { useState } from 'react';
import { Link } from 'wouter';
import type { BenefitRow } from '../../shapes/benefits.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { languageTag } from '../texts.ts';
import { BenefitDialog } from './benefit-dialog.tsx';
import { useBenefits, usePartners } from './data.ts';
import { t } from './messages.ts';

/** Every benefit in the order in which readers see them, with what is running low above. */
export function BenefitsPage() {
  const found = useBenefits();
  const partners = usePartners();
  const [isAdding, setAdding] = useState(false);
  const benefits = found.data?.benefits ?? [];
  const low = benefits.filter((benefit) => benefit.low);
  const hasPartners = (partners.data?.partners.length ?? 0) > 0;
  return (
    <div className="benefits-body">
      {low.length > 0 && <Low benefits={low} />}
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.data && benefits.length === 0 && (
        <Empty title={t('none')} action={<Link href="/benefits/partners">{t('toPartners')}</Link>}>
          {t('noneHint')}
        </Empty>
      )}
      {hasPartners && (
        <Button tone={benefits.length === 0 ? 'main' : 'plain'} onPress={() => setAdding(true)}>
          {t('add')}
        </Button>
      )}
      {benefits.length > 0 && <Table benefits={benefits} />}
      {isAdding && found.data && partners.data && (
        <BenefitDialog
          benefit={null}
          frame={found.data}
          partners={partners.data.partners}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}

function Low({ benefits }: { benefits: readonly BenefitRow[] }) {
  return (
    <Notice tone="warn">
      <strong>{t('lowTitle')}</strong>
      <ul className="low-list">
        {benefits.map(({ id, title, partnerName: partner, left }) => (
          <li key={id}>
            {left === 0
              ? t('lowNone', { title, partner })
              : t('lowLeft', { title, partner, left: left ?? 0 })}{' '}
            <Link href={`/benefits/${id}`}>{t('fillUp')}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Table({ benefits }: { benefits: readonly BenefitRow[] }) {
  const number = new Intl.NumberFormat(languageTag());
  return (
    <table className="table benefits-table">
      <thead>
        <tr>
          <th scope="col">{t('benefit')}</th>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col" className="number">
            {t('claimed')}
          </th>
          <th scope="col" className="number">
            {t('redeemed')}
          </th>
          <th scope="col" className="number">
            {t('left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {benefits.map((benefit) => (
          <tr key={benefit.id}>
            <th scope="row">
              <Link href={`/benefits/${benefit.id}`}>{benefit.title}</Link>
              <span className="soft second">{benefit.partnerName}</span>
            </th>
            <td>{t(benefit.kind)}</td>
            <td>{t(benefit.state)}</td>
            <td className="number figures" data-label={t('claimed')}>
              {number.format(benefit.claimed)}
            </td>
            <td className="number figures" data-label={t('redeemed')}>
              {benefit.kind === 'own' ? number.format(benefit.redeemed) : '–'}
            </td>
            <td className={`number figures ${benefit.low ? 'is-low' : ''}`} data-label={t('left')}>
              {benefit.left === null ? '–' : number.format(benefit.left)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
