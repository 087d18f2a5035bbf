import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { GroupLine, GroupsReply } from '../../shapes/codes.ts';
import { get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { SearchField } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { useFresh } from './data.ts';
import { GroupForm } from './group-form.tsx';
import { GroupSheet } from './group-sheet.tsx';
import { type MembersText, t } from './messages.ts';
import { Day } from './words.tsx';

export const groupsKey = ['members', 'groups'] as const;

/** Schools, firms, libraries: seats of a tier that somebody else pays for. */
export function GroupsPage() {
  useFresh(['group.', 'seat.', 'membership.'], groupsKey);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState<GroupLine['id'] | 'new'>();
  const q = useDeferredValue(words).trim();
  const found = useInfiniteQuery({
    queryKey: [...groupsKey, 'list', q],
    queryFn: ({ pageParam, signal }) => {
      const asks = new URLSearchParams(q === '' ? {} : { q });
      if (pageParam !== null) asks.set('before', String(pageParam));
      return get<GroupsReply>(`/groups?${asks}`, signal);
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  const groups = found.data?.pages.flatMap((page) => page.groups) ?? [];
  return (
    <>
      <div className="count-line">
        <div className="at-start group-search">
          <SearchField
            label={t('findGroup')}
            placeholder={t('findGroup')}
            value={words}
            onChange={setWords}
          />
        </div>
        <Button onPress={() => setAsked('new')}>{t('addGroup')}</Button>
      </div>
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.isSuccess && groups.length === 0 && (
        <Empty title={t(q === '' ? 'noGroups' : 'noGroupFound')}>{q === '' && t('noGroupsHint')}</Empty>
      )}
      {groups.length > 0 && <GroupTable groups={groups} onOpen={setAsked} />}
      {found.hasNextPage && <Button onPress={() => void found.fetchNextPage()}>{t('more')}</Button>}
      {asked === 'new' && <GroupForm group={null} onClose={() => setAsked(undefined)} />}
      {asked !== undefined && asked !== 'new' && (
        <GroupSheet id={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

function GroupTable({ groups, onOpen }: { groups: readonly GroupLine[]; onOpen(id: GroupLine['id']): void }) {
  return (
    <table className="table by-two">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('seats')}</th>
          <th scope="col">{t('ownerOf')}</th>
          <th scope="col">{t('state')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.id}>
            <th scope="row">
              <Button tone="quiet" className="as-link" onPress={() => onOpen(group.id)}>
                {group.name}
              </Button>
              <span className="soft second">
                {[group.tierName, group.domain].filter(Boolean).join(' · ')}
              </span>
            </th>
            <td className="figures">
              {group.used} / {group.seats}
            </td>
            <td>{group.ownerName || group.ownerEmail || <span className="soft">{t('noOwner')}</span>}</td>
            <td>
              <span className={group.standing === 'running' ? '' : 'soft'}>
                {t(`group.${group.standing}` as MembersText)}
              </span>
              {group.until !== null && (
                <span className="soft second">
                  <Day at={group.until} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
