import { Link, useLocation } from 'wouter';
import { useHolds } from '../me.ts';
import type { Screen } from '../screens.ts';
import { t } from './messages.ts';
import { navText } from './nav-text.ts';

/** Where one can go. On a phone these stand in the account's menu. */
export function NavLinks({ screens }: { screens: readonly Screen[] }) {
  const [location] = useLocation();
  const holds = useHolds();
  // Those who write nothing find here what is out.
  const toStories = holds('write') || holds('read-unpublished') ? '/' : '/?list=archive';
  return (
    <nav aria-label={t('menu')}>
      {screens.map((screen) => (
        <Link
          key={screen.path}
          href={screen.path === '/' ? toStories : screen.path}
          {...(isHere(screen.path, location) && { 'aria-current': 'page' as const })}
        >
          {navText(screen)}
        </Link>
      ))}
    </nav>
  );
}

function isHere(path: string, location: string): boolean {
  if (path === '/') return location === '/' || location.startsWith('/stories');
  return location === path || location.startsWith(`${path}/`);
}
