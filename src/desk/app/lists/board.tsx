import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type DropTarget, GridList, isTextDropItem, useDragAndDrop } from 'react-aria-components';
import type { PlanChange } from '#stories/work-plan.js';
import type { BoardColumn, BoardReply, ListReply, ListsFrame } from '../../shapes/lists.ts';
import { get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { Card } from './card.tsx';
import { type Narrowing, useBoard, usePresence } from './data.ts';
import { Stepped } from './keys.ts';
import { t } from './messages.ts';
import { usePlans } from './plan.ts';

const DRAG_TYPE = 'standfirst-story';

/** The stages side by side, each with its stories; cards move by drag, by its keyboard twin, and by “Move to…”. */
export function Board({ narrowing, frame }: { narrowing: Narrowing; frame: ListsFrame | undefined }) {
  const { data, error, refetch } = useBoard(narrowing);
  const move = useMoveCard(narrowing);
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;
  return (
    <div className="board" style={{ '--columns': data.columns.length } as React.CSSProperties}>
      {data.columns.map((column) => (
        <Column key={column.slug} column={column} {...{ frame, narrowing, move }} />
      ))}
    </div>
  );
}

type Move = (ids: readonly number[], stage: BoardColumn, below: number | null) => void;

function Column({
  column,
  frame,
  narrowing,
  move,
}: {
  column: BoardColumn;
  frame: ListsFrame | undefined;
  narrowing: Narrowing;
  move: Move;
}) {
  const presence = usePresence();
  const { stories, more, loadMore } = useWholeColumn(column, narrowing);
  const belowOf = (target: DropTarget, ids: ReadonlySet<number>): number | null => {
    if (target.type === 'root') return null;
    const rest = stories.filter(({ id }) => !ids.has(id));
    const at = rest.findIndex(({ id }) => id === target.key);
    return (target.dropPosition === 'before' ? rest[at - 1]?.id : rest[at]?.id) ?? null;
  };
  const { dragAndDropHooks } = useDragAndDrop<(typeof stories)[number]>({
    getItems: (keys) => [...keys].map((key) => ({ [DRAG_TYPE]: String(key), 'text/plain': String(key) })),
    acceptedDragTypes: [DRAG_TYPE],
    getDropOperation: () => 'move',
    onReorder: ({ keys, target }) => {
      const ids = new Set([...keys].map(Number));
      move([...ids], column, belowOf(target, ids));
    },
    onInsert: async ({ items, target }) => {
      const ids = await Promise.all(items.filter(isTextDropItem).map((item) => item.getText(DRAG_TYPE)));
      move(ids.map(Number), column, belowOf(target, new Set(ids.map(Number))));
    },
    onRootDrop: async ({ items }) => {
      const ids = await Promise.all(items.filter(isTextDropItem).map((item) => item.getText(DRAG_TYPE)));
      move(ids.map(Number), column, null);
    },
  });
  return (
    <section className="column" aria-label={column.name}>
      <h2>
        {column.name} <span className="figures">{column.count}</span>
      </h2>
      <Stepped>
        <GridList
          aria-label={`${column.name}, ${t('countOf', { count: column.count })}`}
          items={stories}
          dependencies={[frame, presence]}
          selectionMode="none"
          disallowTypeAhead
          dragAndDropHooks={dragAndDropHooks}
          className="cards"
          renderEmptyState={() => <p className="quiet">{t('emptyBoard')}</p>}
        >
          {(story) => <Card story={story} frame={frame} people={presence.get(story.id)} />}
        </GridList>
      </Stepped>
      {more && (
        <Button tone="quiet" onPress={loadMore}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

/** The first part of a column comes with the board; further ones when they are asked for. */
function useWholeColumn(column: BoardColumn, narrowing: Narrowing) {
  const [rest, setRest] = useState<InfiniteData<ListReply>['pages']>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another first part begins anew
  useEffect(() => setRest([]), [column.stories]);
  const next = rest.length > 0 ? (rest.at(-1)?.next ?? null) : column.next;
  const loadMore = () => {
    const query = new URLSearchParams({ ...narrowing, stage: column.slug, after: next ?? '' });
    get<ListReply>(`/lists/work?${query}`).then((page) => setRest((before) => [...before, page]), sayProblem);
  };
  return {
    stories: [...column.stories, ...rest.flatMap(({ stories }) => stories)],
    more: next !== null,
    loadMore,
  };
}

/** Moves cards at once on the screen, then on the server. */
function useMoveCard(narrowing: Narrowing): Move {
  const client = useQueryClient();
  const plans = usePlans();
  return (ids, stage, below) => {
    const key = ['lists', 'board', narrowing];
    void client.cancelQueries({ queryKey: key });
    client.setQueryData<BoardReply>(key, (board) => board && withMoved(board, ids, stage.slug, below));
    const place = (at: number): PlanChange => ({
      stage: stage.slug,
      below: at === 0 ? below : (ids[at - 1] ?? null),
    });
    const wanted = ids.map((story, at) => ({ story, change: place(at) }));
    void plans(wanted, (count) => t('moved', { count, stage: stage.name }));
  };
}

function withMoved(
  board: BoardReply,
  ids: readonly number[],
  stage: string,
  below: number | null,
): BoardReply {
  const all = board.columns.flatMap(({ stories }) => stories);
  const moved = ids.flatMap((id) => all.find((story) => story.id === id) ?? []);
  return {
    columns: board.columns.map((column) => {
      const rest = column.stories.filter(({ id }) => !ids.includes(id));
      const gone = column.stories.length - rest.length;
      if (column.slug !== stage) return { ...column, stories: rest, count: column.count - gone };
      const at = below === null ? 0 : rest.findIndex(({ id }) => id === below) + 1;
      const stories = [...rest.slice(0, at), ...moved, ...rest.slice(at)];
      return { ...column, stories, count: column.count - gone + moved.length };
    }),
  };
}
