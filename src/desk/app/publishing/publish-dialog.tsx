import './publishing.css';
import type { Part } from '#stories/compare.js';
import type { PublishingReply } from '../../shapes/publishing.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Switch, TextField } from '../parts/field.tsx';
import { Notice, Problem, Waiting } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { say, sayProblem, wordProblem } from '../parts/toast.tsx';
import { ChangeList } from './change-list.tsx';
import { Checks, Tasks } from './checks.tsx';
import { usePublishing } from './data.ts';
import { t } from './messages.ts';
import { type Choices, Unseen, useSending } from './sending.ts';
import { WhenFields } from './when-fields.tsx';
import { toField } from './zoned-time.ts';

export type PublishDialogProps = {
  story: number;
  onClose: () => void;
  /** Leads to a part of the story: a block's id, 'headline', 'fields.topics'. The dialogue is closed by then. */
  onGo: (part: Part) => void;
};

/** What goes out, what waits, and when. */
export function PublishDialog({ story, onClose, onGo }: PublishDialogProps) {
  const { data, error, refetch } = usePublishing(story);
  if (data) return <Decide data={data} onClose={onClose} onGo={onGo} again={() => void refetch()} />;
  return (
    <Dialog title={t('publish')} isOpen onClose={onClose} size="wide">
      {error ? <Problem error={error} again={() => void refetch()} /> : <Waiting lines={8} />}
    </Dialog>
  );
}

function Decide({
  data,
  onClose,
  onGo,
  again,
}: {
  data: PublishingReply;
  onClose: () => void;
  onGo: (part: Part) => void;
  again: () => void;
}) {
  const { choices, change, fresh, times, isNothing, isSending, refusal, send } = useSending(
    data,
    onClose,
    again,
  );
  const headline = data.story.headline || t('untitled');
  const go = (part: Part) => {
    onClose();
    onGo(part);
  };
  const cannot = !data.may.publish || times.problem !== null || isSending;
  return (
    <Dialog
      title={t(data.story.out ? 'updateTitle' : 'publishTitle', { headline })}
      isOpen
      onClose={onClose}
      size="wide"
      footer={
        <>
          <Summary held={choices.held.size} at={times.at} zone={data.zone} />
          <a
            className="button"
            href={`/desk/stories/${data.story.id}/preview`}
            target="_blank"
            rel="noopener"
          >
            {t('preview')}
          </a>
          <Button tone="main" isDisabled={cannot} onPress={() => void send()}>
            {t(
              isSending
                ? 'publishing'
                : isNothing
                  ? 'saveTimes'
                  : data.story.out
                    ? 'publishUpdate'
                    : 'publish',
            )}
          </Button>
        </>
      }
    >
      {refusal !== null && (
        <div role="alert">
          <Notice tone="bad">{refusal instanceof Unseen ? t('lookAgain') : wordProblem(refusal)}</Notice>
        </div>
      )}
      <div className="publishing">
        <section className={data.base === null ? 'what all-new' : 'what'} aria-label={t('whatChanges')}>
          <WhatChanges data={data} isNothing={isNothing} />
          <ChangeList
            difference={data.difference}
            holding={{
              held: choices.held,
              touches: data.touches,
              marked: new Set(fresh),
              now: data.now,
              onHold: (part, hold) => change({ held: withPart(choices.held, part, hold) }),
            }}
          />
        </section>
        <How data={data} at={times.at} choices={choices} change={change} go={go} again={again} />
      </div>
    </Dialog>
  );
}

/** When it goes out, what readers are told, and what is to be looked at before. */
function How({
  data,
  at,
  choices,
  change,
  go,
  again,
}: {
  data: PublishingReply;
  at: number | null;
  choices: Choices;
  change: (some: Partial<Choices>) => void;
  go: (part: Part) => void;
  again: () => void;
}) {
  return (
    <div className="how">
      <Checks {...shownChecks(data, at)} onGo={go} />
      <Tasks tasks={data.tasks} onGo={go} onDone={(task) => void finish(data.story.id, task, again)} />
      <SecondPair data={data} waive={choices.waive} onWaive={(waive) => change({ waive })} again={again} />
      {data.waiting && (
        <Notice tone="warn">
          {t('waitingUpdate', { by: data.waiting.by, at: wordTime(data.waiting.at, data.zone) })}
          {data.may.publish && (
            <Button onPress={() => void cancelWaiting(data.story.id, again)}>{t('cancelTime')}</Button>
          )}
        </Notice>
      )}
      <h3>{t('when')}</h3>
      <AfterEmbargo
        data={data}
        at={at}
        onChoose={(time) => change({ when: { ...choices.when, at: time } })}
      />
      <WhenFields when={choices.when} onChange={(when) => change({ when })} zone={data.zone} now={data.now} />
      {data.story.out && (
        <>
          <TextField
            label={t('updateNote')}
            hint={t('updateNoteHint')}
            rows={2}
            value={choices.updateNote}
            onChange={(updateNote) => change({ updateNote })}
          />
          <Switch
            isSelected={choices.readersAreTold}
            onChange={(readersAreTold) => change({ readersAreTold })}
          >
            {t('readersTold')}
          </Switch>
        </>
      )}
    </div>
  );
}

