import { useState } from 'react';
import type { MemberReply } from '../../shapes/members.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { memberKey, useMembersFrame } from './data.ts';
import { t } from './messages.ts';

const YEAR_MS = 365 * 86_400_000;

/** Gives somebody a tier without payment. */
export function GiveDialog({ member, onClose }: { member: MemberReply; onClose(): void }) {
  const frame = useMembersFrame();
  const tiers = (frame?.tiers ?? []).filter(({ state }) => state !== 'retired');
  const [chosen, setTier] = useState<string>();
  const [hasEnd, setEnd] = useState(true);
  const [until, setUntil] = useState(() => new Date(Date.now() + YEAR_MS).toISOString().slice(0, 10));
  const [why, setWhy] = useState('');
  const tier = chosen ?? (tiers[0] ? String(tiers[0].id) : null);
  const { account } = member.reader;
  const give = useChange(
    () => ask('POST', `/members/${account}/given`, { tier: Number(tier), until: hasEnd ? until : null, why }),
    [memberKey(account)],
  );
  const done = () => {
    const name = tiers.find(({ id }) => String(id) === tier)?.name ?? '';
    say(t('given', { tier: name }));
    onClose();
  };
  return (
    <Dialog
      title={t('giveTitle', { name: member.reader.name || member.reader.email })}
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('giveNow')}
          isDisabled={tier === null || (hasEnd && until === '') || give.isPending}
          onDo={() => give.mutate(undefined, { onSuccess: done })}
          onCancel={onClose}
        />
      }
    >
      {frame && tiers.length === 0 && <Notice tone="warn">{t('noTiers')}</Notice>}
      <Select
        label={t('tier')}
        options={tiers.map(({ id, name }) => ({ value: String(id), says: name }))}
        value={tier}
        onChange={setTier}
      />
      <Checkbox isSelected={!hasEnd} onChange={(endless) => setEnd(!endless)}>
        {t('withoutEnd')}
      </Checkbox>
      {hasEnd && (
        <label className="day-field">
          <span>{t('lastDay')}</span>
          <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
      )}
      <TextField label={t('whyGiven')} hint={t('whyGivenHint')} value={why} onChange={setWhy} />
      {give.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(give.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}
