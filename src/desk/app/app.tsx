import { useQuery } from '@tanstack/react-query';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
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

/** React wants one component a screen, made once. */
const shown = new Map<Screen, ComponentType>(
  screens.map((screen) => [screen, lazy(async () => ({ default: (await screen.load()).Screen }))]),
);

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
              <Drawn screen={screen} />
            </Route>
          ))}
        <Route>{me ? <Inside me={me} /> : <Outside error={error} again={() => void refetch()} />}</Route>
      </Switch>
      <Toasts />
    </I18nProvider>
  );
}

function Inside({ me }: { me: Me }) {
  return (
    <Shell me={me}>
      <Switch>
        {screens
          .filter((screen) => !screen.open)
          .map((screen) => (
            <Route key={screen.path} path={screen.path}>
              <Drawn screen={screen} />
            </Route>
          ))}
        <Route>
          <NothingHere />
        </Route>
      </Switch>
    </Shell>
  );
}

function Drawn({ screen }: { screen: Screen }): ReactNode {
  const Shown = shown.get(screen);
  if (!Shown) return null;
  return (
    <Broken key={screen.path}>
      <Suspense fallback={<Waiting />}>
        <Shown />
      </Suspense>
    </Broken>
  );
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
