import './publishing.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ListsFrame } from '../../shapes/lists.ts';
import type { FlashReply } from '../../shapes/publishing.ts';
import { ask, get } from '../api.ts';
import { useHolds } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Select, Switch, TextField } from '../parts/field.tsx';
import { Problem } from '../parts/states.tsx';
import { t } from './messages.ts';

type Draft = { headline: string; sentence: string; section: string; place: boolean };
const empty: Draft = { headline: '', sentence: '', section: '0', place: true };

/** /desk/flash: write, look, out. */
export function Screen() {
  const [draft, setDraft] = useState(empty);
  const [step, setStep] = useState<'write' | 'look'>('write');
  const [done, setDone] = useState<FlashReply | null>(null);
  const holds = useHolds();
  const mayPlace = holds('launch-front');
  const restart = () => {
    setDraft(empty);
    setStep('write');
    setDone(null);
  };
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('flashTitle')}</h1>
      </div>
      {done ? (
        <Done done={done} wanted={draft.place && mayPlace} onAgain={restart} />
      ) : step === 'write' ? (
        <Write draft={draft} onChange={setDraft} mayPlace={mayPlace} onNext={() => setStep('look')} />
      ) : (
        <Look
          draft={draft}
          place={draft.place && mayPlace}
          onBack={() => setStep('write')}
          onDone={setDone}
        />
      )}
    </div>
  );
}

function useSections() {
  const { data } = useQuery({ queryKey: ['lists-frame'], queryFn: () => get<ListsFrame>('/lists') });
  return data?.sections ?? [];
}

function Write({
  draft,
  onChange,
  mayPlace,
  onNext,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  mayPlace: boolean;
  onNext: () => void;
}) {
  const [isAsked, setAsked] = useState(false);
  const sections = useSections();
  const missing = { headline: draft.headline.trim() === '', sentence: draft.sentence.trim() === '' };
  const next = () => {
    setAsked(true);
    if (!missing.headline && !missing.sentence) onNext();
  };
  return (
    <form
      className="flash"
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <p className="remark">{t('flashSays')}</p>
      <div className="headline">
        <TextField
          label={t('headline')}
          rows={2}
          autoFocus
          value={draft.headline}
          onChange={(headline) => onChange({ ...draft, headline: headline.replace(/\n/g, ' ') })}
          problem={isAsked && missing.headline ? t('flashHeadlineMissing') : null}
        />
      </div>
      <TextField
        label={t('flashSentence')}
        rows={4}
        value={draft.sentence}
        onChange={(sentence) => onChange({ ...draft, sentence })}
        problem={isAsked && missing.sentence ? t('flashSentenceMissing') : null}
      />
      <Select
        label={t('section')}
        value={draft.section}
        onChange={(section) => onChange({ ...draft, section })}
        options={[
          { value: '0', says: t('noSection') },
          ...sections.map(({ id, name }) => ({ value: String(id), says: name })),
        ]}
      />
      {mayPlace && (
        <Switch isSelected={draft.place} onChange={(place) => onChange({ ...draft, place })}>
          {t('flashPlace')}
        </Switch>
      )}
      <div className="acts">
        <Button tone="main" type="submit">
          {t('flashNext')}
        </Button>
      </div>
    </form>
  );
}

function Look({
  draft,
  place,
  onBack,
  onDone,
}: {
  draft: Draft;
  place: boolean;
  onBack: () => void;
  onDone: (done: FlashReply) => void;
}) {
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const sections = useSections();
  const send = async () => {
    setSending(true);
    setError(null);
    try {
      const { headline, sentence } = draft;
      const section = draft.section === '0' ? null : Number(draft.section);
      onDone(await ask<FlashReply>('POST', '/flash', { headline, sentence, section, placeOnHome: place }));
    } catch (problem) {
      setError(problem);
      setSending(false);
    }
  };
  const section = sections.find(({ id }) => String(id) === draft.section)?.name ?? t('noSection');
  return (
    <div className="flash">
      <p className="remark">{t('flashCheck')}</p>
      <article className="proof" aria-label={t('preview')}>
        <p className="where">{place ? `${section} · ${t('flashPlace')}` : section}</p>
        <h2>{draft.headline}</h2>
        <p>{draft.sentence}</p>
      </article>
      {error !== null && <Problem error={error} />}
      <div className="acts">
        <Button isDisabled={isSending} onPress={onBack}>
          {t('flashBack')}
        </Button>
        <Button tone="main" isDisabled={isSending} onPress={() => void send()} autoFocus>
          {t(isSending ? 'publishing' : 'flashPublish')}
        </Button>
      </div>
    </div>
  );
}

function Done({ done, wanted, onAgain }: { done: FlashReply; wanted: boolean; onAgain: () => void }) {
  const [, go] = useLocation();
  return (
    <div className="flash" role="status">
      <h2>{t('flashDone')}</h2>
      {wanted && <p>{t(done.placed ? 'flashPlaced' : 'flashNotPlaced')}</p>}
      <div className="acts">
        <a className="button" href={done.path} target="_blank" rel="noopener">
          {t('flashSee')}
        </a>
        <Button onPress={onAgain}>{t('flashAgain')}</Button>
        <Button tone="main" onPress={() => go(`/stories/${done.story}`)}>
          {t('flashOpen')}
        </Button>
      </div>
    </div>
  );
}
