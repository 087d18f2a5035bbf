import type { AccessView } from '../view.ts';
import type { Part } from './given.ts';

export type AccessMarkProps = { readonly access: AccessView };

/** Says quietly that a story is not open; nothing where it is. */
export const AccessMark: Part<AccessMarkProps> = ({ access, t }) => {
  if (access === 'open') return null;
  return <span class="access">{access === 'registered' ? t.texts.forRegistered : t.texts.forMembers}</span>;
};
