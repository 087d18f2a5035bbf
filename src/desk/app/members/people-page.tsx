import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { MemberLine } from '../../shapes/members.ts';
import { useCommands } from '../commands.ts';
import { Button } from '../parts/button.tsx';
import { type Option, SearchField, Select } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { listKey, type Narrowing, useFresh, useMembers, useMembersFrame } from './data.ts';
import { ExportButton } from './export-button.tsx';
import { t } from './messages.ts';
import { NewMember } from './new-member.tsx';
import { Day, Until, wordSource, wordState } from './words.tsx';

/** How long a pause in typing is before it is looked for, in milliseconds. */
const PAUSE_MS = 120;
const ANY = 'any';
const states = ['holding', 'ending', 'grace', 'paused', 'waiting', 'former', 'registered'] as const;
const sources = ['stripe', 'offline', 'external', 'given', 'gift', 'group', 'code', 'imported'] as const;

/** Everybody with an account as a reader: found by words, narrowed by what they hold. */
export function PeoplePage() {
  const [params, setParams] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const narrowing: Narrowing = Object.fromEntries(params);
  const narrow = (change: Narrowing) =>
    setParams(
      Object.entries({ ...narrowing, ...change }).filter(([, value]) => value !== ''),
      {
        replace: true,
      },
    );
  useFresh(['reader.', 'membership.'], listKey);
  const found = useMembers(narrowing);
  const members = found.data?.pages.flatMap((page) => page.found) ?? [];
  const count = found.data?.pages[0]?.count ?? 0;
  const isNarrowed = Object.keys(narrowing).length > 0;
  return (
    <>
      <Filters narrowing={narrowing} onNarrow={narrow} />
      <div className="count-line">
        <p role="status" className="soft figures">
          {found.data && t(isNarrowed ? 'countFound' : 'count', { count })}
        </p>
        <ExportButton narrowing={narrowing} isDisabled={members.length === 0} />
        <Button onPress={() => setAdding(true)}>{t('addMember')}</Button>
      </div>
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={12} />}
      {found.isSuccess && members.length === 0 && (
        <Empty title={t(isNarrowed ? 'nobodyFound' : 'nobody')}>
          {t(isNarrowed ? 'nobodyFoundHint' : 'nobodyHint')}
        </Empty>
      )}
      {members.length > 0 && <MemberTable members={members} />}
      {found.hasNextPage && (
        <More isBusy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
      )}
      {isAdding && <NewMember onClose={() => setAdding(false)} />}
    </>
  );
}

