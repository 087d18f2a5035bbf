import './publishing.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HistoryReply, RevisionReply } from '../../shapes/publishing.ts';
import { get } from '../api.ts';
import { useNews } from '../news.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { t, textOr } from './messages.ts';
import { RevisionDialog } from './revision-dialog.tsx';

/** Every version that was kept, newest first; one opens to what changed in it. */
export function HistoryPanel({ story, mayWrite }: { story: number; mayWrite: boolean }) {
  const [open, setOpen] = useState<RevisionReply | null>(null);
  const history = useInfiniteQuery({
    queryKey: ['history', story],
    queryFn: ({ pageParam }) =>
      get<HistoryReply>(`/stories/${story}/history${pageParam ? `?before=${pageParam}` : ''}`),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
  const stale = () => void history.refetch();
  useNews(['story.', 'work.published'], ({ subject }) => subject === story && stale(), stale);
  if (history.error) return <Problem error={history.error} again={stale} />;
  if (!history.data) return <Waiting />;
  const revisions = history.data.pages.flatMap((page) => page.revisions);
  if (revisions.length === 0) return <Empty title={t('history')}>{t('noHistory')}</Empty>;
  return (
    <>
      <ol className="revisions">
        {revisions.map((revision) => (
          <li key={revision.number}>
            <Button tone="quiet" className="revision" onPress={() => setOpen(revision)}>
              <span>
                <b>{textOr(`reason ${revision.reason}`)}</b>
                {revision.published && <> · {t('withReaders')}</>}
              </span>
              <small>
                <Time at={revision.at} /> · {revision.by || '–'} · {t('words', { count: revision.words })}
              </small>
            </Button>
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button isDisabled={history.isFetchingNextPage} onPress={() => void history.fetchNextPage()}>
          {t('olderRevisions')}
        </Button>
      )}
      {open && (
        <RevisionDialog
          story={story}
          revision={open}
          published={revisions.find(({ published }) => published)?.number ?? null}
          mayWrite={mayWrite}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
