import { type ReactNode, useEffect, useState } from 'react';
import type { DoorState } from '../../shapes/sign-in.ts';
import { setLanguage } from '../texts.ts';
import { knock } from './door.ts';
import { t } from './messages.ts';
import './sign-in.css';

/** What stands before the desk: the paper's name, and one thing to do. */
export function DoorPage({ children }: { children: (door: DoorState) => ReactNode }) {
  const [door, setDoor] = useState<DoorState>();
  useEffect(() => {
    knock<DoorState>('GET', '/state').then(
      (state) => {
        setLanguage(state.language);
        setDoor(state);
      },
      // Without the line the form itself says what is wrong.
      () => setDoor({ is: 'out', name: null, paper: '', language: 'en', provider: null, first: false }),
    );
  }, []);
  useEffect(() => {
    if (door) document.title = `${t('title')} · ${door.paper}`;
  }, [door]);
  if (!door) return null;
  return (
    <main className="door">
      <header>
        <a href="/">{door.paper}</a>
        <span>{t('desk')}</span>
      </header>
      {children(door)}
    </main>
  );
}

/** Into the desk, to where one wanted to go; never anywhere outside it. */
export function enter(): void {
  const to = new URLSearchParams(location.search).get('to') ?? '/';
  const inside = /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
  location.replace(`/desk${inside === '/' ? '' : inside}`);
}
