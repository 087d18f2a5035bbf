import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HistoryReply, LaunchReply, VersionRow } from '../../shapes/fronts.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';
import { PreviewDialog } from './preview-dialog.tsx';
import { frontKey, type OpenFront } from './use-front.ts';
import { wordHow } from './words.ts';

/** What was up when, and by whom; any of it can be looked at and put up again. */
export function HistoryPanel({ front }: { front: OpenFront }) {
  const { id, up } = front.facts;
  const [seen, setSeen] = useState<number | null>(null);
  const list = useInfiniteQuery({
    queryKey: [...frontKey(id), 'history', up.version],
    queryFn: ({ pageParam, signal }) =>
      get<HistoryReply>(`/fronts/${id}/history${pageParam ? `?before=${pageParam}` : ''}`, signal),
    initialPageParam: 0,
    getNextPageParam: ({ versions, more }) => (more ? versions.at(-1)?.number : undefined),
    placeholderData: (before) => before,
  });
  if (list.error && !list.data) return <Problem error={list.error} again={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  const versions = list.data.pages.flatMap((page) => page.versions);
  if (versions.length === 0) return <Empty title={t('noHistory')}>{t('noHistoryHint')}</Empty>;
  return (
    <>
      <ol className="launches">
        {versions.map((version) => (
          <Line key={version.number} front={front} version={version} onSee={() => setSeen(version.number)} />
        ))}
      </ol>
      {list.hasNextPage && <Button onPress={() => void list.fetchNextPage()}>{t('more')}</Button>}
      {seen !== null && (
        <PreviewDialog
          title={t('versionTitle', { version: seen })}
          src={`/preview/front/${id}?version=${seen}`}
          onClose={() => setSeen(null)}
        />
      )}
    </>
  );
}

function Line({ front, version, onSee }: { front: OpenFront; version: VersionRow; onSee: () => void }) {
  const client = useQueryClient();
  const { zone } = useMe().paper;
  const { id, up, mayLaunch } = front.facts;
  const restore = async (number: number) => {
    try {
      await ask<LaunchReply>('POST', `/fronts/${id}/restore`, { version: number });
      // What was up before can be put up again in the same way.
      const undo = number === up.version ? undefined : () => void restore(up.version);
      say(t('restored', { version: number }), undo);
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: frontKey(id) });
  };
  const how = wordHow(version);
  const titles = version.changes.map(({ title }) => title).filter((title) => title !== '');
  const isUp = version.number === up.version;
  return (
    <li>
      <h3>
        {wordTime(version.at, zone)} {isUp && <span className="mark">{t('isUpNow')}</span>}
      </h3>
      <p className="quiet">
        {version.by ? t('byWho', { how, who: version.by }) : how}
        {titles.length > 0 && ` · ${titles.join(', ')}`}
      </p>
      <div className="acts">
        <Button tone="quiet" onPress={onSee}>
          {t('see')}
        </Button>
        {mayLaunch && !isUp && (
          <Button tone="quiet" onPress={() => void restore(version.number)}>
            {t('restore')}
          </Button>
        )}
      </div>
    </li>
  );
}
