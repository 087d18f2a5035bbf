import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { StaffLine, StaffList } from '../../shapes/staff.ts';
import '../account/account.css';
import { get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { SearchField } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { AddStaff } from './add-staff.tsx';
import { t } from './messages.ts';
import './staff.css';
import { StaffDialog } from './staff-dialog.tsx';
import { StaffTable } from './staff-table.tsx';

/** /desk/staff: who is on the staff, and what each may do. */
export function Screen() {
  const { data, error, refetch } = useQuery({
    queryKey: ['staff'],
    queryFn: ({ signal }) => get<StaffList>('/staff', signal),
  });
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<number>();
  const [isAdding, setAdding] = useState(false);
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  const found = data.staff.filter((line) => matches(line, search));
  const shown = data.staff.find(({ id }) => id === opened);
  return (
    <div className="staff-page">
      <header>
        <h1>{t('title')}</h1>
        <SearchField label={t('search')} placeholder={t('searchShort')} value={search} onChange={setSearch} />
        <Link href="/staff/audit">{t('log')}</Link>
        <Button tone="main" onPress={() => setAdding(true)}>
          {t('add')}
        </Button>
      </header>
      {found.length === 0 ? (
        <Empty title={t('nobody')}>{t('nobodySays')}</Empty>
      ) : (
        <StaffTable staff={found} sections={data.sections} onOpen={setOpened} />
      )}
      {isAdding && <AddStaff sections={data.sections} onClose={() => setAdding(false)} />}
      {shown && (
        <StaffDialog
          key={shown.id}
          line={shown}
          sections={data.sections}
          onClose={() => setOpened(undefined)}
        />
      )}
    </div>
  );
}

function matches({ name, email }: StaffLine, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return `${name} ${email}`.toLowerCase().includes(wanted);
}