function Filters({ narrowing, onNarrow }: { narrowing: Narrowing; onNarrow(change: Narrowing): void }) {
  const frame = useMembersFrame();
  const pick = (name: string, label: string, options: Option[]) => (
    <Select
      label={label}
      isLabelHidden
      options={options}
      value={narrowing[name] ?? ANY}
      onChange={(value) => onNarrow({ [name]: value === ANY ? '' : value })}
    />
  );
  const day = (name: 'from' | 'to', label: string) => (
    <label className="day-field">
      <span>{label}</span>
      <input
        type="date"
        value={narrowing[name] ?? ''}
        onChange={(event) => onNarrow({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="member-filters" role="search" aria-label={t('filters')}>
      <Words words={narrowing.q ?? ''} onWords={(q) => onNarrow({ q })} />
      {pick('state', t('state'), [
        { value: ANY, says: t('anyState') },
        ...states.map((value) => ({ value, says: wordState(value) })),
      ])}
      {pick('tier', t('tier'), [
        { value: ANY, says: t('anyTier') },
        ...(frame?.tiers ?? []).map(({ id, name }) => ({ value: String(id), says: name })),
      ])}
      {pick('source', t('source'), [
        { value: ANY, says: t('anySource') },
        ...sources.map((value) => ({ value, says: wordSource(value) })),
      ])}
      {(frame?.labels.length ?? 0) > 0 &&
        pick('label', t('label'), [
          { value: ANY, says: t('anyLabel') },
          ...(frame?.labels ?? []).map(({ label, readers }) => ({
            value: label,
            says: label,
            hint: t('count', { count: readers }),
          })),
        ])}
      {day('from', t('joinedFrom'))}
      {day('to', t('joinedTo'))}
      {Object.keys(narrowing).length > 0 && (
        <Button
          tone="quiet"
          onPress={() => onNarrow(Object.fromEntries(Object.keys(narrowing).map((name) => [name, ''])))}
        >
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

/** Looked for while it is typed; '/' puts the caret in it. */
function Words({ words, onWords }: { words: string; onWords(words: string): void }) {
  const [typed, setTyped] = useState(words);
  const place = useRef<HTMLDivElement>(null);
  useCommands([
    {
      id: 'members.search',
      name: t('search'),
      group: t('members'),
      keys: '/',
      run: () => place.current?.querySelector('input')?.focus(),
    },
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed waits for its pause, nothing else
  useEffect(() => {
    if (typed === words) return;
    const timer = setTimeout(() => onWords(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => setTyped(words), [words]);
  return (
    <div ref={place} className="words">
      <SearchField label={t('search')} placeholder={t('searchHint')} value={typed} onChange={setTyped} />
    </div>
  );
}

/** One line a member. j and k step from name to name. */
function MemberTable({ members }: { members: readonly MemberLine[] }) {
  const table = useRef<HTMLTableElement>(null);
  const [, go] = useLocation();
  const step = (by: 1 | -1) => () => {
    const names = [...(table.current?.querySelectorAll<HTMLAnchorElement>('tbody th a') ?? [])];
    const at = names.indexOf(document.activeElement as HTMLAnchorElement);
    names[at < 0 ? 0 : Math.min(Math.max(at + by, 0), names.length - 1)]?.focus();
  };
  useCommands([
    { id: 'members.next', name: t('nextMember'), group: t('members'), keys: 'j', run: step(1) },
    { id: 'members.before', name: t('memberBefore'), group: t('members'), keys: 'k', run: step(-1) },
  ]);
  return (
    <table className="table member-table" ref={table}>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('holds')}</th>
          <th scope="col">{t('until')}</th>
          <th scope="col">{t('labels')}</th>
          <th scope="col">{t('joined')}</th>
          <th scope="col">{t('number')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr
            key={member.id}
            onClick={(event) => rowPressed(event, () => go(`/members/person/${member.id}`))}
          >
            <MemberCells member={member} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MemberCells({ member }: { member: MemberLine }) {
  const [first, ...others] = member.held;
  return (
    <>
      <th scope="row">
        <Link href={`/members/person/${member.id}`}>{member.name || member.email}</Link>
        {member.name && <span className="soft second">{member.email}</span>}
      </th>
      <td>
        {first ? first.tier : <span className="soft">{t('state.registered')}</span>}
        {first && (
          <span className="soft second">
            {[wordSource(first.source), others.length > 0 && t('andMore', { count: others.length })]
              .filter(Boolean)
              .join(', ')}
          </span>
        )}
      </td>
      <td className="figures">{first && <Until {...first} />}</td>
      <td>
        {member.labels.map((label) => (
          <span key={label} className="label">
            {label}
          </span>
        ))}
      </td>
      <td className="figures soft">
        <Day at={member.joinedAt} />
      </td>
      <td className="figures soft">{member.number}</td>
    </>
  );
}

/** A press on a row opens it, unless a link was meant or words were marked. */
function rowPressed(event: React.MouseEvent, open: () => void): void {
  const isOther = event.target instanceof Element && event.target.closest('a, button') !== null;
  if (!isOther && String(window.getSelection() ?? '') === '') open();
}

/** Goes on by itself when it comes into sight; the button is for those who do not scroll. */
function More({ isBusy, onMore }: { isBusy: boolean; onMore(): void }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (isBusy || !place.current) return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && latest.current(), {
      rootMargin: '400px',
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [isBusy]);
  return (
    <div ref={place}>
      <Button isDisabled={isBusy} onPress={onMore}>
        {t('more')}
      </Button>
    </div>
  );
}
