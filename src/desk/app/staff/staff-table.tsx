import type { StaffLine, StaffList } from '../../shapes/staff.ts';
import { Button } from '../parts/button.tsx';
import { Time } from '../parts/times.tsx';
import { t } from './messages.ts';

/** One line a person: name, role, where it holds, when they were last here. */
export function StaffTable({
  staff,
  sections,
  onOpen,
}: {
  staff: readonly StaffLine[];
  sections: StaffList['sections'];
  onOpen(id: number): void;
}) {
  const names = new Map(sections.map(({ id, name }) => [id, name]));
  return (
    <table className="staff-table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('role')}</th>
          <th scope="col">{t('sections')}</th>
          <th scope="col">{t('seen')}</th>
        </tr>
      </thead>
      <tbody>
        {staff.map((line) => (
          <tr key={line.id} className={line.active ? '' : 'is-out'}>
            <th scope="row">
              <Button tone="quiet" className="person" onPress={() => onOpen(line.id)}>
                {line.name}
              </Button>
              <small>{line.email}</small>
            </th>
            <td>{line.active ? t(`role.${line.role}`) : t('out')}</td>
            <td>
              {line.sections === 'all'
                ? t('allSections')
                : line.sections.map((id) => names.get(id) ?? '?').join(', ')}
            </td>
            <td>
              {line.seenAt === null ? t('never') : <Time at={line.seenAt} />}
              <small>{wordWays(line)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function wordWays({ app, passkeys }: StaffLine): string {
  const ways = [app && t('withApp'), passkeys > 0 && t('withPasskeys', { count: passkeys })];
  return ways.filter(Boolean).join(', ');
}
