import type { SettingForm, SettingGroup } from '#paper/setting-groups.js';

/**
 * One setting as a screen asks for it.
 *
 * value   in force; null for a secret, which is never sent
 * isSet   whether a secret has a value
 * from    what set it: 'settings.json' and 'environment' fix it, and only whoever runs the machine changes it
 */
export type SettingView = {
  name: string;
  group: SettingGroup;
  form: SettingForm;
  value: unknown;
  isSet: boolean;
  secret: boolean;
  from: 'standard' | 'saved' | 'settings.json' | 'environment';
  /** What it does, in English, as in the documentation. */
  says: string;
  variable: string;
};

export type SettingsReply = { settings: SettingView[] };
export type LookReply = { css: string };
export type TestLetterReply = {
  to: string;
  state: 'waiting' | 'sent' | 'failed';
  why: string | null;
  id: number;
};
