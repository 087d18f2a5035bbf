import { useQueryClient } from '@tanstack/react-query';
import type { WaitingRow } from '../../shapes/fronts.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Notice } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';
import { frontKey, type OpenFront } from './use-front.ts';

/** Launches that wait for their time, and what each would do as things stand. */
export function LaunchesPanel({ front }: { front: OpenFront }) {
  const { waiting } = front.facts;
  if (waiting.length === 0) return <Empty title={t('noLaunches')}>{t('noLaunchesHint')}</Empty>;
  return (
    <ul className="launches">
      {waiting.map((launch) => (
        <Waiting key={launch.id} front={front} launch={launch} />
      ))}
    </ul>
  );
}

function Waiting({ front, launch }: { front: OpenFront; launch: WaitingRow }) {
  const client = useQueryClient();
  const { zone } = useMe().paper;
  const { id, mayLaunch } = front.facts;
  const { changes, left, moved } = launch.plan;
  const cancel = async () => {
    try {
      await ask('DELETE', `/fronts/${id}/launches/${launch.id}`);
      say(t('launchCancelled'));
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: frontKey(id) });
  };
  const what = left.map(({ title, id: container }) => title || nameIn(front, container)).join(', ');
  return (
    <li>
      <h3>{t('launchesAt', { when: wordTime(launch.at, zone), who: launch.by ?? t('somebody') })}</h3>
      <p className="quiet">
        {changes.length > 0 || moved ? t('launchDoes', { count: changes.length }) : t('launchNone')}
      </p>
      {left.length > 0 && <Notice tone="warn">{t('launchLeaves', { what })}</Notice>}
      {mayLaunch && <Button onPress={() => void cancel()}>{t('cancelLaunch')}</Button>}
    </li>
  );
}

function nameIn({ filled, draft }: OpenFront, id: string): string {
  const container = draft.containers.find((one) => one.id === id);
  return filled?.containers.find((one) => one.id === id)?.name || (container ? t(container.layout) : '');
}
