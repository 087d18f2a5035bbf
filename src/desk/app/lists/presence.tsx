import { languageTag } from '../texts.ts';
import { t } from './messages.ts';

/** Who is in a story right now, by name. */
export function Presence({ people }: { people: readonly { id: number; name: string }[] | undefined }) {
  if (!people || people.length === 0) return null;
  const names = new Intl.ListFormat(languageTag(), { type: 'conjunction' }).format(
    people.map(({ name }) => name),
  );
  return <span className="is-in">{t('isIn', { names, count: people.length })}</span>;
}
