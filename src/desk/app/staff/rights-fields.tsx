import { rightsOfRole } from '#accounts/rights.js';
import { type Right, type Role, rights } from '#accounts/staff.js';
import { Select } from '../parts/field.tsx';
import { t } from './messages.ts';

type Value = { role: Role; granted: Right[]; denied: Right[] };

/** Every right, as the role has it, given on top or taken away. */
export function RightsFields({ value, onChange }: { value: Value; onChange(value: Value): void }) {
  const count = value.granted.length + value.denied.length;
  const set = (right: Right, to: string) =>
    onChange({
      role: value.role,
      granted: change(value.granted, right, to === 'given'),
      denied: change(value.denied, right, to === 'taken'),
    });
  return (
    <details className="rights" open={count > 0}>
      <summary>{t('rights')}</summary>
      <p className="soft small">{t('rightsSay')}</p>
      <ul>
        {rights.map((right) => (
          <li key={right}>
            <span>{t(`right.${right}`)}</span>
            <Select
              label={t(`right.${right}`)}
              isLabelHidden
              options={[
                {
                  value: 'role',
                  says: t('asRole', { says: rightsOfRole[value.role].has(right) ? t('yes') : t('no') }),
                },
                { value: 'given', says: t('given') },
                { value: 'taken', says: t('taken') },
              ]}
              value={standingOf(value, right)}
              onChange={(to) => set(right, to)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

function standingOf({ granted, denied }: Value, right: Right): 'role' | 'given' | 'taken' {
  if (denied.includes(right)) return 'taken';
  return granted.includes(right) ? 'given' : 'role';
}

function change(list: readonly Right[], right: Right, isIn: boolean): Right[] {
  const rest = list.filter((one) => one !== right);
  return isIn ? [...rest, right] : rest;
}
