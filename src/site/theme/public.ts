/**
 * What a newsroom's own theme may import as `standfirst/theme`: the components of the house, to wrap or to replace, and
 * the types of what they are given. docs/theme.md shows a theme.
 */
export type { Messages } from '../messages/messages.ts';
export type { Texts } from '../messages/texts.ts';
export type * from '../view.ts';
export type { CardProps, CardRank } from './card.tsx';
export { type Given, given, type Part } from './given.ts';
export { makeTheme, type Theme } from './theme.ts';
