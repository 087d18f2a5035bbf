import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { BylineRow, BylinesReply, MergedReply } from '../../shapes/labels.ts';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { SearchField } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { useChange, useRenewed } from './data.ts';
import { MergeChoice } from './merge-choice.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { t } from './messages.ts';
import { PersonDialog } from './person-dialog.tsx';

/** Everybody who is credited. */
export function PeoplePage() {
  const [words, setWords] = useState('');
  const [edited, setEdited] = useState<BylineRow | 'new' | null>(null);
  const [merged, setMerged] = useState<BylineRow | null>(null);
  const found = usePeople(words);
  const people = found.data?.pages.flatMap(({ bylines }) => bylines) ?? [];
  return (
    <>
      <p className="lead">{t('peopleNote')}</p>
      <div className="tools">
        <SearchField label={t('search')} placeholder={t('search')} value={words} onChange={setWords} />
        <Button onPress={() => setEdited('new')}>{t('addPerson')}</Button>
      </div>
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.isSuccess && people.length === 0 && (
        <Empty title={words ? t('nothingFound') : t('noPeople')}>
          {words ? t('nothingFoundHint') : t('noPeopleHint')}
        </Empty>
      )}
      {people.length > 0 && <PeopleTable people={people} onEdit={setEdited} />}
      {found.hasNextPage && <Button onPress={() => void found.fetchNextPage()}>{t('showMore')}</Button>}
      {edited && (
        <PersonDialog
          person={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onMerge={(person) => {
            setEdited(null);
            setMerged(person);
          }}
        />
      )}
      {merged && <MergePerson from={merged} onClose={() => setMerged(null)} />}
    </>
  );
}

function PeopleTable({ people, onEdit }: { people: readonly BylineRow[]; onEdit(person: BylineRow): void }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('role')}</th>
          <th scope="col">{t('deskAccount')}</th>
          <th scope="col" className="number">
            <span className="unseen">{t('stories', { count: 2 })}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <th scope="row">
              <button type="button" className="as-link" onClick={() => onEdit(person)}>
                {person.name}
              </button>
            </th>
            <td>{person.kind === 'agency' ? t('agency') : person.role}</td>
            <td>{person.staff}</td>
            <td className="number">{t('stories', { count: person.stories })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MergePerson({ from, onClose }: { from: BylineRow; onClose(): void }) {
  const [words, setWords] = useState('');
  const found = usePeople(words);
  const merge = useChange(
    (into: BylineRow) => ask<MergedReply>('POST', `/bylines/${from.id}/merge`, { into: into.id }),
    [['bylines'], ['redirects']],
  );
  return (
    <MergeDialog<BylineRow>
      from={from}
      onClose={onClose}
      choose={(chosen, onChoose) => (
        <MergeChoice<BylineRow>
          label={t('mergeInto')}
          rows={found.data?.pages[0]?.bylines ?? []}
          wordOf={({ slug, stories }) => `/by/${slug} · ${t('stories', { count: stories })}`}
          onWords={setWords}
          {...{ from, words, chosen, onChoose }}
        />
      )}
      says={(into) =>
        t('mergeByline', {
          count: from.stories,
          from: from.name,
          into: into.name,
          slug: from.slug,
          intoSlug: into.slug,
        })
      }
      onMerge={async (into) => {
        await merge.mutateAsync(into);
        say(t('merged', { from: from.name, into: into.name }));
      }}
    />
  );
}

function usePeople(typed: string) {
  const words = useDeferredValue(typed.trim());
  useRenewed(['byline.', 'staff.'], ['bylines']);
  return useInfiniteQuery({
    queryKey: ['bylines', words],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        ...(words && { q: words }),
        ...(pageParam && { after: pageParam }),
      });
      return get<BylinesReply>(`/bylines?${asked}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ after }) => after,
    placeholderData: (before) => before,
  });
}
