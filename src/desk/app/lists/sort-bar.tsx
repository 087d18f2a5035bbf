import { Toggle } from '../parts/button.tsx';
import type { ListName } from './data.ts';
import { type ListTextName, t } from './messages.ts';

const columns = [
  ['headline', 'headline'],
  ['', 'changed'],
  ['due', 'dueAt'],
  ['day', 'day'],
  ['words', 'length'],
] as const satisfies readonly (readonly [string, ListTextName])[];

/** What the list is ordered by. Only lists of work can be ordered; the others have one order. */
export function SortBar({
  list,
  sort,
  onSort,
}: {
  list: ListName;
  sort: string;
  onSort(sort: string): void;
}) {
  if (list !== 'work' && list !== 'mine') return null;
  return (
    <div className="sort-bar" role="group" aria-label={t('order')}>
      <span aria-hidden="true">{t('order')}</span>
      {columns.map(([value, name]) => (
        <Toggle key={value} tone="quiet" isSelected={sort === value} onChange={() => onSort(value)}>
          {t(name)}
        </Toggle>
      ))}
    </div>
  );
}
