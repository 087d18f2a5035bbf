import type { ComponentType } from 'react';
import { Link, useRoute } from 'wouter';
import type { Right } from '#accounts/staff.js';
import { useHolds } from '../me.ts';
import { Empty } from '../parts/states.tsx';
import { GroupForm } from './group-form.tsx';
import { KeysPage } from './keys-page.tsx';
import { LookPage } from './look-page.tsx';
import { MailPage } from './mail-page.tsx';
import { type SettingsText, t } from './messages.ts';
import { PagesPage } from './pages-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { RedirectsPage } from './redirects-page.tsx';
import { SectionsPage } from './sections-page.tsx';
import './settings.css';
import { StagesPage } from './stages-page.tsx';
import { WebhooksPage } from './webhooks-page.tsx';

type Page = {
  readonly at: string;
  readonly text: SettingsText;
  readonly right: Right;
  readonly Shown: ComponentType;
};

const groups: readonly { text: SettingsText; pages: readonly Page[] }[] = [
  {
    text: 'groupPaper',
    pages: [
      { at: 'paper', text: 'paper', right: 'settings', Shown: () => <GroupForm group="paper" /> },
      { at: 'look', text: 'look', right: 'settings', Shown: LookPage },
      {
        at: 'navigation',
        text: 'navigation',
        right: 'settings',
        Shown: () => <GroupForm group="navigation" />,
      },
      { at: 'sections', text: 'sections', right: 'settings', Shown: SectionsPage },
    ],
  },
  {
    text: 'groupContent',
    pages: [
      { at: 'people', text: 'people', right: 'topics', Shown: PeoplePage },
      { at: 'pages', text: 'pages', right: 'edit', Shown: PagesPage },
      { at: 'redirects', text: 'redirects', right: 'settings', Shown: RedirectsPage },
      { at: 'stages', text: 'stages', right: 'settings', Shown: StagesPage },
      { at: 'embeds', text: 'embeds', right: 'settings', Shown: () => <GroupForm group="embeds" /> },
    ],
  },
  {
    text: 'groupTechnical',
    pages: [
      { at: 'mail', text: 'mail', right: 'settings', Shown: MailPage },
      { at: 'sign-in', text: 'signIn', right: 'settings', Shown: () => <GroupForm group="sign-in" /> },
      { at: 'keys', text: 'keys', right: 'machines', Shown: KeysPage },
      { at: 'webhooks', text: 'webhooks', right: 'machines', Shown: WebhooksPage },
      { at: 'operating', text: 'operating', right: 'settings', Shown: () => <GroupForm group="operating" /> },
    ],
  },
];

/** Everything a newsroom sets, one page a subject, with a list of them at the side. */
export function Screen() {
  const holds = useHolds();
  const [, params] = useRoute('/settings/:page');
  const mine = groups
    .map((group) => ({ ...group, pages: group.pages.filter(({ right }) => holds(right)) }))
    .filter(({ pages }) => pages.length > 0);
  const all = mine.flatMap(({ pages }) => pages);
  const page = all.find(({ at }) => at === params?.page) ?? (params ? undefined : all[0]);
  return (
    <div className="screen settings">
      <nav className={`settings-list ${params ? 'is-inside' : ''}`} aria-label={t('settings')}>
        <h1>
          <Link href="/settings">{t('settings')}</Link>
        </h1>
        {mine.map((group) => (
          <section key={group.text}>
            <h2>{t(group.text)}</h2>
            <ul>
              {group.pages.map(({ at, text }) => (
                <li key={at}>
                  <Link
                    href={`/settings/${at}`}
                    {...(page?.at === at && { 'aria-current': 'page' as const })}
                  >
                    {t(text)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className={`settings-page ${params ? 'is-inside' : ''}`}>
        {page ? (
          <>
            <h2 className="page-title">{t(page.text)}</h2>
            <page.Shown key={page.at} />
          </>
        ) : (
          <Empty title={t('settings')}>{t('notYours')}</Empty>
        )}
      </div>
    </div>
  );
}
