import { findSetting } from './settings.ts';

/** What is wrong with each of these values, by name; what is right is missing. */
export function findWrongSettings(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const [name, raw] of Object.entries(values)) {
    const parsed = findSetting(name)?.parse(raw);
    if (!parsed) wrong[name] = 'there is no such setting.';
    else if (!parsed.ok) wrong[name] = parsed.refusal;
  }
  return wrong;
}
