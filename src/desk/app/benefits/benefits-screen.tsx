import { Link, useRoute } from 'wouter';
import { Empty } from '../parts/states.tsx';
import '../settings/settings.css';
import './benefits.css';
import { BenefitPage } from './benefit-page.tsx';
import { BenefitsPage } from './benefits-page.tsx';
import { type BenefitsText, t } from './messages.ts';
import { PartnersPage } from './partners-page.tsx';
import { StatementsPage } from './statements-page.tsx';

const pages: readonly { at: string; text: BenefitsText }[] = [
  { at: '', text: 'allBenefits' },
  { at: 'partners', text: 'partners' },
  { at: 'statements', text: 'statements' },
];

/** What partners offer to members: benefits, partners with their counters, and what is settled with them. */
export function Screen() {
  const [, params] = useRoute('/benefits/:page/:id?');
  const at = params?.page ?? '';
  const id = Number(at);
  return (
    <div className="screen benefits-screen">
      <header className="screen-head">
        <h1>{t('benefits')}</h1>
        <nav className="benefits-pages" aria-label={t('benefits')}>
          {pages.map((page) => (
            <Link
              key={page.at}
              href={page.at === '' ? '/benefits' : `/benefits/${page.at}`}
              {...(page.at === (id > 0 ? '' : at) && { 'aria-current': 'page' as const })}
            >
              {t(page.text)}
            </Link>
          ))}
        </nav>
      </header>
      {at === '' && <BenefitsPage />}
      {at === 'partners' && <PartnersPage chosen={Number(params?.id ?? 0)} />}
      {at === 'statements' && <StatementsPage />}
      {id > 0 && <BenefitPage key={id} id={id} />}
      {at !== '' && !pages.some((page) => page.at === at) && !(id > 0) && <Empty title={t('nothingHere')} />}
    </div>
  );
}
