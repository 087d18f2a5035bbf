import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Stage } from '#stories/stage.js';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { useChange } from './data.ts';
import { SaveBar } from './group-form.tsx';
import { moved, RowActs } from './links-field.tsx';
import { t } from './messages.ts';

const KEY = ['stages'] as const;
type Reply = { stages: Stage[] };

const kinds = [
  { value: 'planned', text: 'kindPlanned' },
  { value: 'work', text: 'kindWork' },
  { value: 'ready', text: 'kindReady' },
] as const;

/** The steps of the work, in order. A stage that is renamed keeps its stories. */
export function StagesPage() {
  const known = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: () => get<Reply>('/stages') });
  const [typed, setTyped] = useState<Stage[] | null>(null);
  const [movesTo, setMovesTo] = useState<string | null>(null);
  const save = useChange(
    (wish: { stages: Stage[]; movesTo?: string }) => ask<Reply>('PUT', '/stages', wish),
    [['lists']],
  );
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  const stages = typed ?? data.stages;
  const isGone = data.stages.some(({ slug }) => !stages.some((stage) => stage.slug === slug));
  const change = (at: number, part: Partial<Stage>) =>
    setTyped(stages.map((stage, place) => (place === at ? { ...stage, ...part } : stage)));
  const submit = () =>
    save.mutate(
      { stages, ...(isGone && movesTo && { movesTo }) },
      {
        onSuccess: (reply) => {
          known.setQueryData(KEY, reply);
          setTyped(null);
          setMovesTo(null);
        },
      },
    );
  return (
    <form
      className="group-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="lead">{t('stagesNote')}</p>
      <ol className="rows">
        {stages.map((stage, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a new stage has no slug before it is saved
          <li key={at} className="row">
            <TextField label={t('name')} value={stage.name} onChange={(name) => change(at, { name })} />
            <Select
              label={t('stageKind')}
              options={kinds.map(({ value, text }) => ({ value, says: t(text) }))}
              value={stage.kind}
              onChange={(kind) => change(at, { kind })}
            />
            <RowActs
              of={stage.name}
              at={at}
              count={stages.length}
              onMove={(from, to) => setTyped(moved(stages, from, to))}
              onRemove={() => setTyped(stages.filter((_, place) => place !== at))}
            />
          </li>
        ))}
      </ol>
      <Button
        className="at-start"
        onPress={() => setTyped([...stages, { slug: '', name: '', kind: 'work' }])}
      >
        {t('addStage')}
      </Button>
      {isGone && (
        <Select
          label={t('stagesGone')}
          options={stages.filter(({ slug }) => slug).map(({ slug, name }) => ({ value: slug, says: name }))}
          value={movesTo}
          onChange={setMovesTo}
        />
      )}
      <SaveBar
        changes={typed ? 1 : 0}
        isSaving={save.isPending}
        savedAt={save.isSuccess ? save.submittedAt : null}
        error={save.error}
        onDiscard={() => setTyped(null)}
      />
    </form>
  );
}
