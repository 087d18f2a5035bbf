import './lists.css';
import { useEffect, useState } from 'react';
import type { Selection } from 'react-aria-components';
import { Link, Redirect, useLocation, useSearchParams } from 'wouter';
import { useCommands } from '../commands.ts';
import { useHolds } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Switch } from '../parts/field.tsx';
import { Board } from './board.tsx';
import { ClosedDialog } from './closed-dialog.tsx';
import { type ListName, lists, type Narrowing, useFrame, useFreshLists } from './data.ts';
import { Filters } from './filters.tsx';
import { focusedStory } from './keys.ts';
import { t } from './messages.ts';
import { NewStory } from './new-story.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SortBar } from './sort-bar.tsx';
import { StoryList } from './story-list.tsx';

/** Where one left off: the list and its filters, for the way back through the bar. */
const LEFT = 'desk.lists';

type Asked = 'new' | { plan: number[]; isMove: boolean } | { closed: number };

/** Everything the desk has, as a board and as lists. Which one, and how narrowed, stands in the address. */
export function Screen() {
  const holds = useHolds();
  const [asked] = useSearchParams();
  // Whoever looks after members alone has nothing in work: their desk begins with the members.
  const isElsewhere = !asked.has('list') && !holds('write') && !holds('read-unpublished') && holds('members');
  return isElsewhere ? <Redirect to="/members" replace /> : <Lists />;
}

function Lists() {
  const { list, narrowing, narrow } = useAddress();
  const frame = useFrame();
  const holds = useHolds();
  const [selected, setSelected] = useState<Selection>(new Set());
  const [asked, setAsked] = useState<Asked>();
  useFreshLists();
  const ids = selected === 'all' ? [] : [...selected].map(Number);
  useListCommands({
    begin: () => setAsked('new'),
    plan: (isMove) => {
      const focused = focusedStory();
      const plan = ids.length > 0 ? ids : focused === undefined ? [] : [focused];
      if (plan.length > 0) setAsked({ plan, isMove });
    },
    closed: () => {
      const [id] = ids.length === 1 ? ids : [focusedStory()];
      if (id !== undefined) setAsked({ closed: id });
    },
  });
  const close = () => setAsked(undefined);
  return (
    <div className="lists">
      <div className="lists-head">
        <h1 className="unseen">{t(list)}</h1>
        <ListTabs list={list} />
        {holds('write') && (
          <Button tone="main" onPress={() => setAsked('new')}>
            {t('newStory')}
          </Button>
        )}
      </div>
      <Filters list={list} narrowing={narrowing} frame={frame} onNarrow={narrow} />
      {list === 'mine' && (
        <Switch isSelected={narrowing.done === 'true'} onChange={(on) => narrow({ done: on ? 'true' : '' })}>
          {t('doneToo')}
        </Switch>
      )}
      {list === 'board' ? (
        <Board narrowing={narrowing} frame={frame} />
      ) : (
        <>
          {ids.length > 0 ? (
            <SelectionBar
              {...{ ids, frame }}
              onPlan={(isMove) => setAsked({ plan: ids, isMove })}
              onClosed={(closed) => setAsked({ closed })}
              onClear={() => setSelected(new Set())}
            />
          ) : (
            <SortBar list={list} sort={narrowing.sort ?? ''} onSort={(sort) => narrow({ sort })} />
          )}
          <StoryList key={list} {...{ list, narrowing, frame, selected }} onSelect={setSelected} />
        </>
      )}
      {asked === 'new' && <NewStory frame={frame} onClose={close} />}
      {typeof asked === 'object' && 'closed' in asked && (
        <ClosedDialog id={asked.closed} frame={frame} onClose={close} />
      )}
      {typeof asked === 'object' && 'plan' in asked && (
        <PlanDialog ids={asked.plan} isMove={asked.isMove} frame={frame} onClose={close} />
      )}
    </div>
  );
}

function ListTabs({ list }: { list: ListName }) {
  return (
    <nav className="list-tabs" aria-label={t('lists')}>
      {lists.map((name) => (
        <Link
          key={name}
          href={name === 'board' ? '/?list=board' : `/?list=${name}`}
          {...(name === list && { 'aria-current': 'page' as const })}
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}

function useAddress(): { list: ListName; narrowing: Narrowing; narrow(change: Narrowing): void } {
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const query = params.toString();
  useEffect(() => {
    const left = sessionStorage.getItem(LEFT);
    if (query !== '') sessionStorage.setItem(LEFT, query);
    else if (left) go(`/?${left}`, { replace: true });
  }, [query, go]);
  const { list: named, ...narrowing } = Object.fromEntries(params);
  const list = lists.find((name) => name === named) ?? 'board';
  const narrow = (change: Narrowing) => {
    const values: Narrowing = { list, ...narrowing, ...change };
    const said = Object.entries(values).filter(([, value]) => value !== '');
    setParams(said, { replace: true });
  };
  return { list, narrowing, narrow };
}

function useListCommands({
  begin,
  plan,
  closed,
}: {
  begin(): void;
  plan(isMove: boolean): void;
  closed(): void;
}): void {
  const [, go] = useLocation();
  const holds = useHolds();
  const group = t('keys');
  const step = (key: 'j' | 'k') => () => {
    const target = document.querySelector<HTMLElement>('.row, .card');
    if (focusedStory() === undefined) target?.focus();
    else document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  };
  useCommands([
    ...(holds('write') ? [{ id: 'new-story', name: t('keyNew'), group, keys: 'n', run: begin }] : []),
    { id: 'list-search', name: t('keySearch'), group, keys: '/', run: focusSearch },
    { id: 'list-next', name: t('keyNext'), group, keys: 'j', run: step('j') },
    { id: 'list-before', name: t('keyBefore'), group, keys: 'k', run: step('k') },
    { id: 'list-move', name: t('keyMove'), group, keys: 'm', run: () => plan(true) },
    { id: 'list-plan', name: t('keyPlan'), group, keys: 'e', run: () => plan(false) },
    { id: 'list-closed', name: t('keyClosed'), group, keys: 'c', run: closed },
    ...lists.map((name, at) => ({
      id: `list ${name}`,
      name: t(name),
      group,
      keys: String(at + 1),
      run: () => go(`/?list=${name}`),
    })),
  ]);
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('.filters input')?.focus();
}
