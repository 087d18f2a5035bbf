import { type Role, roles } from '#accounts/staff.js';
import type { StaffList } from '../../shapes/staff.ts';
import { Checkbox, Select } from '../parts/field.tsx';
import { t } from './messages.ts';

type Value = { role: Role; sections: 'all' | readonly number[] };

/** What somebody may do, and where. */
export function RoleFields({
  value,
  sections,
  onChange,
}: {
  value: Value;
  sections: StaffList['sections'];
  onChange(value: Value): void;
}) {
  const chosen = value.sections === 'all' ? [] : value.sections;
  const toggle = (id: number, isIn: boolean) =>
    onChange({ ...value, sections: isIn ? [...chosen, id] : chosen.filter((one) => one !== id) });
  return (
    <>
      <Select
        label={t('role')}
        options={roles.map((role) => ({ value: role, says: t(`role.${role}`), hint: t(`roleSays.${role}`) }))}
        value={value.role}
        onChange={(role) => onChange({ ...value, role })}
      />
      <Select
        label={t('sections')}
        options={[
          { value: 'all', says: t('allSections') },
          { value: 'these', says: t('theseSections') },
        ]}
        value={value.sections === 'all' ? 'all' : 'these'}
        onChange={(which) => onChange({ ...value, sections: which === 'all' ? 'all' : chosen })}
      />
      {value.sections !== 'all' && (
        <fieldset className="section-boxes" aria-label={t('theseSections')}>
          {sections.map(({ id, name }) => (
            <Checkbox key={id} isSelected={chosen.includes(id)} onChange={(isIn) => toggle(id, isIn)}>
              {name}
            </Checkbox>
          ))}
        </fieldset>
      )}
    </>
  );
}
