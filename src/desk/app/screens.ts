import type { ComponentType } from 'react';
import type { Right } from '#accounts/staff.js';
import type { ShellTextName } from './shell/messages.ts';

/**
 * A screen of the desk.
 *
 * path    below /desk, in wouter's form: '/stories/:id'
 * nav     its place in the bar: the text's name in shell/messages.ts, who sees it, and the keys that open it
 * open    shown without the bar, and to those who are not signed in
 */
export type Screen = {
  readonly path: string;
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
  readonly nav?: { readonly text: ShellTextName; readonly right?: Right; readonly keys?: string };
  readonly open?: true;
};

/** Every screen, one line each, in the order of the bar. Each is fetched when it is first opened. */
export const screens: readonly Screen[] = [
  {
    path: '/',
    load: () => import('./lists/lists-screen.tsx'),
    nav: { text: 'stories', keys: 'g s' },
  },
  {
    path: '/newslist',
    load: () => import('./lists/newslist-screen.tsx'),
    nav: { text: 'newslist', right: 'write', keys: 'g n' },
  },
  {
    path: '/pictures',
    load: () => import('./pictures/pictures-screen.tsx'),
    nav: { text: 'pictures', right: 'add-pictures', keys: 'g p' },
  },
  { path: '/account', load: () => import('./account/account-screen.tsx') },
  { path: '/staff', load: () => import('./staff/staff-screen.tsx'), nav: { text: 'staff', right: 'staff' } },
  { path: '/staff/audit', load: () => import('./staff/audit-screen.tsx') },
  { path: '/sign-in', load: () => import('./sign-in/sign-in-screen.tsx'), open: true },
  { path: '/sign-in/:token', load: () => import('./sign-in/link-screen.tsx'), open: true },
  { path: '/first/:token', load: () => import('./sign-in/first-screen.tsx'), open: true },
  { path: '/stories/:id', load: () => import('./story/story-screen.tsx') },
];
