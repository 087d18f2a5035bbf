import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AuditLine, AuditPage } from '../../shapes/staff.ts';
import '../account/account.css';
import { get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Select } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { t, wordAct } from './messages.ts';
import './staff.css';

type About = 'all' | 'staff' | 'session' | 'story';

/** /desk/staff/audit: who did what, newest first. */
export function Screen() {
  const [about, setAbout] = useState<About>('all');
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['audit', about],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => get<AuditPage>(`/audit${questionOf(about, pageParam)}`, signal),
    getNextPageParam: (page) => page.next,
  });
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  const lines = data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <div className="staff-page">
      <header>
        <h1>{t('log')}</h1>
        <Select<About>
          label={t('show')}
          isLabelHidden
          options={[
            { value: 'all', says: t('everything') },
            { value: 'staff', says: t('onlyStaff') },
            { value: 'session', says: t('onlySessions') },
            { value: 'story', says: t('onlyStories') },
          ]}
          value={about}
          onChange={setAbout}
        />
        <Link href="/staff">{t('backToStaff')}</Link>
      </header>
      {!data && <Waiting />}
      {data && lines.length === 0 && <Empty title={t('logEmpty')} />}
      {lines.length > 0 && <Log lines={lines} />}
      {hasNextPage && (
        <Button isDisabled={isFetching} onPress={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function questionOf(about: About, before: number | null): string {
  const asked = new URLSearchParams();
  if (about !== 'all') asked.set('about', about);
  if (before !== null) asked.set('before', String(before));
  return asked.size > 0 ? `?${asked}` : '';
}

function Log({ lines }: { lines: readonly AuditLine[] }) {
  return (
    <table className="staff-table">
      <thead>
        <tr>
          <th scope="col">{t('when')}</th>
          <th scope="col">{t('who')}</th>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('which')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>
              <Time at={line.at} />
            </td>
            <th scope="row">{line.by ?? t('machine')}</th>
            <td>
              {wordAct(line.act)}
              <small>{wordDetails(line.details)}</small>
            </td>
            <td>
              {line.about} {line.subject}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 'role: editor → reporter' */
function wordDetails(details: AuditLine['details']): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => {
      const isChange = Array.isArray(value) && value.length === 2;
      return `${name}: ${isChange ? value.map(wordValue).join(' → ') : wordValue(value)}`;
    })
    .join(' · ');
}

function wordValue(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.map(wordValue).join(', ') : '–';
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '–');
}
