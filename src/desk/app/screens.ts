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
    path: '/fronts',
    load: () => import('./fronts/fronts-screen.tsx'),
    nav: { text: 'fronts', right: 'edit', keys: 'g f' },
  },
  { path: '/fronts/:id', load: () => import('./fronts/front-screen.tsx') },
  {
    path: '/pictures',
    load: () => import('./pictures/pictures-screen.tsx'),
    nav: { text: 'pictures', right: 'add-pictures', keys: 'g p' },
  },
  {
    path: '/topics',
    load: () => import('./topics/topics-screen.tsx'),
    nav: { text: 'topics', right: 'edit', keys: 'g t' },
  },
  {
    path: '/members',
    load: () => import('./members/members-screen.tsx'),
    nav: { text: 'members', right: 'members', keys: 'g m' },
  },
  { path: '/members/person/:id', load: () => import('./members/members-screen.tsx') },
  { path: '/members/:page', load: () => import('./members/members-screen.tsx') },
  {
    path: '/benefits',
    load: () => import('./benefits/benefits-screen.tsx'),
    nav: { text: 'benefits', right: 'benefits', keys: 'g b' },
  },
  { path: '/benefits/:page/:id?', load: () => import('./benefits/benefits-screen.tsx') },
  {
    path: '/settings',
    load: () => import('./settings/settings-screen.tsx'),
    nav: { text: 'settings', right: 'topics', keys: 'g e' },
  },
  { path: '/settings/:page', load: () => import('./settings/settings-screen.tsx') },
  {
    path: '/flash',
    load: () => import('./publishing/flash-screen.tsx'),
    nav: { text: 'flash', right: 'publish', keys: 'g x' },
  },
  { path: '/stories/:id/preview', load: () => import('./publishing/preview-screen.tsx') },
  { path: '/account', load: () => import('./account/account-screen.tsx') },
  { path: '/staff', load: () => import('./staff/staff-screen.tsx'), nav: { text: 'staff', right: 'staff' } },
  { path: '/staff/audit', load: () => import('./staff/audit-screen.tsx') },
  { path: '/sign-in', load: () => import('./sign-in/sign-in-screen.tsx'), open: true },
  { path: '/sign-in/:token', load: () => import('./sign-in/link-screen.tsx'), open: true },
  { path: '/first/:token', load: () => import('./sign-in/first-screen.tsx'), open: true },
  { path: '/stories/:id', load: () => import('./story/story-screen.tsx') },
];
