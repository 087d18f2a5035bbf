import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { Me } from '../../shapes/me.ts';
import { listenForKeys, useCommands } from '../commands.ts';
import { Palette } from '../palette/palette.tsx';
import { Button } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { type Screen, screens } from '../screens.ts';
import { SignInAgain } from '../sign-in/sign-in-again.tsx';
import { Help } from './help.tsx';
import { t } from './messages.ts';
import { NavLinks } from './nav-links.tsx';
import { navText } from './nav-text.ts';

/** The bar at the top and the screen below it. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [location, go] = useLocation();
  const shown = screens.filter(({ nav }) => nav && (!nav.right || me.rights.includes(nav.right)));
  useEffect(listenForKeys, []);
  useCommands([
    { id: 'help', name: t('help'), group: t('helpDesk'), keys: '?', run: () => setHelpOpen(true) },
    ...shown.map((screen) => goCommand(screen, go)),
  ]);
  return (
    <div className="desk">
      <a className="skip" href="#screen">
        {t('toContent')}
      </a>
      <header className="bar">
        <a
          className="paper-name"
          href={me.paper.address}
          target="_blank"
          rel="noopener"
          title={t('readPaper')}
        >
          {me.paper.name}
        </a>
        <NavLinks screens={shown} />
        <div className="bar-end">
          <div id="bar-slot" className="bar-slot" />
          <Palette />
          <Button tone="quiet" aria-label={t('help')} onPress={() => setHelpOpen(true)} className="help">
            ?
          </Button>
          <Menu
            label={`${initials(me.name)}, ${t('account')}: ${me.name}`}
            entries={[
              ...shown.map((screen) => ({
                id: screen.path,
                says: navText(screen),
                run: () => go(screen.path),
              })),
              'line' as const,
              { id: 'account', says: t('account'), run: () => go('/account') },
              { id: 'sign-out', says: t('signOut'), run: () => void signOut() },
            ]}
          >
            <span className="me">{initials(me.name)}</span>
          </Menu>
        </div>
      </header>
      <main id="screen" tabIndex={-1}>
        {children}
      </main>
      <Help isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      {/* An open story asks by itself, since it has unsaved typing to bring along. */}
      {!location.startsWith('/stories/') && <SignInAgain email={me.email} />}
    </div>
  );
}

function goCommand(screen: Screen, go: (path: string) => void) {
  const command = {
    id: `go ${screen.path}`,
    name: navText(screen),
    group: t('helpGo'),
    run: () => go(screen.path),
  };
  return screen.nav?.keys ? { ...command, keys: screen.nav.keys } : command;
}

/** The session ends on the server first; then everything this page knows is let go. */
async function signOut(): Promise<void> {
  try {
    const headers = { 'content-type': 'application/json', 'x-standfirst': 'desk' };
    const answer = await fetch('/desk/auth/sign-out', { method: 'POST', headers, body: '{}' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    window.location.assign('/desk/sign-in');
  } catch (error) {
    sayProblem(error);
  }
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0) ?? '')
    .join('');
}
