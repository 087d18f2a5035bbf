import type { ComponentChild, VNode } from 'preact';
import type { Messages } from '../messages/messages.ts';
import type { PaperView } from '../view.ts';
import type { Theme } from './theme.ts';

/** What every component is given: the theme it belongs to, the words of the page, the paper. */
export type Given = { readonly theme: Theme; readonly t: Messages; readonly paper: PaperView };

/** A component of a theme: data in, markup out. It sees no clock, no request and no reader. */
export type Part<Props> = (props: Props & Given) => VNode | null;

export type Children = { readonly children?: ComponentChild };

/** Just the given ones of some props, to hand on. */
export function given({ theme, t, paper }: Given): Given {
  return { theme, t, paper };
}
