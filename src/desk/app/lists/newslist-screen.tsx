import './lists.css';
import './newslist.css';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Listed } from '#stories/work-listed.js';
import type { ListsFrame } from '../../shapes/lists.ts';
import { useCommands } from '../commands.ts';
import { useHolds, useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Select } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { useFrame, useFreshLists, useNewslist } from './data.ts';
import { t } from './messages.ts';
import { NewStory } from './new-story.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { StoryMarks } from './story-marks.tsx';
import {
  dayPlus,
  nameOf,
  personName,
  sectionName,
  stageName,
  wordDay,
  wordLength,
  wordStanding,
} from './words.ts';

const ANY = 'any';

/** What is meant for a day: on screen, and as one sheet of paper for the conference. */
export function Screen() {
  const [params, setParams] = useSearchParams();
  const frame = useFrame();
  const holds = useHolds();
  const section = params.get('section') ?? '';
  const { data, error, refetch } = useNewslist(params.get('day') ?? '', section);
  const [asked, setAsked] = useState<'new' | number>();
  useFreshLists();
  const day = params.get('day') ?? data?.day ?? '';
  const show = (change: { day?: string; section?: string }) => {
    const values = { day: params.get('day') ?? '', section, ...change };
    setParams(Object.entries(values).filter(([, value]) => value !== ''));
  };
  useNewslistCommands({ day, show: (next) => show({ day: next }), begin: () => setAsked('new') });
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <div className="screen newslist">
      <div className="screen-head">
        <h1>{t('newslistFor', { day: wordDay(day) })}</h1>
        <div className="acts no-print">
          <Button aria-label={t('dayBefore')} onPress={() => show({ day: dayPlus(day, -1) })}>
            ←
          </Button>
          <Button isDisabled={day === data.today} onPress={() => show({ day: '' })}>
            {t('today')}
          </Button>
          <Button aria-label={t('dayAfter')} onPress={() => show({ day: dayPlus(day, 1) })}>
            →
          </Button>
          <Select
            label={t('section')}
            isLabelHidden
            value={section || ANY}
            options={[
              { value: ANY, says: t('anySection') },
              ...(frame?.sections ?? []).map(({ id, name }) => ({ value: String(id), says: name })),
            ]}
            onChange={(value) => show({ section: value === ANY ? '' : value })}
          />
          <Button onPress={() => window.print()}>{t('print')}</Button>
          {holds('write') && (
            <Button tone="main" onPress={() => setAsked('new')}>
              {t('addLine')}
            </Button>
          )}
        </div>
      </div>
      {data.stories.length === 0 ? (
        <Empty title={t('emptyDay')}>{t('emptyDayHint')}</Empty>
      ) : (
        <Sheet stories={data.stories} frame={frame} onPlan={setAsked} />
      )}
      {asked === 'new' && <NewStory frame={frame} day={day} onClose={() => setAsked(undefined)} />}
      {typeof asked === 'number' && (
        <PlanDialog ids={[asked]} isMove={false} frame={frame} onClose={() => setAsked(undefined)} />
      )}
    </div>
  );
}

function Sheet({
  stories,
  frame,
  onPlan,
}: {
  stories: readonly Listed[];
  frame: ListsFrame | undefined;
  onPlan(story: number): void;
}) {
  const { zone, name } = useMe().paper;
  const words = stories.reduce((sum, story) => sum + (story.work?.wantedWords ?? story.words), 0);
  return (
    <>
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col">{t('dueAt')}</th>
            <th scope="col">{t('headline')}</th>
            <th scope="col">{t('section')}</th>
            <th scope="col">{t('assignee')}</th>
            <th scope="col">{t('length')}</th>
            <th scope="col">{t('goesTo')}</th>
            <th scope="col">{t('stage')}</th>
            <th scope="col" className="no-print">
              <span className="unseen">{t('plan')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {stories.map((story) => (
            <Line key={story.id} {...{ story, frame, onPlan }} />
          ))}
        </tbody>
      </table>
      <p className="quiet figures">
        {t('total', { count: stories.length, words })}
        <span className="print-only">
          {' · '}
          {name} · {t('printed', { when: wordTime(Date.now(), zone, 'full') })}
        </span>
      </p>
    </>
  );
}

function Line({
  story,
  frame,
  onPlan,
}: {
  story: Listed;
  frame: ListsFrame | undefined;
  onPlan(story: number): void;
}) {
  const { zone } = useMe().paper;
  const at = story.work?.dueAt ?? story.comesAt;
  const line = story.work?.line ?? '';
  return (
    <tr>
      <td className="figures">{at ? wordTime(at, zone) : ''}</td>
      <th scope="row">
        <Link href={`/stories/${story.id}`} className={story.headline ? 'headline' : 'headline none'}>
          {nameOf(story)}
        </Link>
        {story.headline && line && <p className="quiet">{line}</p>}
        <span className="marks">
          <StoryMarks story={story} />
        </span>
      </th>
      <td>{sectionName(frame, story.section)}</td>
      <td>{personName(frame, story.work?.assignee ?? null)}</td>
      <td className="figures">{wordLength(story)}</td>
      <td>{story.work?.goesTo}</td>
      <td>{stageName(frame, story.work?.stage) || wordStanding(story.standing)}</td>
      <td className="no-print">
        <Button
          tone="quiet"
          aria-label={t('planOf', { headline: nameOf(story) })}
          onPress={() => onPlan(story.id)}
        >
          {t('plan')}
        </Button>
      </td>
    </tr>
  );
}

function useNewslistCommands({
  day,
  show,
  begin,
}: {
  day: string;
  show(day: string): void;
  begin(): void;
}): void {
  const holds = useHolds();
  const group = t('newslist');
  useCommands([
    { id: 'day-before', name: t('dayBefore'), group, keys: 'ArrowLeft', run: () => show(dayPlus(day, -1)) },
    { id: 'day-after', name: t('dayAfter'), group, keys: 'ArrowRight', run: () => show(dayPlus(day, 1)) },
    { id: 'day-today', name: t('today'), group, keys: 't', run: () => show('') },
    { id: 'day-print', name: t('print'), group, run: () => window.print() },
    ...(holds('write') ? [{ id: 'new-story', name: t('addLine'), group, keys: 'n', run: begin }] : []),
  ]);
}
