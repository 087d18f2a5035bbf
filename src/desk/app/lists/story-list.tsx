import { useEffect, useRef } from 'react';
import {
  Checkbox,
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  ListLayout,
  type Selection,
  Virtualizer,
} from 'react-aria-components';
import { useLocation } from 'wouter';
import type { Listed } from '#stories/work-listed.js';
import type { ListsFrame } from '../../shapes/lists.ts';
import { useMe } from '../me.ts';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { type ListName, type Narrowing, useList, usePresence } from './data.ts';
import { Stepped } from './keys.ts';
import { type ListTextName, t } from './messages.ts';
import { keepPlace } from './place.ts';
import { Presence } from './presence.tsx';
import { Due, StoryMarks } from './story-marks.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { nameOf, personName, sectionName, stageName, wordLength, wordStanding, wordWhen } from './words.ts';

const ROW = 46;
const ROW_ON_PHONE = 84;

/** A list of stories as one scroll, drawn only where one looks. */
export function StoryList({
  list,
  narrowing,
  frame,
  selected,
  onSelect,
}: {
  list: Exclude<ListName, 'board'>;
  narrowing: Narrowing;
  frame: ListsFrame | undefined;
  selected: Selection;
  onSelect(selected: Selection): void;
}) {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useList(list, narrowing);
  const presence = usePresence();
  const isNarrow = useIsNarrow();
  const [, go] = useLocation();
  const grid = useRef<HTMLDivElement>(null);
  const stories = data?.pages.flatMap((page) => page.stories) ?? [];
  const isThere = data !== undefined;
  const place = `${list} ${JSON.stringify(narrowing)}`;
  useEffect(() => (isThere && grid.current ? keepPlace(place, grid.current) : undefined), [place, isThere]);
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={12} />;
  if (stories.length === 0) return <NothingHere list={list} isNarrowed={Object.keys(narrowing).length > 0} />;
  return (
    <Stepped>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: isNarrow ? ROW_ON_PHONE : ROW }}>
        <GridList
          ref={grid}
          aria-label={t(list)}
          className="story-list"
          selectionMode="multiple"
          selectedKeys={selected}
          onSelectionChange={onSelect}
          onAction={(id) => go(`/stories/${id}`)}
          disallowTypeAhead
        >
          <Collection items={stories} dependencies={[frame, presence, list]}>
            {(story) => <Row {...{ story, frame, list }} people={presence.get(story.id)} />}
          </Collection>
          <GridListLoadMoreItem
            onLoadMore={() => hasNextPage && !isFetchingNextPage && void fetchNextPage()}
            isLoading={isFetchingNextPage}
          />
        </GridList>
      </Virtualizer>
    </Stepped>
  );
}

function Row({
  story,
  frame,
  list,
  people,
}: {
  story: Listed;
  frame: ListsFrame | undefined;
  list: ListName;
  people: readonly { id: number; name: string }[] | undefined;
}) {
  const name = nameOf(story);
  const ownStage = stageName(frame, story.work?.stage);
  const stage = ownStage || wordStanding(story.standing);
  const who =
    list === 'archive' ? story.byline : personName(frame, story.work?.assignee ?? null) || story.byline;
  return (
    <GridListItem id={story.id} textValue={name} className="row">
      <div className="cells">
        <Checkbox slot="selection" className="checkbox pick" aria-label={name}>
          <span aria-hidden="true" className="box" />
        </Checkbox>
        <span className={story.headline ? 'headline' : 'headline none'}>{name}</span>
        <span className="marks">
          <Presence people={people} />
          <StoryMarks story={story} withStanding={ownStage !== ''} />
        </span>
        <span className="c stage">{stage}</span>
        <span className="c">{sectionName(frame, story.section)}</span>
        <span className="c who">{who}</span>
        <span className="c figures">{wordLength(story)}</span>
        <span className="c when figures">
          <When story={story} isStaged={ownStage !== ''} />
        </span>
      </div>
    </GridListItem>
  );
}

/** The time that matters: when it is due, when it comes, or when it came; in the archive the bare time is enough. */
function When({ story, isStaged }: { story: Listed; isStaged: boolean }) {
  const { zone } = useMe().paper;
  if (story.work?.dueAt && story.standing === 'draft') return <Due story={story} />;
  if (isStaged || story.standing !== 'out') return wordWhen(story, zone);
  return <Time at={story.publishedAt ?? story.changedAt} />;
}

const empty: Readonly<Record<Exclude<ListName, 'board'>, readonly [ListTextName, ListTextName]>> = {
  work: ['emptyWork', 'emptyWorkHint'],
  mine: ['emptyMine', 'emptyMineHint'],
  scheduled: ['emptyScheduled', 'emptyScheduledHint'],
  changed: ['emptyChanged', 'emptyChangedHint'],
  archive: ['emptyArchive', 'emptyArchiveHint'],
};

function NothingHere({ list, isNarrowed }: { list: Exclude<ListName, 'board'>; isNarrowed: boolean }) {
  const [title, hint] = isNarrowed ? (['emptyFound', 'emptyFoundHint'] as const) : empty[list];
  return <Empty title={t(title)}>{t(hint)}</Empty>;
}
