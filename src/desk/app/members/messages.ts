import { type Messages, textsOf } from '../texts.ts';
import { de } from './messages/de.ts';
import { en } from './messages/en.ts';

export type MembersText = keyof typeof en;

export const messages: Messages<MembersText> = { en, de };
export const t = textsOf<MembersText>(messages);
