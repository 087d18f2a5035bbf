import { useState } from 'react';
import type { MadeReply } from '../../shapes/codes.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { useMembersFrame } from './data.ts';
import { t } from './messages.ts';
import { wordCode } from './words.tsx';
import { endOfDayIn } from './zone-day.ts';

const kinds = ['membership', 'extension', 'gift'] as const;
type Kind = (typeof kinds)[number];

const nothing = {
  ...{ batch: '', kind: 'membership' as Kind, tier: '', months: '1', count: '100', uses: '1' },
  ...{ word: '', until: '' },
};
type Typed = typeof nothing;

/** Makes codes: many that work once, or one word that works often. */
export function CodesDialog({ onClose }: { onClose(): void }) {
  const { zone } = useMe().paper;
  const tiers = (useMembersFrame()?.tiers ?? []).filter(({ state }) => state !== 'retired');
  const [typed, setTyped] = useState(nothing);
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const tier = typed.tier || String(tiers[0]?.id ?? '');
  const hasWord = typed.word.trim() !== '';
  const make = useChange(
    () =>
      ask<MadeReply>('POST', '/codes', {
        ...{ batch: typed.batch.trim(), kind: typed.kind, tier: Number(tier), words: '' },
        ...{ months: Number(typed.months), count: hasWord ? 1 : Number(typed.count) },
        ...{ usesMost: Number(typed.uses), word: hasWord ? typed.word.trim() : null },
        expiresAt: typed.until === '' ? null : endOfDayIn(typed.until, zone),
      }),
    [['members', 'codes']],
  );
  const isRight =
    typed.batch.trim() !== '' &&
    tier !== '' &&
    [typed.months, typed.count, typed.uses].every((number) => /^[1-9]\d{0,5}$/.test(number));
  if (make.data) return <Made made={make.data} onClose={onClose} />;
  return (
    <Dialog
      title={t('makeCodes')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('makeCodesNow')}
          isDisabled={!isRight || make.isPending}
          onDo={() => make.mutate(undefined)}
          onCancel={onClose}
        />
      }
    >
      <CodeFields {...{ typed, change, tiers, tier }} />
      {make.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(make.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}

function CodeFields({
  typed,
  change,
  tiers,
  tier,
}: {
  typed: Typed;
  change(part: Partial<Typed>): void;
  tiers: readonly { id: number; name: string }[];
  tier: string;
}) {
  const hasWord = typed.word.trim() !== '';
  return (
    <>
      <TextField
        label={t('batch')}
        hint={t('batchHint')}
        value={typed.batch}
        onChange={(batch) => change({ batch })}
        autoFocus
      />
      <div className="pair">
        <Select<Kind>
          label={t('brings')}
          options={kinds.map((value) => ({ value, says: wordCode(value) }))}
          value={typed.kind}
          onChange={(kind) => change({ kind })}
        />
        <Select
          label={t('tier')}
          options={tiers.map(({ id, name }) => ({ value: String(id), says: name }))}
          value={tier || null}
          onChange={(one) => change({ tier: one })}
        />
      </div>
      <div className="pair">
        <TextField
          label={t('monthsFree')}
          value={typed.months}
          onChange={(months) => change({ months })}
          inputMode="numeric"
        />
        <TextField
          label={t('howMany')}
          value={hasWord ? '1' : typed.count}
          isDisabled={hasWord}
          onChange={(count) => change({ count })}
          inputMode="numeric"
        />
      </div>
      <div className="pair">
        <TextField
          label={t('ownWord')}
          hint={t('ownWordHint')}
          value={typed.word}
          onChange={(word) => change({ word: word.toUpperCase() })}
        />
        <TextField
          label={t('usesEach')}
          value={typed.uses}
          onChange={(uses) => change({ uses })}
          inputMode="numeric"
        />
      </div>
      <label className="day-field">
        <span>{t('goodUntil')}</span>
        <input type="date" value={typed.until} onChange={(event) => change({ until: event.target.value })} />
      </label>
    </>
  );
}

function Made({ made: { batch, codes }, onClose }: { made: MadeReply; onClose(): void }) {
  return (
    <Dialog
      title={t('codesMade', { count: codes.length })}
      isOpen
      onClose={onClose}
      footer={
        <Button tone="main" onPress={onClose}>
          {t('close')}
        </Button>
      }
    >
      <p>{t('codesMadeSays', { batch })}</p>
      <p className="secret-once">{codes.slice(0, 5).join('\n')}</p>
      <a href={`/desk/api/codes.csv?${new URLSearchParams({ batch })}`} download>
        {t('codesFile')}
      </a>
    </Dialog>
  );
}
