import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ReaderTaskEntry, ReaderTasksReply } from '../../shapes/reader-tasks.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, Switch, TextField } from '../parts/field.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useFresh } from './data.ts';
import { FindReader } from './find-reader.tsx';
import { t } from './messages.ts';
import { Day, wordTask } from './words.tsx';
import { dayInZone, startOfDayIn } from './zone-day.ts';

const key = ['members', 'tasks'] as const;
const kinds = ['export', 'deletion', 'correction', 'other'] as const;
type Kind = (typeof kinds)[number];

/** What readers asked for by letter, the most urgent first: each has to be done by a day. */
export function TasksPage() {
  useFresh(['reader-task.', 'reader.'], key);
  const [isDone, setDone] = useState(false);
  const [asked, setAsked] = useState<ReaderTaskEntry | 'new'>();
  const { data, error, refetch } = useQuery({
    queryKey: [...key, isDone],
    queryFn: ({ signal }) => get<ReaderTasksReply>(`/reader-tasks?done=${isDone}`, signal),
    placeholderData: (before) => before,
  });
  const close = () => setAsked(undefined);
  return (
    <>
      <div className="count-line">
        <p className="lead at-start">{t('tasksNote')}</p>
        <Switch isSelected={isDone} onChange={setDone}>
          {t('doneOnes')}
        </Switch>
        <Button onPress={() => setAsked('new')}>{t('addTask')}</Button>
      </div>
      {error && <Problem error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data?.tasks.length === 0 && (
        <Empty title={t(isDone ? 'noDoneTasks' : 'noTasks')}>{!isDone && t('noTasksHint')}</Empty>
      )}
      {data && data.tasks.length > 0 && <TaskTable tasks={data.tasks} onSettle={setAsked} />}
      {asked === 'new' && <AddTask onClose={close} />}
      {asked && asked !== 'new' && <SettleTask task={asked} onClose={close} />}
    </>
  );
}

function TaskTable({
  tasks,
  onSettle,
}: {
  tasks: readonly ReaderTaskEntry[];
  onSettle(task: ReaderTaskEntry): void;
}) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('dueBy')}</th>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('readerOf')}</th>
          <th scope="col">
            <span className="unseen">{t('settle')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td className={`figures ${task.late ? 'is-late' : ''}`}>
              <Day at={task.dueAt} />
              {task.late && <span className="second">{t('isLate')}</span>}
            </td>
            <th scope="row">
              {wordTask(task.kind)}
              <span className="soft second">{task.about}</span>
            </th>
            <td>
              {task.reader ? (
                <Link href={`/members/person/${task.reader.id}`}>
                  {task.reader.name || task.reader.email}
                </Link>
              ) : (
                <span className="soft">{t('nobodyYet')}</span>
              )}
            </td>
            <td className="row-acts">
              {task.doneAt === null ? (
                <Button
                  tone="quiet"
                  aria-label={`${t('settle')}: ${wordTask(task.kind)}`}
                  onPress={() => onSettle(task)}
                >
                  {t('settle')}
                </Button>
              ) : (
                <span className="soft">
                  {task.doneBy} <Day at={task.doneAt} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Notes what came by letter. The deadline counts from the day it came. */
function AddTask({ onClose }: { onClose(): void }) {
  const { zone } = useMe().paper;
  const [kind, setKind] = useState<Kind>('export');
  const [about, setAbout] = useState('');
  const [came, setCame] = useState(() => dayInZone(Date.now(), zone));
  const [reader, setReader] = useState<{ id: number; name: string }>();
  const add = useChange(
    () =>
      ask<ReaderTaskEntry>('POST', '/reader-tasks', {
        ...{ kind, about, reader: reader?.id ?? null, cameAt: startOfDayIn(came, zone) },
      }),
    [key],
  );
  return (
    <Dialog
      title={t('addTask')}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('add')}
          isDisabled={!about.trim() || came === '' || add.isPending}
          onDo={() => add.mutate(undefined, { onSuccess: onClose })}
          onCancel={onClose}
        />
      }
    >
      <Select<Kind>
        label={t('what')}
        options={kinds.map((value) => ({ value, says: wordTask(value) }))}
        value={kind}
        onChange={setKind}
      />
      <TextField label={t('taskAbout')} rows={2} value={about} onChange={setAbout} autoFocus />
      <label className="day-field">
        <span>{t('cameOn')}</span>
        <input type="date" value={came} onChange={(event) => setCame(event.target.value)} />
      </label>
      {reader ? (
        <p className="chosen">
          <span className="soft">{t('readerOf')}</span> <strong>{reader.name}</strong>
          <Button tone="quiet" onPress={() => setReader(undefined)}>
            {t('chooseOther')}
          </Button>
        </p>
      ) : (
        <FindReader onChoose={setReader} />
      )}
      {add.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(add.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}

function SettleTask({ task, onClose }: { task: ReaderTaskEntry; onClose(): void }) {
  const [remark, setRemark] = useState('');
  const settle = useChange(() => ask('POST', `/reader-tasks/${task.id}/settle`, { remark }), [key]);
  const done = () => {
    say(t('taskSettled'));
    onClose();
  };
  return (
    <Dialog
      title={wordTask(task.kind)}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('settleNow')}
          isDisabled={settle.isPending}
          onDo={() => settle.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      <p>{task.about}</p>
      {task.reader && (task.kind === 'export' || task.kind === 'deletion') && (
        <Notice tone="plain">
          <p>
            {t(task.kind === 'export' ? 'taskExportHint' : 'taskDeletionHint')}{' '}
            <Link href={`/members/person/${task.reader.id}`}>{task.reader.name || task.reader.email}</Link>
          </p>
        </Notice>
      )}
      <TextField label={t('taskRemark')} rows={2} value={remark} onChange={setRemark} autoFocus />
      {settle.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(settle.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}
