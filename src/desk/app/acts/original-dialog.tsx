import { useQuery } from '@tanstack/react-query';
import { ask } from '../api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { t } from './messages.ts';

/** The words as they were, for one of the two people they are sealed to. */
export function OriginalDialog({ story, act, onClose }: { story: number; act: number; onClose(): void }) {
  const { data, error } = useQuery({
    queryKey: ['original', story, act],
    queryFn: () => ask<{ original: unknown }>('POST', `/stories/${story}/acts/${act}/open`, {}),
    // Opened on purpose, once; nothing of it stays in this page's memory.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Dialog title={t('originalTitle')} size="wide" isOpen onClose={onClose}>
      <p className="hint">{t('originalSays')}</p>
      {error && <Problem error={error} />}
      {data ? (
        <pre className="original">{JSON.stringify(data.original, null, 2)}</pre>
      ) : (
        !error && <Waiting />
      )}
    </Dialog>
  );
}
