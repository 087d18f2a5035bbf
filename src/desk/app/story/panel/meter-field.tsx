import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StoryMeterReply } from '../../../shapes/gate.ts';
import { ask, get } from '../../api.ts';
import { useNews } from '../../news.ts';
import { Switch } from '../../parts/field.tsx';
import { sayProblem } from '../../parts/toast.tsx';
import { textsOf } from '../../texts.ts';

const t = textsOf({
  en: {
    free: 'Free while it is news',
    freeSays: 'Read by everybody without spending a free story, at once and until it is switched off.',
  },
  de: {
    free: 'Frei, solange es Nachricht ist',
    freeSays: 'Alle lesen sie, ohne einen freien Text zu verbrauchen: sofort und bis es abgeschaltet wird.',
  },
});

/** Breaking news is read by everybody while the meter is on. It holds at once, without publishing again. */
export function MeterField({ story }: { story: number }) {
  const client = useQueryClient();
  const key = ['story-meter', story];
  const renew = () => void client.invalidateQueries({ queryKey: key });
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => get<StoryMeterReply>(`/stories/${story}/meter`),
  });
  const change = useMutation({
    mutationFn: (free: boolean) => ask<StoryMeterReply>('PUT', `/stories/${story}/meter`, { free }),
    onSuccess: (reply) => client.setQueryData(key, reply),
    onError: sayProblem,
  });
  useNews(
    ['story.', 'settings.'],
    ({ subject }) => (subject === story || subject === null) && renew(),
    renew,
  );
  if (!data?.metered) return null;
  return (
    <div className="meter-field">
      <Switch
        isSelected={data.free}
        isDisabled={!data.mayChange || change.isPending}
        onChange={(free) => change.mutate(free)}
      >
        {t('free')}
      </Switch>
      <p className="hint">{t('freeSays')}</p>
    </div>
  );
}
