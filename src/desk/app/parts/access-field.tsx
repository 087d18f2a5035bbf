import { textsOf } from '../texts.ts';
import { Checkbox, Select } from './field.tsx';

const t = textsOf({
  en: {
    access: 'Access',
    open: 'Open to all',
    registered: 'Readers with an account',
    members: 'Members of any tier',
    tiers: 'Members of these tiers',
  },
  de: {
    access: 'Zugang',
    open: 'Offen für alle',
    registered: 'Leser mit Konto',
    members: 'Mitglieder jeder Stufe',
    tiers: 'Mitglieder dieser Stufen',
  },
});

export type TierChoice = { readonly slug: string; readonly name: string };

const TIERS = 'tiers:';

/** For whom something is, in the form it is kept: open, registered, members, tiers:gold,print. */
export function AccessField({
  label,
  value,
  tiers,
  isDisabled = false,
  onChange,
}: {
  label?: string;
  value: string;
  tiers: readonly TierChoice[];
  isDisabled?: boolean;
  onChange(value: string): void;
}) {
  const chosen = value.startsWith(TIERS) ? value.slice(TIERS.length).split(',').filter(Boolean) : null;
  // A tier that is gone from the list still stands in the stories that named it.
  const gone = (chosen ?? []).filter((slug) => !tiers.some((tier) => tier.slug === slug));
  const all = [...tiers, ...gone.map((slug) => ({ slug, name: slug }))];
  const choose = (slug: string, isChosen: boolean) => {
    const kept = all.filter((tier) => (tier.slug === slug ? isChosen : chosen?.includes(tier.slug)));
    onChange(kept.length > 0 ? TIERS + kept.map((tier) => tier.slug).join(',') : 'members');
  };
  const first = all[0];
  return (
    <>
      <Select
        label={label ?? t('access')}
        isDisabled={isDisabled}
        options={[
          { value: 'open', says: t('open') },
          { value: 'registered', says: t('registered') },
          { value: 'members', says: t('members') },
          ...(first ? [{ value: 'tiers', says: t('tiers') }] : []),
        ]}
        value={chosen ? 'tiers' : value}
        onChange={(to) => onChange(to === 'tiers' && first ? TIERS + first.slug : to)}
      />
      {chosen && (
        <fieldset className="access-tiers" aria-label={t('tiers')}>
          {all.map(({ slug, name }) => (
            <Checkbox
              key={slug}
              isSelected={chosen.includes(slug)}
              isDisabled={isDisabled}
              onChange={(isChosen) => choose(slug, isChosen)}
            >
              {name}
            </Checkbox>
          ))}
        </fieldset>
      )}
    </>
  );
}
