import { useQuery } from '@tanstack/react-query';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Me } from '../shapes/me.ts';
import { get, Refused } from './api.ts';
import { meKey } from './me.ts';
import { Problem, Waiting } from './parts/states.tsx';
import { Toasts } from './parts/toast.tsx';
import { type Screen, screens } from './screens.ts';
import { Broken } from './shell/broken.tsx';
import { NothingHere } from './shell/nothing-here.tsx';
import { Shell } from './shell/shell.tsx';
import { languageTag, setLanguage } from './texts.ts';

/** How long after the first screen nothing is in a hurry any more, in milliseconds. */
const QUIET_MS = 1_500;

/** Screens that were fetched already, so that coming back to one draws it at once. */
const fetched = new Map<Screen, ComponentType>();

export function App() {
  const { data: me, error, refetch } = useQuery({ queryKey: meKey, queryFn: () => get<Me>('/me') });
  if (me) setLanguage(me.paper.language);
  return (
    <I18nProvider locale={languageTag()}>
      <Switch>
        {screens
          .filter((screen) => screen.open)
          .map((screen) => (
            <Route key={screen.path} path={screen.path}>
              <Drawn key={screen.path} screen={screen} />
            </Route>
          ))}
        <Route>{me ? <Inside me={me} /> : <Outside error={error} again={() => void refetch()} />}</Route>
      </Switch>
      <Toasts />
    </I18nProvider>
  );
}

function Inside({ me }: { me: Me }) {
  useEffect(() => {
    // Most people at the desk open a story next: its program is fetched while nothing else is to do.
    const story = screens.find(({ path }) => path === '/stories/:id');
    const timer = setTimeout(() => story && void fetchScreen(story).catch(() => {}), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Shell me={me}>
      <Switch>
        {screens
          .filter((screen) => !screen.open)
          .map((screen) => (
            <Route key={screen.path} path={screen.path}>
              <Drawn key={screen.path} screen={screen} />
            </Route>
          ))}
        <Route>
          <NothingHere />
        </Route>
      </Switch>
    </Shell>
  );
}

/**
 * One screen, fetched when it is first opened. React's own way of waiting holds back for 300 ms what it has begun to wait
 * for; a story is to be there sooner.
 */
function Drawn({ screen }: { screen: Screen }): ReactNode {
  const [found, setFound] = useState<ComponentType | undefined>(() => fetched.get(screen));
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (found) return;
    fetchScreen(screen).then((Shown) => setFound(() => Shown), setError);
  }, [found, screen]);
  const Shown = found;
  if (error) return <Problem error={error} again={() => location.reload()} />;
  return <Broken key={screen.path}>{Shown ? <Shown /> : <Waiting />}</Broken>;
}

async function fetchScreen(screen: Screen): Promise<ComponentType> {
  const { Screen: Shown } = await screen.load();
  fetched.set(screen, Shown);
  return Shown;
}

/** Nobody is signed in, or nobody knows. Where one wanted to go is kept. */
function Outside({ error, again }: { error: Error | null; again: () => void }) {
  const [location] = useLocation();
  useEffect(() => setLanguage(navigator.language || 'en'), []);
  if (!error) return <Waiting />;
  if (!(error instanceof Refused && error.status === 401)) return <Problem error={error} again={again} />;
  const to = location === '/' ? '' : `?to=${encodeURIComponent(location)}`;
  return <Redirect to={`/sign-in${to}`} replace />;
}
