import type { Screen } from '../screens.ts';
import { t } from './messages.ts';

/** What a screen is called in the bar. */
export function navText({ nav }: Screen): string {
  return nav ? t(nav.text) : '';
}
