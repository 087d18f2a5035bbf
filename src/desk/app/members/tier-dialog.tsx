import { useState } from 'react';
import type { TierView } from '../../shapes/memberships.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { type MembersText, t } from './messages.ts';

const states = ['offered', 'closed', 'retired'] as const;

/** A tier's name and what it brings. Stories name it by its short name, which therefore stays. */
export function TierDialog({
  tier,
  position,
  onClose,
}: {
  tier: TierView | null;
  position: number;
  onClose(): void;
}) {
  const [name, setName] = useState(tier?.name ?? '');
  const [slug, setSlug] = useState(tier?.slug ?? '');
  const [says, setSays] = useState(tier?.says ?? '');
  const [benefits, setBenefits] = useState(tier?.benefits.join('\n') ?? '');
  const [state, setState] = useState<TierView['state']>(tier?.state ?? 'offered');
  const short = slug || slugOf(name);
  const wish = {
    ...{ name: name.trim(), says: says.trim(), state, position: tier?.position ?? position },
    benefits: benefits
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
  const save = useChange(
    () => (tier ? ask('PUT', `/tiers/${tier.id}`, wish) : ask('POST', '/tiers', { ...wish, slug: short })),
    [['members']],
  );
  return (
    <Dialog
      title={t(tier ? 'changeTier' : 'addTier')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={!name.trim() || save.isPending}
          onDo={() => save.mutate(undefined, { onSuccess: onClose })}
          onCancel={onClose}
        />
      }
    >
      <TextField label={t('name')} value={name} onChange={setName} autoFocus />
      {!tier && (
        <TextField label={t('shortName')} hint={t('shortNameHint')} value={short} onChange={setSlug} />
      )}
      <TextField label={t('tierSays')} value={says} onChange={setSays} />
      <TextField
        label={t('benefits')}
        hint={t('benefitsHint')}
        rows={4}
        value={benefits}
        onChange={setBenefits}
      />
      <Select<TierView['state']>
        label={t('state')}
        options={states.map((value) => ({
          value,
          says: t(`tierState.${value}`),
          hint: t(`tierState.${value}.hint` as MembersText),
        }))}
        value={state}
        onChange={setState}
      />
      {save.error && (
        <div role="alert">
          <Notice tone="bad">{wordProblem(save.error)}</Notice>
        </div>
      )}
    </Dialog>
  );
}

/** 'Friends of the paper' → 'friends-of-the-paper' */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
}
