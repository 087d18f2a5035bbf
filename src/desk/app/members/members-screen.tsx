import type { ComponentType } from 'react';
import { Link, useLocation, useRoute } from 'wouter';
import { Menu } from '../parts/menu.tsx';
import { Empty } from '../parts/states.tsx';
import '../settings/settings.css';
import './charts.css';
import './files.css';
import './groups.css';
import './money.css';
// Last: it sets all of them on a phone.
import './members.css';
import { CodesPage } from './codes-page.tsx';
import { DifferencesPage } from './differences-page.tsx';
import { FailedPage } from './failed-page.tsx';
import { FilesPage } from './files-page.tsx';
import { GatePage, RulesPage } from './gate-page.tsx';
import { GroupsPage } from './groups-page.tsx';
import { MemberPage } from './member-page.tsx';
import { type MembersText, t } from './messages.ts';
import { PaymentsPage } from './payments-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { PrintedPage } from './printed-page.tsx';
import { ReportsPage } from './reports-page.tsx';
import { TasksPage } from './tasks-page.tsx';
import { TiersPage } from './tiers-page.tsx';

type Page = { readonly at: string; readonly text: MembersText; readonly Shown: ComponentType };

const groups: readonly { text: MembersText; pages: readonly Page[] }[] = [
  {
    text: 'groupPeople',
    pages: [
      { at: '', text: 'members', Shown: PeoplePage },
      { at: 'groups', text: 'groups', Shown: GroupsPage },
      { at: 'tasks', text: 'tasks', Shown: TasksPage },
    ],
  },
  {
    text: 'groupMoney',
    pages: [
      { at: 'tiers', text: 'tiers', Shown: TiersPage },
      { at: 'payments', text: 'payments', Shown: PaymentsPage },
      { at: 'failed', text: 'failed', Shown: FailedPage },
      { at: 'differences', text: 'differences', Shown: DifferencesPage },
    ],
  },
  {
    text: 'groupAccess',
    pages: [
      { at: 'gate', text: 'gate', Shown: GatePage },
      { at: 'codes', text: 'codesAndGifts', Shown: CodesPage },
      { at: 'printed', text: 'printed', Shown: PrintedPage },
      { at: 'rules', text: 'rules', Shown: RulesPage },
    ],
  },
  {
    text: 'groupFigures',
    pages: [
      { at: 'reports', text: 'reports', Shown: ReportsPage },
      { at: 'files', text: 'files', Shown: FilesPage },
    ],
  },
];
const pages = groups.flatMap((group) => group.pages);

/** All that the commercial side works with: one page a subject, with a list of them at the side. */
export function Screen() {
  const [, params] = useRoute('/members/:page');
  const [isPerson, person] = useRoute('/members/person/:id');
  const at = isPerson ? '' : (params?.page ?? '');
  const page = pages.find((one) => one.at === at);
  return (
    <div className="screen members">
      <Pages at={at} />
      <div className="members-page">
        {isPerson && <MemberPage key={person.id} id={Number(person.id)} />}
        {!isPerson && page && (
          <>
            <h1 className="page-title">{t(page.text)}</h1>
            <page.Shown key={page.at} />
          </>
        )}
        {!isPerson && !page && <Empty title={t('nothingHere')} />}
      </div>
    </div>
  );
}

/** Where one can go: a list at the side, on a phone one button. */
function Pages({ at }: { at: string }) {
  const [, go] = useLocation();
  const here = pages.find((page) => page.at === at);
  return (
    <>
      <nav className="members-list" aria-label={t('members')}>
        <p className="nav-title">{t('title')}</p>
        {groups.map((group) => (
          <section key={group.text}>
            <h2>{t(group.text)}</h2>
            <ul>
              {group.pages.map((page) => (
                <li key={page.at}>
                  <Link href={pathOf(page)} {...(page.at === at && { 'aria-current': 'page' as const })}>
                    {t(page.text)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className="members-menu">
        <Menu
          tone="plain"
          label={t('goTo', { page: here ? t(here.text) : t('members') })}
          entries={pages.map((page) => ({
            id: page.at || 'members',
            says: t(page.text),
            run: () => go(pathOf(page)),
          }))}
        >
          {t('title')} ▾
        </Menu>
      </div>
    </>
  );
}

function pathOf({ at }: Page): string {
  return at === '' ? '/members' : `/members/${at}`;
}