/** The first full minute after an embargo, for the asking. */
function AfterEmbargo({
  data,
  at,
  onChoose,
}: {
  data: PublishingReply;
  at: number | null;
  onChoose: (time: string) => void;
}) {
  const { embargo } = data.story;
  if (embargo.is !== 'until' || embargo.at <= data.now || (at !== null && at >= embargo.at)) return null;
  const minute = Math.ceil(embargo.at / 60_000) * 60_000;
  return <Button onPress={() => onChoose(toField(minute, data.zone))}>{t('afterEmbargo')}</Button>;
}

function WhatChanges({ data, isNothing }: { data: PublishingReply; isNothing: boolean }) {
  if (isNothing) {
    return (
      <>
        <h3>{t('nothingNew')}</h3>
        <p className="remark">{t('nothingNewHint')}</p>
      </>
    );
  }
  const { published } = data;
  return (
    <>
      <h3>{t(published ? 'whatChanges' : 'allNew')}</h3>
      {published && <p className="remark">{t('sinceBy', { number: published.number, by: published.by })}</p>}
    </>
  );
}

function SecondPair({
  data: { second, may, story },
  waive,
  onWaive,
  again,
}: {
  data: PublishingReply;
  waive: string | null;
  onWaive: (reason: string | null) => void;
  again: () => void;
}) {
  if (!second.asks) return null;
  if (second.by !== null) return <p className="remark">{t('secondThere', { by: second.by })}</p>;
  if (second.there) {
    // Whoever publishes another's words is the second pair; a look can also be given to somebody else's publish.
    if (!may.edit || second.lastByMe) return null;
    return <Button onPress={() => void look(story.id, again)}>{t('look')}</Button>;
  }
  return (
    <Notice tone="bad">
      <p>{t('secondMissing')}</p>
      {may.waive && (
        <>
          <Switch isSelected={waive !== null} onChange={(on) => onWaive(on ? '' : null)}>
            {t('waive')}
          </Switch>
          {waive !== null && <TextField label={t('waiveReason')} value={waive} onChange={onWaive} />}
        </>
      )}
    </Notice>
  );
}

function Summary({ held, at, zone }: { held: number; at: number | null; zone: string }) {
  const what = held === 0 ? t('summaryAll') : t('summaryHeld', { count: held });
  const when = at === null ? t('summaryNow') : t('summaryAt', { at: wordTime(at, zone) });
  return (
    <p className="summary" aria-live="polite">
      {what}, {when}
    </p>
  );
}

/** An embargo that ends before the chosen time is not in the way. */
function shownChecks({ checklist }: PublishingReply, at: number | null) {
  const blocks = checklist.blocks.filter(
    (block) => !(block.code === 'embargo' && at !== null && block.until !== null && at >= block.until),
  );
  return { blocks, warnings: checklist.warnings };
}

function withPart(held: ReadonlySet<Part>, part: Part, hold: boolean): Set<Part> {
  const next = new Set(held);
  if (hold) next.add(part);
  else next.delete(part);
  return next;
}

async function finish(story: number, task: number, again: () => void): Promise<void> {
  try {
    await ask('POST', `/stories/${story}/tasks/${task}/done`);
  } catch (error) {
    sayProblem(error);
  }
  again();
}

async function look(story: number, again: () => void): Promise<void> {
  try {
    await ask('POST', `/stories/${story}/second`);
    say(t('seenTwice'));
  } catch (error) {
    sayProblem(error);
  }
  again();
}

async function cancelWaiting(story: number, again: () => void): Promise<void> {
  try {
    await ask('DELETE', `/stories/${story}/schedule`);
    say(t('unscheduled'));
  } catch (error) {
    sayProblem(error);
  }
  again();
}
