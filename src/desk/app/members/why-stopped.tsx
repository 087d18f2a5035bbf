import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { GateReply } from '../../shapes/gate.ts';
import type { FoundReply } from '../../shapes/lists.ts';
import { get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { SearchField } from '../parts/field.tsx';
import { Notice, Problem } from '../parts/states.tsx';
import { FindReader } from './find-reader.tsx';
import { t } from './messages.ts';
import { Day, wordSource, wordState } from './words.tsx';

type Chosen = { id: number; name: string };

/** Why a reader was stopped at a story's gate. */
export function WhyStopped({
  reader,
  onClose,
}: {
  reader: { account: number; name: string; email: string };
  onClose(): void;
}) {
  return (
    <Dialog title={t('why')} size="medium" isOpen onClose={onClose}>
      <WhyTool reader={{ id: reader.account, name: reader.name || reader.email }} />
    </Dialog>
  );
}

/** Chooses a story and a reader, and says what the gate says. */
export function WhyTool({ reader: given }: { reader?: Chosen }) {
  const [story, setStory] = useState<Chosen>();
  const [found, setReader] = useState<Chosen | 'anonymous'>();
  const reader = given ?? found;
  return (
    <div className="why">
      {story ? (
        <Choice says={t('story')} name={story.name} onChange={() => setStory(undefined)} />
      ) : (
        <FindStory onChoose={setStory} />
      )}
      {!given &&
        (reader ? (
          <Choice
            says={t('readerOf')}
            name={reader === 'anonymous' ? t('somebodyUnknown') : reader.name}
            onChange={() => setReader(undefined)}
          />
        ) : (
          <>
            <FindReader onChoose={setReader} />
            <Button tone="quiet" onPress={() => setReader('anonymous')}>
              {t('somebodyUnknown')}
            </Button>
          </>
        ))}
      {story && reader && <Answer story={story.id} reader={reader === 'anonymous' ? reader : reader.id} />}
    </div>
  );
}

function Choice({ says, name, onChange }: { says: string; name: string; onChange(): void }) {
  return (
    <p className="chosen">
      <span className="soft">{says}</span> <strong>{name}</strong>
      <Button tone="quiet" aria-label={`${t('chooseOther')}: ${says}`} onPress={onChange}>
        {t('chooseOther')}
      </Button>
    </p>
  );
}

function FindStory({ onChoose }: { onChoose(story: Chosen): void }) {
  const [words, setWords] = useState('');
  const q = useDeferredValue(words);
  const { data } = useQuery({
    queryKey: ['find', 'story', q],
    queryFn: ({ signal }) => get<FoundReply>(`/find?${new URLSearchParams({ kind: 'story', q })}`, signal),
    enabled: q.trim() !== '',
  });
  return (
    <div className="chooser">
      <SearchField label={t('findStory')} placeholder={t('findStory')} value={words} onChange={setWords} />
      <ul>
        {q.trim() !== '' &&
          data?.found.map(({ id, name, says }) => (
            <li key={id}>
              <Button tone="quiet" onPress={() => onChoose({ id: Number(id), name })}>
                <span>{name}</span>
                <span className="soft">{says}</span>
              </Button>
            </li>
          ))}
      </ul>
    </div>
  );
}

function Answer({ story, reader }: { story: number; reader: number | 'anonymous' }) {
  const { data, error } = useQuery({
    queryKey: ['members', 'why', story, reader],
    queryFn: ({ signal }) => get<GateReply>(`/gate?story=${story}&reader=${reader}`, signal),
    staleTime: 0,
  });
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const { decision, needs, meter, tiers, gifts } = data;
  return (
    <div role="status" className="why-answer">
      <Notice tone={decision.is === 'whole' ? 'plain' : 'warn'}>
        <p>
          <strong>{decision.is === 'whole' ? t('readsWhole') : t('readsOpening')}</strong>{' '}
          {decision.is === 'whole' ? t(`whole.${decision.by}`) : t(`stop.${decision.why}`)}{' '}
          {needs.length > 0 && t('needs', { tiers: needs.join(', ') })}
        </p>
        {meter && (
          <p>
            {t(meter.period === 'week' ? 'meterWeek' : 'meterMonth', {
              spent: meter.spent,
              most: meter.most,
            })}{' '}
            <Day at={meter.renewsAt} />.
          </p>
        )}
        {gifts > 0 && <p>{t('giftsGot', { count: gifts })}</p>}
      </Notice>
      {tiers.length > 0 && (
        <ul className="why-tiers">
          {tiers.map((tier) => (
            <li key={`${tier.slug} ${tier.from}`}>
              {tier.name}, {wordSource(tier.source)}, {wordState(tier.state)}
              <span className="soft second">
                {t(tier.runs ? (tier.opens ? 'tierOpens' : 'tierOther') : 'tierOver')}
                {tier.until !== null && (
                  <>
                    {' · '}
                    {t('until')} <Day at={tier.until} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
