import { useEffect, useState } from 'react';
import type { ListsFrame } from '../../shapes/lists.ts';
import { Button } from '../parts/button.tsx';
import { type Option, SearchField, Select } from '../parts/field.tsx';
import type { ListName, Narrowing } from './data.ts';
import { t } from './messages.ts';
import { wordStanding } from './words.ts';

/** How long a pause in typing is before it is looked for, in milliseconds. */
const PAUSE_MS = 120;
const standings = ['out', 'draft', 'scheduled', 'embargoed', 'withdrawn', 'held', 'killed'] as const;
const accesses = ['open', 'registered', 'members', 'tiers'] as const;
const ANY = 'any';

/** What a list can be narrowed to. Each list offers what makes sense in it. */
export function Filters({
  list,
  narrowing,
  frame,
  onNarrow,
}: {
  list: ListName;
  narrowing: Narrowing;
  frame: ListsFrame | undefined;
  onNarrow(change: Narrowing): void;
}) {
  const choose = (name: string) => (value: string) => onNarrow({ [name]: value === ANY ? '' : value });
  const pick = (name: string, label: string, options: Option[]) => (
    <Select
      label={label}
      isLabelHidden
      options={options}
      value={narrowing[name] ?? ANY}
      onChange={choose(name)}
    />
  );
  const isArchive = list === 'archive';
  return (
    <div className="filters" role="search" aria-label={t('filters')}>
      <Words
        words={narrowing.q ?? ''}
        label={isArchive ? t('searchArchive') : t('search')}
        onWords={(q) => onNarrow({ q })}
      />
      {pick('section', t('section'), [
        { value: ANY, says: t('anySection') },
        ...(frame?.sections ?? []).map(({ id, name }) => ({ value: String(id), says: name })),
      ])}
      {!isArchive && pick('assignee', t('person'), peopleOptions(frame))}
      {list !== 'board' &&
        !isArchive &&
        pick('stage', t('stage'), [
          { value: ANY, says: t('anyStage') },
          ...(frame?.stages ?? []).map(({ slug, name }) => ({ value: slug, says: name })),
        ])}
      {isArchive &&
        pick(
          'standing',
          t('standing'),
          standings.map((value) => ({ value: value === 'out' ? ANY : value, says: wordStanding(value) })),
        )}
      {pick('access', t('access'), [
        { value: ANY, says: t('anyAccess') },
        ...accesses.map((value) => ({ value, says: t(value) })),
      ])}
      {isArchive && (
        <Day label={t('from')} value={narrowing.from ?? ''} onDay={(from) => onNarrow({ from })} />
      )}
      {isArchive && <Day label={t('to')} value={narrowing.to ?? ''} onDay={(to) => onNarrow({ to })} />}
      {narrowing.of && <span className="of">{narrowing.of}</span>}
      {Object.keys(narrowing).some((name) => name !== 'sort') && (
        <Button tone="quiet" onPress={() => onNarrow(allOff)}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

const allOff: Narrowing = Object.fromEntries(
  [
    'q',
    'topic',
    'byline',
    'of',
    'section',
    'assignee',
    'stage',
    'standing',
    'access',
    'from',
    'to',
    'day',
    'done',
  ].map((name) => [name, '']),
);

export function peopleOptions(frame: ListsFrame | undefined): Option[] {
  const people = (frame?.people ?? []).filter(({ active }) => active);
  return [
    { value: ANY, says: t('anybody') },
    { value: 'nobody', says: t('nobody') },
    ...people.map(({ id, name }) => ({ value: String(id), says: name })),
  ];
}

/** Looked for while it is typed. */
function Words({ words, label, onWords }: { words: string; label: string; onWords(words: string): void }) {
  const [typed, setTyped] = useState(words);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed waits for its pause, nothing else
  useEffect(() => {
    if (typed === words) return;
    const timer = setTimeout(() => onWords(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => setTyped(words), [words]);
  return <SearchField label={label} placeholder={t('searchHint')} value={typed} onChange={setTyped} />;
}

function Day({ label, value, onDay }: { label: string; value: string; onDay(day: string): void }) {
  return (
    <label className="day-field">
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onDay(event.target.value)} />
    </label>
  );
}
